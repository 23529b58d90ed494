"""Forms of signing in and of passwords. Each error is a sentence beside its field."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from msl_governance.ui.forms import PasswordReveal

from . import lockout, signing

ZONES = sorted(
    zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc", "SystemV"))
)
RULES = _("At least 12 characters, not a common password, and nothing like your name or user name.")


NO_USERNAME = _("Give your user name.")


class SignInForm(AuthenticationForm):
    """User name and password; one answer for a wrong name and a wrong password, one for too many attempts."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].error_messages["required"] = NO_USERNAME
        self.fields["password"].error_messages["required"] = _("Give your password.")

    def get_invalid_login_error(self):
        """The lockout's sentence where it holds, else Django's own."""
        if getattr(self.request, "axes_locked_out", False):
            return ValidationError(lockout.sentence(), code="closed")
        return super().get_invalid_login_error()


class SettingsForm(forms.Form):
    """One's own time zone and language."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=[(zone, zone) for zone in ZONES])
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Dates and numbers follow the country’s manner."),
    )


class AskForPasswordForm(forms.Form):
    """Who wants a mail."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True}),
        error_messages={"required": NO_USERNAME},
    )


class NewPasswordForm(forms.Form):
    """A new password, typed twice. ``person`` may be unknown: then its likeness to the name is not judged."""

    new = forms.CharField(
        label=_("New password"),
        help_text=RULES,
        strip=False,
        widget=PasswordReveal({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same again"), strip=False, widget=PasswordReveal({"autocomplete": "new-password"})
    )

    def __init__(self, *args, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_new(self):
        """By the rules of the house."""
        new = self.cleaned_data["new"]
        validate_password(new, self.person)
        return new

    def clean_again(self):
        """Both must be the same."""
        again = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise ValidationError(_("The two are not the same. Type the new password here once more."))
        return again


class ChangePasswordForm(NewPasswordForm):
    """One's own password, with the present one."""

    field_order = ["present", "new", "again"]
    present = forms.CharField(
        label=_("Present password"), strip=False, widget=PasswordReveal({"autocomplete": "current-password"})
    )

    def clean(self):
        """Asked last, so that a mistake elsewhere costs no attempt."""
        if not self.errors:
            try:
                signing.confirm(self.person, password=self.cleaned_data["present"])
            except signing.NotConfirmed as error:
                self.add_error("present", str(error))
        return self.cleaned_data
