"""The form of a co-travel note. It has no scale: a note says, it does not rate."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    """What went well, and what to try."""

    went_well = forms.CharField(
        label=_("What went well"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("About how the exchange was led. Nothing about the doctor, and no marks."),
        error_messages={"required": _("Write what went well; the MSL reads it.")},
    )
    to_try = forms.CharField(
        label=_("What to try next time"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
