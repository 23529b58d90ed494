"""The directory's search and filters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .places import REGIONS
from .selectors import Wish
from .specialties import specialty_names

KINDS = [("people", _("People")), ("organisations", _("Organisations")), ("committees", _("P&T committees"))]


class DirectoryForm(forms.Form):
    """Anything may be empty; what is no choice is left out rather than refused."""

    q = forms.CharField(label=_("Name or NPI"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False, initial="people")
    region = forms.ChoiceField(label=_("State"), required=False)
    specialty = forms.ChoiceField(label=_("Specialty"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs.update({"autocomplete": "off", "type": "search"})
        self.fields["region"].choices = [("", _("All states")), *REGIONS.items()]
        names = [(name, name) for name in specialty_names()]
        self.fields["specialty"].choices = [("", _("All specialties")), *names]

    @property
    def wish(self) -> Wish:
        """What is looked for, of the fields that hold a choice."""
        self.is_valid()
        got = self.cleaned_data
        return Wish(
            words=got.get("q", ""),
            kind=got.get("kind") or "people",
            region=got.get("region", ""),
            specialty=got.get("specialty", ""),
        )
