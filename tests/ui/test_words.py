"""Every word that a person reads goes through gettext: in templates, and where Python hands words to a page."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(
    path
    for place in ("templates", "msl_governance/ui/templates")
    for path in (ROOT / place).rglob("*")
    if path.suffix in (".html", ".txt")
)
# What Django's language says by itself: a translated passage leaves nothing of its own behind.
TAGS = re.compile(
    r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}"
    r"|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
# An element that is one of two, and the block by which a page says whose colours it wears.
CHOSEN = re.compile(r"(</?)\{%[^%]*%\}(\w+)\{%[^%]*%\}\w+\{%[^%]*%\}")
COLOURS = re.compile(r"\{% block side %\}\w*\{% endblock %\}")
WORD = re.compile(r"[^\W\d_]{2}")
# Attributes that a browser shows or reads out, on any element.
SHOWN = ("title", "alt", "placeholder", "label", "aria-label", "aria-description", "aria-roledescription")
# Attributes of our own components that choose something: a side, a colour, a picture, an element.
CHOOSES = ("a", "b", "cls", "field", "for", "icon", "id", "k", "kind", "mark", "name", "role", "way")
# Names, the same in every language, and where they stand.
NAMES = {
    "templates/base.html": {"Threshold"},
    "templates/registration/login.html": {"Threshold"},
    "templates/_components/alone.html": {"Threshold"},
    "templates/cotton/rail.html": {"Threshold"},
    "templates/accounts/shared/_who.html": {"NPI"},
    "templates/cotton/crosses.html": {"MSL"},
    "templates/handoffs/commercial/_contact.html": {"MSL"},
    "templates/handoffs/commercial/_desk.html": {"MSL"},
    "templates/handoffs/commercial/_doctor.html": {"MSL"},
}


class Shown(HTMLParser):
    """Collects what is left to read where the template's own language is taken out."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.inside = 0  # of an element whose text is no text

    def handle_starttag(self, tag, attrs):
        """Attributes that are shown."""
        self.inside += tag in ("script", "style")
        for name, value in attrs:
            of_ours = (
                tag.startswith("c-") and not name.startswith((":", "hx-", "data-")) and name not in CHOOSES
            )
            if value and (name in SHOWN or of_ours):
                self.words.append(value)

    def handle_startendtag(self, tag, attrs):
        """An element that closes itself."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        """Out of a script again."""
        self.inside -= tag in ("script", "style")

    def handle_data(self, data):
        """Text between elements."""
        if not self.inside:
            self.words.append(data)


def bare_words(text: str) -> list[str]:
    """Words of a template that no translation ever sees."""
    reader = Shown()
    reader.feed(TAGS.sub(" ", CHOSEN.sub(r"\1\2", COLOURS.sub("", text))))
    reader.close()
    return [shown.strip(" ·\n") for shown in reader.words if WORD.search(shown)]


def test_no_template_holds_words_of_its_own():
    found = {
        path.relative_to(ROOT).as_posix(): set(bare_words(path.read_text("utf-8"))) for path in TEMPLATES
    }
    assert len(found) > 150
    assert {path: words for path, words in found.items() if words} == NAMES


@pytest.mark.parametrize(
    "text",
    [
        "<p>Nothing yet.</p>",
        '<c-card title="Open questions">{% translate "x" %}</c-card>',
        '<input placeholder="Search" value="{{ q }}">',
        "{% if a %}Yes{% endif %}",
        "{% blocktranslate %}x{% endblocktranslate %} and more",
        '<c-box to="MSL" />',
    ],
)
def test_a_bare_word_is_seen(text):
    assert bare_words(text)


@pytest.mark.parametrize(
    "text",
    [
        '<p class="wide">{% translate "Nothing yet." %} 12</p>',
        "{% blocktranslate with a=b %}Hello <b>{{ a }}</b>{% endblocktranslate %}",
        '<c-side k="MEDICAL" icon="door" title="{% translate \'Door\' %}" />',
    ],
)
def test_a_translated_word_is_none(text):
    assert bare_words(text) == []


PAGES = [
    path
    for top in ("accounts", "handoffs", "kol_intel", "committee", "events", "msl_governance")
    for path in sorted((ROOT / top).rglob("*.py"))
    if not {"migrations", "management", "embedded", "proof", "demo", "settings"} & set(path.parts)
]
SPEAKS = ("ValidationError", "add_error", "success", "error", "warning", "info")
WORDED = ("label", "help_text", "empty_label", "verbose_name")


def untranslated(text: str) -> Iterator[str]:
    """Plain strings that Python gives to a form, an error or a message."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        whose = getattr(getattr(node.func, "value", None), "id", "")
        given = [word.value for word in node.keywords if word.arg in WORDED]
        if name in SPEAKS[:2] or (name in SPEAKS[2:] and whose == "messages"):
            given += node.args[1:] if name != "ValidationError" else node.args
        for one in given:
            if isinstance(one, ast.JoinedStr) or (
                isinstance(one, ast.Constant) and WORD.search(str(one.value or ""))
            ):
                yield ast.unparse(one)


def test_python_says_nothing_on_pages_in_plain_strings():
    found = {path.relative_to(ROOT).as_posix(): list(untranslated(path.read_text("utf-8"))) for path in PAGES}
    assert len(found) > 200
    assert {path: words for path, words in found.items() if words} == {}


TRANSLATED = re.compile(
    r"\{% translate (\"[^\"]*\"|'[^']*')|\{% blocktranslate[^%]*%\}(.*?)\{% endblock", re.DOTALL
)
STRAIGHT = re.compile(r"\w'\w|s' ")
GETTEXT = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext")


def translated(text: str) -> Iterator[str]:
    """Strings of Python that go through gettext."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
            yield from (str(one.value) for one in node.args if isinstance(one, ast.Constant))


def test_no_apostrophe_that_a_person_reads_is_straight():
    said = [(path, one) for path in PAGES for one in translated(path.read_text("utf-8"))]
    said += [
        (path, max(m.groups(""))) for path in TEMPLATES for m in TRANSLATED.finditer(path.read_text("utf-8"))
    ]
    assert len(said) > 1500
    assert [(path.name, one) for path, one in said if STRAIGHT.search(one)] == []


@pytest.mark.parametrize(
    "text",
    [
        "ValidationError('No.')",
        "messages.success(request, 'Saved.')",
        "CharField(label='Name')",
        "f.add_error('a', f'{b} no')",
    ],
)
def test_a_plain_string_is_seen(text):
    assert list(untranslated(text))
