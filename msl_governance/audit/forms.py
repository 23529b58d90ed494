"""Filters of the reviewer's lists, as GET forms: nothing in them is content, and people stand in them by id."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.doors import CROSSINGS
from msl_governance.firewall.models import Refusal
from msl_governance.ui.manners import spelled
from msl_governance.ui.sides import DOORS

from . import rules, selectors


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}))


class Filter(forms.Form):
    """A filter that is never wrong: what cannot be read does not narrow, and the field says so."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.prepare()
        self.is_valid()

    def prepare(self) -> None:
        """Fill the choices."""

    def clean(self) -> None:
        """A period that ends before it begins holds nothing: its end does not narrow, and the field says why."""
        start, end = (self.cleaned_data.get(name) for name in ("at__date__gte", "at__date__lte"))
        if start and end and end < start:
            self.add_error(
                "at__date__lte",
                _("This day lies before the one under “From”. Choose that day or a later one."),
            )

    def wishes(self) -> dict[str, Any]:
        """Lookups for the selectors, from what was chosen."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def in_words(self) -> list[tuple[Any, str]]:
        """Label and value of each field that narrows, for paper."""
        return [(self.fields[name].label, self._word(name, value)) for name, value in self.wishes().items()]

    def _word(self, name: str, value: Any) -> str:
        chosen = dict(getattr(self.fields[name], "choices", ())).get(str(value))
        return str(chosen or (spelled(value, "j M Y") if hasattr(value, "year") else value))


class LedgerFilter(Filter):
    """By door, crossing, person, hand-off or account, and day."""

    door = forms.ChoiceField(label=_("Door"), required=False)
    crossing = forms.ChoiceField(label=_("Crossing"), required=False)
    person_id = forms.ChoiceField(label=_("Who"), required=False)
    reference = forms.CharField(label=_("Reference"), required=False, max_length=40)
    at__date__gte = _day(_("From"))
    at__date__lte = _day(_("To"))

    def prepare(self) -> None:
        """The doors and crossings that are declared, and whoever may open one."""
        crossings = list(CROSSINGS.values())
        doors = sorted({str(one.door) for one in crossings})
        self._offer("door", _("Any door"), [(n, f"{n}, {DOORS.get(n, n)}") for n in doors])
        self._offer("crossing", _("Any crossing"), [(one.name, one.title) for one in crossings])
        self._offer("person_id", _("Anybody"), selectors.who_may_cross())

    def _offer(self, name: str, nothing: Any, known: list) -> None:
        self.fields[name].choices = [("", nothing), *known]  # type: ignore[attr-defined]

    def clean_reference(self) -> str:
        """A reference as the ledger shows it, or a whole one."""
        typed = self.cleaned_data["reference"].strip()
        if typed and rules.references_like(typed) is None:
            raise forms.ValidationError(_("Give a reference as the ledger shows it, such as 3F2A9C1B."))
        return typed


class RefusalFilter(Filter):
    """By kind, side and day."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any kind")), *Refusal.Kind.choices]
    )
    side = forms.ChoiceField(
        label=_("Side"),
        required=False,
        choices=[("", _("Any side")), ("MEDICAL", _("Medical")), ("COMMERCIAL", _("Commercial"))],
    )
    at__date__gte = _day(_("From"))
    at__date__lte = _day(_("To"))
