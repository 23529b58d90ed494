"""The form of a standing request."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.shared import selectors as directory
from msl_governance.ui.forms import STAYS, DatePicker


class StandingForm(forms.Form):
    """What an HCP wishes to be kept informed of. Nothing of it crosses."""

    marks = {"wish": STAYS}

    topic = forms.ModelChoiceField(
        label=_("Topic"),
        queryset=None,
        empty_label=_("Choose a topic"),
        error_messages={"required": _("Choose the topic that the HCP wishes to hear of.")},
    )
    wish = forms.CharField(
        label=_("The wish, in the doctor’s words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down what the doctor asked to be kept informed of.")},
    )
    asked_on = forms.DateField(
        label=_("Asked on"), widget=DatePicker, help_text=_("It holds for twelve months from this day.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = directory.topics()
        self.initial.setdefault("asked_on", timezone.localdate())
