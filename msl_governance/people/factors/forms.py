"""Forms of second factors and of showing again who one is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from msl_governance.ui.forms import PasswordReveal

CODE = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "autocapitalize": "off",
    "spellcheck": "false",
}


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("The six digits your authenticator app shows, or one of your recovery codes."),
        error_messages={"required": _("Type a code of your app, or a recovery code.")},
        widget=forms.TextInput(CODE | {"autofocus": True}),
    )


class EnrolAppForm(forms.Form):
    """The first code of a new app."""

    name = forms.CharField(
        label=_("Name"), max_length=60, required=False, help_text=_("For example: my phone.")
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("The six digits the app shows now."),
        error_messages={"required": _("Type the code that the app shows.")},
        widget=forms.TextInput(CODE),
    )


class ConfirmForm(forms.Form):
    """Password or code, as one likes."""

    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=PasswordReveal({"autocomplete": "current-password"}),
    )
    code = forms.CharField(label=_("Or a code"), required=False, max_length=40, widget=forms.TextInput(CODE))
