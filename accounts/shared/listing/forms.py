"""Filters of the account list, and the form that puts an account on it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from msl_governance.ui.forms import Segmented

from ..models import Hcp, Organisation
from ..models.account_list import Barrier, Importance, Influence
from . import selectors
from .selectors import ListWish

KINDS = [
    ("", _("All accounts")),
    ("people", _("People")),
    ("kol", _("Key opinion leaders")),
    ("organisations", _("Organisations")),
]
NOT_SET = _("Not set")
SORTS = [("name", _("Name")), ("influence", _("Influence")), ("importance", _("Importance"))]


class ListFilter(forms.Form):
    """Anything may be empty; what is no choice is left out rather than refused."""

    product = forms.ModelChoiceField(
        label=_("Product"), queryset=None, required=False, empty_label=_("All products")
    )
    area = forms.ModelChoiceField(label=_("Area"), queryset=None, required=False, empty_label=_("My areas"))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False)
    influence = forms.ChoiceField(
        label=_("Influence"), choices=[("", _("Any")), *Influence.choices], required=False
    )
    importance = forms.ChoiceField(
        label=_("Importance"), choices=[("", _("Any")), *Importance.choices], required=False
    )
    barrier = forms.ChoiceField(
        label=_("Barrier"), choices=[("", _("Any")), *Barrier.choices], required=False
    )
    sort = forms.ChoiceField(label=_("Sort by"), choices=SORTS, required=False)
    off = forms.BooleanField(label=_("Taken off"), required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, person):
        super().__init__(data)
        self.fields["product"].queryset = selectors.products()
        self.fields["area"].queryset = selectors.areas(person)

    @property
    def wish(self) -> ListWish:
        """What is looked for, of the fields that hold a choice."""
        self.is_valid()
        got = self.cleaned_data
        return ListWish(
            product=getattr(got.get("product"), "pk", None),
            area=getattr(got.get("area"), "pk", None),
            influence=got.get("influence", ""),
            importance=got.get("importance", ""),
            barrier=got.get("barrier", ""),
            kind=got.get("kind", ""),
            sort=got.get("sort") or "name",
            off=bool(got.get("off")),
        )


class AdditionForm(forms.Form):
    """Which product and area an account is put on the list for. The account comes with the address."""

    product = forms.ModelChoiceField(label=_("Product"), queryset=None, empty_label=_("Choose a product"))
    area = forms.ModelChoiceField(label=_("Area"), queryset=None, empty_label=_("Choose an area"))
    product.error_messages["required"] = _("Choose the product that this account matters for.")
    area.error_messages["required"] = _("Choose the area on whose list the account belongs.")

    def __init__(self, *args, person, account, **kwargs):
        super().__init__(*args, **kwargs)
        areas = selectors.areas(person)
        self.fields["product"].queryset = selectors.products()
        self.fields["area"].queryset = areas
        self.account = account
        self.initial.setdefault("area", areas.filter(regions__contains=[account.region]).first())

    @property
    def addition(self) -> dict:
        """Keyword arguments of the service, of a valid form."""
        return {
            "product": self.cleaned_data["product"],
            "area": self.cleaned_data["area"],
            "hcp": self.account if isinstance(self.account, Hcp) else None,
            "organisation": self.account if isinstance(self.account, Organisation) else None,
        }


class WordForm(forms.Form):
    """What both sides may say of an entry; a side's form adds its own tier before it.

    ``note`` stays on the side.
    """

    barrier = forms.ChoiceField(
        label=_("Root of the barrier"),
        choices=[("", NOT_SET), *Barrier.choices],
        required=False,
        widget=Segmented,
        help_text=_("Scientific is medical’s work, access and commercial are commercial’s."),
    )
    note = forms.CharField(
        label=_("Reason, for your side"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays here and is never shown to the other side."),
    )
    is_listed = forms.TypedChoiceField(
        label=_("On the list"),
        choices=[("yes", _("On the list")), ("no", _("Taken off"))],
        coerce=lambda word: word == "yes",
        empty_value=None,
        required=False,
        widget=Segmented,
    )

    def __init__(self, *args, entry, may_delist: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.entry = entry
        if not may_delist:
            del self.fields["is_listed"]
        for name in self.fields:
            if hasattr(entry, name):
                self.initial.setdefault(name, getattr(entry, name))
        if may_delist:
            self.initial["is_listed"] = "yes" if entry.is_listed else "no"

    @property
    def changes(self) -> dict:
        """Words that differ from how they stand, of a valid form: only these cross."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "note"}
        return {name: value for name, value in said.items() if value not in (None, getattr(self.entry, name))}
