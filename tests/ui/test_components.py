"""Every component renders, says its state in words, and carries nothing that the content policy refuses."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, engines

from msl_governance.firewall.sides import Role, Side
from msl_governance.ui import vendor
from msl_governance.ui.templatetags import ui
from tests.ui import kit_urls

ROOT = vendor.HERE.parents[1]
COMPONENTS = sorted(path.stem for path in (ROOT / "templates/cotton").glob("*.html"))
OURS = [*(ROOT / "templates").rglob("*.html"), *vendor.HERE.rglob("*.html")]


@pytest.fixture
def draw(kit):
    """Renders a piece of template text; cotton compiles it as it compiles a file."""

    def render(text, **context):
        from django_cotton.compiler_regex import CottonCompiler

        template = engines["django"].engine.from_string(CottonCompiler().process(text))
        return template.render(Context(context))

    return render


def test_the_sample_shows_every_component_and_the_readme_names_it():
    sample = (ROOT / "tests/ui/templates/kit/sample.html").read_text() + (
        ROOT / "templates/app.html"
    ).read_text()
    readme = (vendor.HERE / "README.md").read_text()
    tags = ["c-" + name.replace("_", "-") for name in COMPONENTS]
    assert [tag for tag in tags if f"<{tag}" not in sample] == []
    assert [tag for tag in tags if f"<{tag}" not in readme] == []


@pytest.mark.parametrize("path", OURS, ids=[str(path.relative_to(ROOT)) for path in OURS])
def test_no_template_holds_style_script_or_handler(path):
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son[a-z]+=|hx-on|javascript:|\bjs:", text)
    assert len(text.splitlines()) <= 120


@pytest.mark.parametrize(
    ("side", "cls", "word"),
    [
        (Side.MEDICAL, "fw-side-med", "Medical"),
        ("COMMERCIAL", "fw-side-com", "Commercial"),
        ("ctl", "fw-side-ctl", "Control"),
        (Side.PLATFORM, "fw-side-ctl", "Control"),
    ],
)
def test_a_side_is_a_word_and_an_icon(draw, side, cls, word):
    html = draw('<c-side :k="side" />', side=side)
    assert cls in html
    assert word in html
    assert "<svg" in html


def test_a_door_names_its_direction(draw):
    html = draw('<c-door n="2" a="COMMERCIAL" b="MEDICAL" />')
    words = re.sub(r"<[^>]+>", " ", html).split()
    assert words == ["Door", "2", "Scientific", "hand-off", "Commercial", "Medical"]
    assert 'aria-label="to"' in html
    assert "fw-door-dir" not in draw('<c-door n="2" />')


@pytest.mark.parametrize(
    ("way", "holds", "lacks"),
    [
        ("out", "M10 33h34", "M52 33H16"),
        ("in", "M52 33H16", "M10 33h34"),
        ("shut", "fw-wall-shut", 'class="way"'),
        ("none", "no door here", "<svg"),
    ],
)
def test_walls(draw, way, holds, lacks):
    html = draw('<c-wall :way="way" label="Door 2" />', way=way)
    assert holds in html
    assert lacks not in html


def test_steps_say_their_state(draw):
    steps = [{"state": "done", "title": "A", "wall": True}, {"state": "now", "title": "B", "side": "MEDICAL"}]
    html = draw('<c-steps :steps="steps" />', steps=steps)
    assert 'aria-label="Done"' in html
    assert html.count('aria-current="step"') == 1
    assert html.count("is-wall") == 1
    assert "fw-side-med" in html


def test_the_screening_result_offers_removal_and_escapes_what_was_typed(draw):
    findings = [{"text": '<b>"40 scripts"', "why": "Volume"}, {"text": "x", "why": "y"}]
    html = draw('<c-screening :findings="findings" field="id_q" to="Medical" />', findings=findings)
    assert "2 phrases can’t cross to Medical" in html
    assert 'data-remove="&lt;b&gt;&quot;40 scripts&quot;"' in html
    assert "<b>" not in html
    assert "fw-screen-ok" in draw('<c-screening :findings="findings" />', findings=[])
    one = draw('<c-screening :findings="findings" />', findings=findings[:1])
    assert "1 phrase can’t stay" in one
    assert "data-remove" not in one


def test_facts_escape_and_keep_lines(draw):
    html = draw('<c-facts :items="items" />', items=[("Phone", "1\n2"), ("X", "<i>")])
    assert "1<br>2" in html
    assert "&lt;i&gt;" in html


def test_an_unknown_icon_is_a_question_mark():
    assert "#i-lock" in ui.icon("lock")
    assert "#i-help-circle" in ui.icon("no-such-icon")
    assert 'aria-label="&lt;x&gt;"' in ui.icon("lock", "", "<x>")
    assert "aria-hidden" in ui.icon("lock")


@pytest.mark.parametrize(
    ("name", "short"),
    [("Dr. Elena Marchetti", "EM"), ("Prof. Dr. Wei Zhang", "WZ"), ("Cher", "C"), ("", ""), (None, "")],
)
def test_initials(name, short):
    assert ui.initials(name) == short


@pytest.mark.parametrize(
    ("level", "kind"), [("success", "ok"), ("error", "bad"), ("warning", "amb"), ("info", "side")]
)
def test_messages(level, kind):
    message = SimpleNamespace(level_tag=level)
    assert ui.message_kind(message) == kind
    assert ui.message_icon(message) in ui.icon_names()


def test_roles_in_words():
    assert str(ui.role_name("msl")) == str(ui.role_name(Role.MSL)) == "Medical science liaison"
    assert ui.role_name("nobody") == ""


def test_the_whole_sample_renders_for_each_side(kit):
    for role, key, plate in [("msl", "med", "Medical side"), ("rep", "com", "Commercial side"),
                             ("compliance", "ctl", "Control room"), ("administrator", "ctl", "Administration")]:  # fmt: skip
        html = kit(kit_urls.sample, "/sample/", role).text_now
        assert f'data-side="{key}"' in html
        assert plate in html
        assert "<c-" not in html
        assert "{%" not in html
        assert "{{" not in html
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert sorted(ids) == sorted(set(ids))


def test_readme_is_short_and_names_no_machine():
    text = (vendor.HERE / "README.md").read_text()
    assert len(text.splitlines()) < 120
    assert not re.search(r"(?<![\w.])/(home|root|tmp|usr)/", text)
    assert Path(vendor.ICON_NAMES).name in text
