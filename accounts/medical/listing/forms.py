"""Medical's words on an entry: influence and key opinion leader before what both sides may say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.shared.listing.forms import NOT_SET, WordForm
from accounts.shared.models.account_list import Influence
from msl_governance.ui.forms import CROSSES_TO_COMMERCIAL, STAYS, Segmented, Switch


class InfluenceForm(WordForm):
    """An organisation is nobody's key opinion leader."""

    marks = {
        "influence": CROSSES_TO_COMMERCIAL,
        "is_kol": CROSSES_TO_COMMERCIAL,
        "barrier": CROSSES_TO_COMMERCIAL,
        "is_listed": CROSSES_TO_COMMERCIAL,
        "note": STAYS,
    }
    field_order = ["influence", "is_kol", "barrier", "note", "is_listed"]

    influence = forms.ChoiceField(
        label=_("Clinical influence"),
        choices=[("", NOT_SET), *Influence.choices],
        required=False,
        widget=Segmented,
        help_text=_("How far this account’s scientific word reaches."),
    )
    is_kol = forms.BooleanField(label=_("Key opinion leader"), required=False, widget=Switch)

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, entry=entry, **kwargs)
        if entry.hcp_id is None:
            del self.fields["is_kol"]
