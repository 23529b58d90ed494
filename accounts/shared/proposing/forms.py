"""Forms of proposals, one for each kind. The fields are the directory's; a steward makes changes by the same ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from msl_governance.ui.following import FollowingForm
from msl_governance.ui.forms import DatePicker

from ..models import Affiliation, Hcp, Organisation
from ..places import REGIONS
from ..specialties import specialty_names
from . import rules
from .shapes import Kind, Source

LIMITS = {
    model: {f.name: f.max_length for f in model._meta.concrete_fields if getattr(f, "max_length", None)}
    for model in (Hcp, Organisation, Affiliation)
}  # fmt: skip

ASKED = ("source",)  # of the form, not of the directory


def _text(model, name: str, label, *, required: bool = False, kind=forms.CharField) -> forms.CharField:
    return kind(
        label=label, max_length=LIMITS[model][name], required=required,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class FactsForm(FollowingForm):
    """Fields of the directory, and how the proposer knows. ``facts`` is what differs from how it stands."""

    marks: dict = {}
    source = forms.ChoiceField(
        label=_("How do you know?"), choices=[("", _("Choose")), *Source.choices],
        error_messages={"required": _("Choose how you know, so that the steward can look it up.")},
    )  # fmt: skip

    def __init__(self, *args: Any, account=None, steward: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        for name in self._about_account():
            self.initial.setdefault(name, getattr(account, name))
        self.order_fields([name for name in self.fields if name != "source"])
        if steward:
            del self.fields["source"]
            if account is not None:
                self.follow(account, self._about_account())

    def clean(self) -> dict[str, Any]:
        """Each value a fact in its own form; and something has to be different."""
        got = super().clean()
        for name, value in list(got.items()):
            if name not in ASKED and (why := rules.complaint(name, value)):
                self.add_error(name, why)
                rules.note_stop(value)
        if not self.errors and self.account is not None and not self.facts:
            self.add_error(None, rules.NOTHING)
        return got

    @property
    def facts(self) -> dict[str, Any]:
        """What was set, of a valid form: of an account that is there only what differs."""
        got = {name: value for name, value in self.cleaned_data.items() if name not in ASKED}
        if self.account is None:
            return {name: value for name, value in got.items() if value}
        return {name: value for name, value in got.items() if value != getattr(self.account, name)}

    def _about_account(self) -> list[str]:
        return [name for name in self.fields if self.account is not None and hasattr(self.account, name)]


class PersonForm(FactsForm):
    """Facts of an HCP."""

    first_name = _text(Hcp, "first_name", _("First name"))
    last_name = _text(Hcp, "last_name", _("Last name"), required=True)
    credentials = _text(Hcp, "credentials", _("Credentials"))
    specialty = forms.ChoiceField(label=_("Specialty"), required=False)
    city = _text(Hcp, "city", _("City"))
    region = forms.ChoiceField(
        label=_("State"), choices=[("", _("Not known")), *REGIONS.items()], required=False
    )
    phone = _text(Hcp, "phone", _("Phone"))
    email = _text(Hcp, "email", _("E-mail"), kind=forms.EmailField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {*specialty_names(), *filter(None, [getattr(self.account, "specialty", "")])}
        field: Any = self.fields["specialty"]
        field.choices = [("", _("Not known")), *((name, name) for name in sorted(known))]
        _keep_region(self)


class PlaceForm(FactsForm):
    """Facts of an organisation."""

    name = _text(Organisation, "name", _("Name"), required=True)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind)
    city = _text(Organisation, "city", _("City"))
    region = forms.ChoiceField(
        label=_("State"), choices=[("", _("Not known")), *REGIONS.items()], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _keep_region(self)


class JoinedForm(FactsForm):
    """A place at an organisation, or a seat on a committee."""

    role = _text(Affiliation, "role", _("Role"))
    seat = forms.ChoiceField(
        label=_("Seat on the committee"), choices=Affiliation.Seat.choices, required=False
    )
    since = forms.DateField(label=_("Since"), widget=DatePicker, required=False)

    def __init__(self, *args: Any, other: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = None
        if not other.is_committee:
            del self.fields["seat"]

    def clean_since(self) -> date | None:
        """A day that has been."""
        return _past(self.cleaned_data["since"])


class LeftForm(FactsForm):
    """The end of a place or of a seat."""

    affiliation = forms.ModelChoiceField(label=_("Which place"), queryset=None, empty_label=_("Choose"))
    until = forms.DateField(label=_("Until"), widget=DatePicker)
    affiliation.error_messages["required"] = _("Choose the place that the account has left.")
    until.error_messages["required"] = _("Say until when, as well as you know.")

    def __init__(self, *args: Any, account: Hcp, **kwargs: Any) -> None:
        super().__init__(*args, account=account, **kwargs)
        self.account = None
        field: Any = self.fields["affiliation"]
        here = Affiliation.objects.filter(hcp=account, until=None)
        field.queryset = here.select_related("organisation__merged_into")
        field.label_from_instance = lambda one: str(one.organisation.current)
        self.initial.setdefault("until", timezone.localdate())

    def clean_until(self) -> date | None:
        """A day that has been."""
        return _past(self.cleaned_data["until"])


class DuplicateForm(FactsForm):
    """That two accounts are one: nothing to write."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = None


def form_for(kind: str, account) -> type[FactsForm]:
    """The form of a kind of proposal about an account, or about none."""
    facts = PersonForm if isinstance(account, Hcp) else PlaceForm
    known: dict[str, type[FactsForm]] = {
        Kind.CORRECT: facts,
        Kind.JOINED: JoinedForm,
        Kind.LEFT: LeftForm,
        Kind.DUPLICATE: DuplicateForm,
        Kind.PERSON: PersonForm,
        Kind.PLACE: PlaceForm,
    }
    return known[kind]


def _past(day: date | None) -> date | None:
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("This day lies ahead. Propose it when it has come."))
    return day


def _keep_region(form: FactsForm) -> None:
    """A region of another country is no choice of ours, and stays one for its own account."""
    own, field = getattr(form.account, "region", ""), form.fields["region"]
    if own and own not in dict(field.choices):  # type: ignore[attr-defined]
        field.choices = [*field.choices, (own, own)]  # type: ignore[attr-defined]
