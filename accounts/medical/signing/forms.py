"""The forms of signing: who signs shows again who they are."""

from __future__ import annotations

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from msl_governance.people.signing import NO_PASSWORD, NotConfirmed, confirm, has_code


class SigningForm(forms.Form):
    """Password, or for ``person`` who has one a code of the second factor. Neither is kept, shown again or logged."""

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

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    @cached_property
    def signature_fields(self):
        """The ways to show who signs that this person has, bound; the factors are asked only where they are shown."""
        names = ("password", "code") if self["code"].errors or has_code(self.person) else ("password",)
        return [self[name] for name in names]

    @classmethod
    def refused(cls, why: NotConfirmed, *, person) -> SigningForm:
        """An empty form that says why the last one did not sign."""
        form = cls({}, person=person)
        form.is_valid()
        form.add_error(why.field, str(why))
        return form

    def confirm(self) -> None:
        """Raise ``NotConfirmed`` with a sentence unless this shows that it is the person who signs."""
        self.is_valid()
        got = {name: self.cleaned_data.get(name, "") for name in ("password", "code")}
        if not any(got.values()):
            has_one = self.person.has_usable_password()
            raise NotConfirmed(
                str(_("Type your password: it is your signature.") if has_one else NO_PASSWORD)
            )
        confirm(self.person, **got)


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
