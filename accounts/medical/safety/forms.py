"""The form that notes a forwarding."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .services import RECEIPT_NEEDED


class ReceiptForm(forms.Form):
    """What drug safety answered."""

    receipt_number = forms.CharField(
        label=_("Receipt number of drug safety"),
        max_length=60,
        error_messages={"required": RECEIPT_NEEDED},
    )
