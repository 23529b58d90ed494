"""The form that shares a report with one colleague by name."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ShareForm(forms.Form):
    """Only medical colleagues can be chosen: the list is the side's own directory."""

    colleague = forms.ModelChoiceField(
        label=_("Medical colleague"), queryset=None, empty_label=_("Choose a colleague")
    )
    colleague.error_messages["required"] = _("Choose the colleague who may read this report.")

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["colleague"].queryset = colleagues
        self.colleague = None

    def clean_colleague(self):
        """Keeps who was chosen."""
        self.colleague = self.cleaned_data["colleague"]
        return self.colleague
