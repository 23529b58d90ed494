"""What forms say by default: a person can act on it, on every form of the product."""

from datetime import date

import pytest
from django import forms
from django.urls import get_resolver

from msl_governance.ui.forms import MomentField

OF_DJANGO = (
    "This field is required", "Ensure this value", "Enter a valid", "Enter a whole", "The submitted file is empty",
    "Select a valid choice. That choice",
)  # fmt: skip
FAR = "Give a day between the years 1900 and 2199."


def forms_of_the_product():
    get_resolver().url_patterns
    waiting, found = [forms.BaseForm], set()
    while waiting:
        one = waiting.pop()
        waiting.extend(one.__subclasses__())
        if one.__module__.split(".")[0] in ("accounts", "handoffs", "msl_governance"):
            found.add(one)
    return found


def test_no_form_says_what_nobody_can_act_on():
    said = [
        (form.__qualname__, name, code, str(words))
        for form in forms_of_the_product()
        for name, field in form.base_fields.items()
        for code, words in field.error_messages.items()
        if code in ("required", "empty") and str(words).startswith(OF_DJANGO)
    ]
    assert len(forms_of_the_product()) > 30
    assert said == []


def test_every_moment_is_one_that_can_be_told_in_every_time_zone():
    plain = [
        (form.__qualname__, name)
        for form in forms_of_the_product()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DateTimeField) and not isinstance(field, MomentField)
    ]
    assert plain == []


class Kinds(forms.Form):
    text = forms.CharField(max_length=3)
    number = forms.IntegerField(min_value=5, max_value=9)
    day = forms.DateField()
    moment = MomentField()
    choice = forms.ChoiceField(choices=[("a", "A")])
    sure = forms.BooleanField()
    mail = forms.EmailField()
    file = forms.FileField()
    own = forms.CharField(error_messages={"required": "Say why."})


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("text", "", "Fill this in."), ("text", "four", "Shorten this to 3 characters; it has 4."),
        ("number", "", "Give a number."), ("number", "2", "Give 5 or more."), ("number", "10", "Give 9 or less."),
        ("number", "x", "Give a whole number, in digits alone."), ("day", "", "Give the day."),
        ("day", "31/31", "Give a day that the calendar knows, such as 2026-11-30."),
        ("moment", "", "Give the day and the time."),
        ("moment", "x", "Give a day and a time that the calendar and the clock know."),
        ("moment", "1899-12-31T23:59", FAR), ("moment", "2200-01-01T00:00", FAR),
        ("choice", "", "Choose one of these."), ("sure", "", "Tick this to go on."), ("mail", "", "Fill this in."),
        ("mail", "x", "Give an e-mail address, such as name@company.example."), ("file", "", "Choose a file."),
        ("own", "", "Say why."),
    ],
)  # fmt: skip
def test_each_kind_of_field_says_what_to_do(name, typed, says):
    assert Kinds({name: typed}).errors[name] == [says]


def test_an_empty_file_asks_for_another():
    from django.core.files.uploadedfile import SimpleUploadedFile

    form = Kinds({}, {"file": SimpleUploadedFile("a.csv", b"")})
    assert form.errors["file"] == ["There is nothing in this file. Choose another one."]


def test_a_day_that_is_one_is_taken():
    form = Kinds({"day": "2026-11-30"})
    form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 11, 30)
