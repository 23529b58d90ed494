"""Commercial's word on an entry: importance before what both sides may say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.shared.listing.forms import NOT_SET, WordForm
from accounts.shared.models.account_list import Importance
from msl_governance.ui.forms import CROSSES_TO_MEDICAL, STAYS, Segmented


class ImportanceForm(WordForm):
    """A letter and no number: volumes, deciles and targets have no field here."""

    marks = {
        "importance": CROSSES_TO_MEDICAL,
        "barrier": CROSSES_TO_MEDICAL,
        "is_listed": CROSSES_TO_MEDICAL,
        "note": STAYS,
    }
    field_order = ["importance", "barrier", "note", "is_listed"]

    importance = forms.ChoiceField(
        label=_("Commercial importance"),
        choices=[("", NOT_SET), *Importance.choices],
        required=False,
        widget=Segmented,
        help_text=_("A, B or C, and nothing of what stands behind it."),
    )
