"""A field has its label, mark, hint, box and error, each named to the box."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from msl_governance.ui import forms as look
from msl_governance.ui.forms import MomentField
from tests.ui.kit_urls import Sample


@pytest.fixture(autouse=True)
def _kit(kit):
    """The kit's templates."""


def tag(html, element, /, **attrs):
    """The first start tag with this name and these attributes."""
    for found in re.findall(rf"<{element}\b[^>]*>", html):
        if all(f'{key}="{value}"' in found for key, value in attrs.items()):
            return found
    raise AssertionError(f"no <{element} {attrs}> in {html}")


def bound(**data):
    """The sample form, filled in."""
    query = QueryDict(mutable=True)
    for key, value in data.items():
        query.setlist(key, value if isinstance(value, list) else [value])
    return Sample(query)


def test_hint_and_error_are_named_to_the_box():
    html = bound(question="x" * 41)["question"].as_field_group()
    box = tag(html, "textarea", name="question")
    assert 'aria-invalid="true"' in box
    assert "is-invalid" in box
    assert 'rows="4"' in box
    for target in re.search(r'aria-describedby="([^"]+)"', box).group(1).split():
        assert f'id="{target}"' in html
    assert html.index("fw-hint") < html.index("<textarea") < html.index("fw-err")
    assert ">" + "x" * 41 in html.replace("\n", "")


def test_a_clean_field_says_nothing_of_errors():
    html = Sample()["question"].as_field_group()
    assert "aria-invalid" not in html
    assert "fw-err" not in html


def test_marks():
    form = Sample()
    assert "Crosses to MSL" in form["question"].as_field_group()
    assert "Stays here" in form["confirm"].as_field_group()
    assert "fw-mark" not in form["note"].as_field_group()


def test_marks_from_field_and_meta():
    class Other(forms.Form):
        own = forms.CharField()
        from_meta = forms.CharField()

        class Meta:
            marks = {"from_meta": look.STAYS}

    form = Other()
    form.fields["own"].mark = look.CROSSES_TO_COMMERCIAL
    assert "Crosses to Commercial" in form["own"].as_field_group()
    assert form["from_meta"].mark == look.STAYS


def test_what_a_rule_of_the_form_needs_is_not_called_optional():
    class Asking(Sample):
        needed_by_rule = ("note",)

    assert "optional" not in Asking()["note"].as_field_group()


def test_optional_is_said_except_on_single_boxes():
    form = Sample()
    assert "optional" in form["note"].as_field_group()
    assert "optional" not in form["question"].as_field_group()
    form.fields["confirm"].required = False
    assert "optional" not in form["confirm"].as_field_group()


def test_a_choice_that_begins_with_its_empty_one_is_chosen_already():
    class Tier(forms.Form):
        tier = forms.ChoiceField(
            choices=[("", "Not set"), ("1", "One")], required=False, widget=look.Segmented
        )
        kind = forms.ChoiceField(choices=[("1", "One")], required=False, widget=look.Segmented)

    assert "optional" not in Tier()["tier"].as_field_group()
    assert "optional" in Tier()["kind"].as_field_group()


def test_a_group_carries_its_error_on_the_fieldset():
    html = bound()["channel"].as_field_group()
    group = tag(html, "fieldset", **{"aria-describedby": "id_channel_error"})
    assert "data-invalid" in group
    assert 'id="id_channel_error"' in html
    assert "aria-invalid" not in html
    assert html.count('type="radio"') == 3


def test_choices_keep_what_was_chosen():
    form = bound(channel="v", topics=["t", "s"], plain="n", kind="b", later="on", when="2026-11-18T08:30")
    assert "checked" in tag(form["channel"].as_field_group(), "input", value="v")
    assert form["topics"].as_field_group().count("checked") == 2
    assert "checked" in tag(form["plain"].as_field_group(), "input", value="n")
    assert "selected" in tag(form["kind"].as_field_group(), "option", value="b")
    assert "checked" in form["later"].as_field_group()
    assert 'value="2026-11-18T08:30"' in form["when"].as_field_group()


def test_widgets_get_the_kits_classes():
    form = Sample()
    assert "form-select" in form["kind"].as_field_group()
    assert 'class="form-control"' in form["note"].as_field_group()
    assert 'class="form-check-input"' in form["confirm"].as_field_group()
    assert 'class="fw-switch"' in form["later"].as_field_group()
    assert 'class="fw-seg"' in form["channel"].as_field_group()
    assert 'class="form-check"' in form["plain"].as_field_group()
    assert 'type="datetime-local"' in form["when"].as_field_group()


def test_own_classes_and_attributes_stay():
    class Own(forms.Form):
        box = forms.CharField(widget=forms.Textarea(attrs={"class": "mine", "rows": 2, "hx-post": "/x"}))
        day = forms.DateField(widget=look.DatePicker, initial="2026-01-02")
        key = forms.CharField(widget=forms.HiddenInput, initial="k")

    html = str(Own())
    assert 'class="form-control mine"' in html
    assert 'rows="2"' in html
    assert 'hx-post="/x"' in html
    assert 'value="2026-01-02"' in html
    assert 'type="hidden" name="key" value="k" id="id_key"' in html
    assert Own()["key"].as_field_group().startswith("<input")


def test_form_errors_stand_on_top_and_are_announced():
    form = bound()
    form.add_error(None, "Firewall training has lapsed.")
    html = str(form)
    assert html.index('role="alert"') < html.index("Firewall training has lapsed.") < html.index("<select")


def test_a_time_typed_in_the_browsers_picker_is_read(settings):
    settings.USE_TZ = True
    field = forms.DateTimeField(widget=look.DateTimeLocal)
    assert field.clean("2026-11-18T08:30").minute == 30


def test_what_was_typed_is_escaped():
    assert "<script>" not in bound(note="<script>", question="</textarea><script>").as_div()


def test_a_password_can_be_shown():
    class Secret(forms.Form):
        password = forms.CharField(widget=look.PasswordReveal)

    html = Secret({"password": "hunter2"})["password"].as_field_group()
    assert 'data-reveal="id_password"' in html
    assert 'aria-pressed="false"' in html
    assert "hunter2" not in html


@pytest.mark.parametrize(
    ("typed", "is_moment"),
    [
        ("2026-11-26T09:15", True), ("9999-12-31T23:59", False), ("0001-01-01T00:00", False),
        ("1899-12-31T23:59", False), ("1900-01-01T00:00", True), ("2199-12-31T23:59", True), ("2200-01-01T00:00", False),
        ("123456789012-01-01T00:00", False), ("soon", False),
    ],
)  # fmt: skip
def test_a_moment_is_one_that_every_zone_can_tell(typed, is_moment):
    field = MomentField()
    if is_moment:
        assert MomentField.FIRST <= field.clean(typed).year <= MomentField.LAST
        return
    with pytest.raises(
        ValidationError, match=r"the calendar and the clock know|between the years 1900 and 2199"
    ):
        field.clean(typed)
