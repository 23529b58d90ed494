"""The form of a version of the library."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.shared import selectors as directory
from msl_governance.ui.forms import DatePicker

from .models import ScientificMaterial


class MaterialForm(forms.Form):
    """What the medical review approved."""

    code = forms.CharField(label=_("Number"), max_length=40)
    version = forms.CharField(label=_("Version"), max_length=20)
    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=ScientificMaterial.Kind.choices)
    topic = forms.ModelChoiceField(
        label=_("Topic"), queryset=None, required=False, empty_label=_("No single topic")
    )
    approved_on = forms.DateField(label=_("Approved on"), widget=DatePicker)
    expires_on = forms.DateField(label=_("Approved until"), widget=DatePicker)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = directory.topics()

    def clean(self):
        """An approval ends after it begins."""
        got = super().clean()
        start, end = got.get("approved_on"), got.get("expires_on")
        if start and end and end <= start:
            self.add_error("expires_on", _("Choose a day after the approval."))
        return got
