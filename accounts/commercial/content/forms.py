"""Forms of the promotional library."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from msl_governance.ui.forms import DatePicker

from . import selectors
from .selectors import LibraryWish

STANDINGS = [("", _("All pieces")), ("usable", _("Usable today")), ("over", _("Expired or withdrawn"))]


class LibraryFilter(forms.Form):
    """Anything may be empty; what is no choice is left out rather than refused."""

    product = forms.ModelChoiceField(
        label=_("Product"), queryset=None, required=False, empty_label=_("All products")
    )
    standing = forms.ChoiceField(label=_("Standing"), choices=STANDINGS, required=False)

    def __init__(self, data):
        super().__init__(data)
        self.fields["product"].queryset = selectors.products()

    @property
    def wish(self) -> LibraryWish:
        """What is looked for, of the fields that hold a choice."""
        self.is_valid()
        got = self.cleaned_data
        return LibraryWish(getattr(got.get("product"), "pk", None), got.get("standing", ""))


class VersionForm(forms.Form):
    """The approved words and dates of one version."""

    title = forms.CharField(label=_("Title"), max_length=120)
    key_message = forms.CharField(
        label=_("Key message"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Exactly as approved. It becomes the words of an objective, unchanged."),
    )
    approved_on = forms.DateField(label=_("Approved on"), widget=DatePicker)
    expires_on = forms.DateField(label=_("Expires on"), widget=DatePicker)
    in_label = forms.BooleanField(
        label=_("In label"),
        required=False,
        help_text=_(
            "Every claim stands within the approved label. Without this nobody can choose the piece."
        ),
    )


class ContentForm(VersionForm):
    """A new piece: its code and product as well."""

    field_order = ["code", "product", "title", "key_message", "approved_on", "expires_on", "in_label"]

    code = forms.CharField(
        label=_("Code"), max_length=20, help_text=_("As printed on the piece, for example C-114.")
    )
    product = forms.ModelChoiceField(label=_("Product"), queryset=None, empty_label=_("Choose a product"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = selectors.products()


class WithdrawalForm(forms.Form):
    """Why a version is taken out of use."""

    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=200)
    reason.error_messages["required"] = _("Say why, so that a representative understands.")
