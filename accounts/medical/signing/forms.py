"""The forms of signing: who signs shows again who they are."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from msl_governance.people.signing import NotConfirmed, confirm


class SigningForm(forms.Form):
    """Password, or a code of one's second factor. Neither is kept, shown again or logged.

    Everybody is offered the code, so that the page does not tell who over the shoulder has one.
    """

    password = forms.CharField(
        label=_("Your password"),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("Or a code of your authenticator app"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    @property
    def signature_fields(self):
        """The two ways to show who signs, bound."""
        return [self["password"], self["code"]]

    @classmethod
    def refused(cls, why: NotConfirmed) -> SigningForm:
        """An empty form that says why the last one did not sign."""
        form = cls({})
        form.is_valid()
        form.add_error(why.field, str(why))
        return form

    def confirm(self, person) -> None:
        """Raise ``NotConfirmed`` with a sentence unless this shows who signs."""
        self.is_valid()
        got = {name: self.cleaned_data.get(name, "") for name in ("password", "code")}
        if not any(got.values()):
            raise NotConfirmed(str(_("Type your password: it is your signature.")))
        confirm(person, **got)


class AmendForm(SigningForm):
    """What is corrected, why, and the signature under it."""

    field_order = ["correction", "reason", "password", "code"]

    correction = forms.CharField(
        label=_("What is corrected"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what is corrected; the report itself stays as it was signed.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        error_messages={"required": _("Give the reason of the correction.")},
    )
