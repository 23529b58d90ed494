"""Forms that change a record which somebody else may change while they are being filled in."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

STOOD = "stood"  # of the form, not of the record


class FollowingForm(forms.Form):
    """Tells itself how the record stood when it was shown.

    What a person left alone stays as somebody else has made it since; of what both changed the person is asked, beside
    the field, and sending again says that their word is right.
    """

    record: Any = None

    def follow(self, record: Any, names: list[str]) -> None:
        """Follow these fields of ``record``. Fields that the form does not have are left out."""
        self.record, self.followed = record, [name for name in names if name in self.fields]
        self.fields[STOOD] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial[STOOD] = self._stands()

    def clean(self) -> dict[str, Any]:
        """What was sent, with what others changed meanwhile; ``stood`` is not among it."""
        got = super().clean() or self.cleaned_data
        stood = _told(got.pop(STOOD, ""))
        for name in self.followed if self.record is not None else ():
            self._follow(name, got, stood)
        if STOOD in self.fields and self.errors:
            sent: Any = self.data
            again = sent.copy()
            again[self.add_prefix(STOOD)] = self._stands()
            self.data = again
        return got

    def _follow(self, name: str, got: dict[str, Any], stood: dict[str, Any]) -> None:
        now = getattr(self.record, name)
        if name not in got or name not in stood or _text(now) in (stood[name], _text(got[name])):
            return
        if _text(got[name]) == stood[name]:
            got[name] = now
        else:
            says = _("It was changed meanwhile and says “%(now)s”. Send again if your word is right.")
            self.add_error(name, says % {"now": self._shown(name, now) or _("nothing")})

    def _shown(self, name: str, value: Any) -> str:
        """A value as the form shows it: of a choice its label."""
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, "" if value is None else value))

    def _stands(self) -> str:
        """How the record stands as this form is shown."""
        return json.dumps({name: _text(getattr(self.record, name)) for name in self.followed})


def _text(value: Any) -> str:
    return "" if value is None else str(getattr(value, "pk", value))


def _told(text: str) -> dict[str, Any]:
    """What a form was told when it was shown; nothing where somebody made up another text."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
