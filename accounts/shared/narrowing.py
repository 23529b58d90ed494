"""Filters of a list that stand in its address: read, told in words, taken away one by one, kept and exported.

Words somebody searches for stand in no address in clear, since addresses are logged: there they are sealed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from msl_governance.ui.manners import spelled
from msl_governance.ui.sealing import opened, seal

WORDS, SEALED = "words", "q"
LONGEST = 200  # characters of words searched for


@dataclass(frozen=True)
class Chip:
    """One thing that narrows the list, and the address of the list without it."""

    label: str
    value: str
    without: str


class Narrowing(forms.Form):
    """A filter that is never wrong: what is no choice is left out rather than refused. ``person`` is who asks."""

    def __init__(self, data: Mapping[str, Any], *, person, **kwargs):
        self.person = person
        sent = {name: data.get(name, "") for name in self.base_fields}
        if WORDS in sent:
            sent[WORDS] = unsealed(data.get(SEALED, ""), person) or sent[WORDS]
        super().__init__({name: str(value).replace("\x00", "") for name, value in sent.items()}, **kwargs)

    def full_clean(self) -> None:
        """Takes what can be read; the rest is no mistake that somebody would have to mend."""
        super().full_clean()
        self.left_out = [str(self.fields[name].label) for name in self.errors if name in self.fields]
        if self.is_bound:
            self.errors.clear()

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for by field, of the fields that hold a choice; words in clear."""
        self.is_valid()
        return {name: _plain(value) for name, value in self.cleaned_data.items() if value}

    @property
    def told(self) -> list[str]:
        """The same in words, a sentence for each field."""
        return [
            _("%(label)s: %(value)s") % {"label": self.fields[name].label, "value": self._said(name)}
            for name in self.asked
        ]

    def chips(self, path: str) -> list[Chip]:
        """A chip for each field that holds a choice; ``path`` is the list's."""
        asked = self.asked
        return [
            Chip(
                str(self.fields[name].label),
                self._said(name),
                address(path, {key: value for key, value in asked.items() if key != name}, self.person),
            )
            for name in asked
        ]

    def address(self, path: str) -> str:
        """The list at ``path`` narrowed to what is asked."""
        return address(path, self.asked, self.person)

    def _said(self, name: str) -> str:
        value, field = self.cleaned_data[name], self.fields[name]
        if isinstance(value, date):
            return spelled(value, "j M Y")
        if isinstance(field, forms.ChoiceField) and not isinstance(value, Model):
            return str(dict(_flat(field.choices))[str(value)])
        return f"“{value}”" if name == WORDS else str(value)


class AccountChoice(forms.ChoiceField):
    """An account, chosen among those that the list is about; the value is its id."""

    def offer(self, groups: list, chosen: Any) -> None:
        """Offer groups of (id, name), and what is ``chosen`` already (an HCP or organisation, or None)."""
        groups = [(name, rows) for name, rows in groups if rows]
        if chosen is not None and str(chosen.pk) not in dict(_flat(groups)):
            groups = [(_("Chosen"), [(str(chosen.pk), str(chosen))]), *groups]
        self.choices = [("", _("All accounts")), *groups]


def address(path: str, asked: Mapping[str, str], person) -> str:
    """The list narrowed to what is asked; words sealed for this person, so that the address tells nobody else."""
    shown = {name: value for name, value in asked.items() if name != WORDS}
    if asked.get(WORDS):
        shown[SEALED] = seal(asked[WORDS].encode(), _purpose(person))
    return f"{path}?{urlencode(shown)}" if shown else path


def unsealed(sealed: str, person) -> str:
    """The words of an address; empty for what was not sealed here, and for this person."""
    try:
        return opened(sealed, _purpose(person)).decode() if sealed else ""
    except ValueError:
        return ""


def _purpose(person) -> str:
    return f"{WORDS} {person.side} {person.pk}"


def uuid_or_none(text: str) -> UUID | None:
    """The id, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def day_of_moment(value: Any) -> date:
    """The day of a moment or of what was typed as one; today where it is none, or out of all bounds."""
    try:
        moment = parse_datetime(value) if isinstance(value, str) else value
        if moment is None:
            return timezone.localdate()
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    except (ValueError, OverflowError):
        return timezone.localdate()


def _plain(value: Any) -> str:
    return str(value.pk) if isinstance(value, Model) else str(value)


def _flat(choices) -> list[tuple[str, Any]]:
    """Choices without their groups."""
    found: list[tuple[str, Any]] = []
    for key, rows in choices:
        found += [(str(k), v) for k, v in rows] if isinstance(rows, list | tuple) else [(str(key), rows)]
    return found
