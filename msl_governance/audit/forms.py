"""Filters of the reviewer's lists, as GET forms: nothing in them is content."""

from django import forms
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.doors import CROSSINGS
from msl_governance.firewall.models import Refusal


class Filter(forms.Form):
    """A filter that is never wrong: what cannot be read does not narrow."""

    def wishes(self) -> dict:
        """Field lookups for the queryset, from what was chosen."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class LedgerFilter(Filter):
    """By crossing and day."""

    crossing = forms.ChoiceField(label=_("Crossing"), required=False)
    at__date__gte = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    at__date__lte = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = [(c.name, c.title) for c in CROSSINGS.values()]
        self.fields["crossing"].choices = [("", _("Any crossing")), *names]


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
    at__date__gte = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    at__date__lte = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))
