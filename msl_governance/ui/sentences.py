"""What a form says by default: Django's words tell what is the matter, these tell what to do. A field that knows
better still says its own.
"""

from __future__ import annotations

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

DAY = _("Give a day that the calendar knows, such as 2026-11-30.")
MOMENT = _("Give a day and a time that the calendar and the clock know.")

# The nearest kind of field counts: a choice is a field as well.
SENTENCES: dict[type[forms.Field], dict] = {
    forms.Field: {"required": _("Fill this in.")},
    forms.ChoiceField: {"required": _("Choose one of these.")},
    forms.ModelChoiceField: {
        "required": _("Choose one of these."),
        "invalid_choice": _("Choose one of these."),
    },
    forms.BooleanField: {"required": _("Tick this to go on.")},
    forms.DateField: {"required": _("Give the day."), "invalid": DAY},
    forms.DateTimeField: {"required": _("Give the day and the time."), "invalid": MOMENT},
    forms.IntegerField: {
        "required": _("Give a number."),
        "invalid": _("Give a whole number, in digits alone."),
    },
    forms.EmailField: {"invalid": _("Give an e-mail address, such as name@company.example.")},
    forms.FileField: {
        "required": _("Choose a file."),
        "empty": _("There is nothing in this file. Choose another one."),
    },
}
LIMITS: dict[type[validators.BaseValidator], object] = {
    validators.MinValueValidator: _("Give %(limit_value)s or more."),
    validators.MaxValueValidator: _("Give %(limit_value)s or less."),
    validators.MaxLengthValidator: ngettext_lazy(
        "Shorten this to %(limit_value)d character; it has %(show_value)d.",
        "Shorten this to %(limit_value)d characters; it has %(show_value)d.",
        "limit_value",
    ),
}


def install() -> None:
    """Make them the defaults. Called while the product starts, before any form is built."""
    for field, words in SENTENCES.items():
        field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), **words}
    for validator, sentence in LIMITS.items():
        validator.message = sentence  # type: ignore[assignment]
