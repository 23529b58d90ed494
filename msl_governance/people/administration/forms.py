"""The administrator's forms. What the services find wrong is put beside the field it belongs to."""

from __future__ import annotations

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.sides import Role, Side
from msl_governance.ui.forms import DatePicker

from ..forms import ZONES
from ..models import NO_BACKGROUND
from . import selectors
from .csv_files import LARGEST, WrongFile, decoded
from .selectors import Wish

STANDINGS = [("", _("Everybody")), ("active", _("Active")), ("left", _("Left"))]


class PeopleForm(forms.Form):
    """Search and filters; anything may be empty, and what is no choice does not narrow."""

    q = forms.CharField(label=_("Name, user name, e-mail or team"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices])
    side = forms.ChoiceField(label=_("Side"), required=False, choices=[("", _("All sides")), *Side.choices])
    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=STANDINGS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs.update({"autocomplete": "off", "type": "search"})

    @property
    def wish(self) -> Wish:
        """What is looked for, of the fields that hold a choice."""
        self.is_valid()
        got = self.cleaned_data
        return Wish(got.get("q", ""), got.get("role", ""), got.get("side", ""), got.get("standing", ""))


class PersonForm(forms.Form):
    """Facts about a person. The choice of managers is of the person's own side, whatever was posted."""

    full_name = forms.CharField(
        label=_("Name"),
        max_length=200,
        error_messages={"required": _("Give the person’s name, first name and last name.")},
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Links for passwords and notices are mailed here.")
    )
    team = forms.CharField(label=_("Team"), max_length=120, required=False)
    manager = forms.ModelChoiceField(
        label=_("Reports to"), queryset=None, required=False, empty_label=_("Nobody")
    )
    scientific_background = forms.CharField(
        label=_("Scientific background"),
        max_length=60,
        required=False,
        help_text=_("An MSL needs one: PharmD, PhD or MD."),
    )
    attested_on = forms.DateField(
        label=_("Firewall training attested on"),
        required=False,
        widget=DatePicker(),
        help_text=_("Doors open for a year from then."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=[(zone, zone) for zone in ZONES])
    identity = forms.CharField(
        label=_("Identity at the provider"),
        max_length=255,
        required=False,
        help_text=_("How your identity provider names this person, where single sign-on is used."),
    )

    def __init__(self, *args, by, role, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = selectors.managers_for(by, role, but=person)
        self.fields["manager"].error_messages["invalid_choice"] = _(
            "A reporting line never crosses the firewall, and leads to a role that leads this one. Choose from the list."
        )
        if role == Role.MSL:
            background = self.fields["scientific_background"]
            background.required = True
            background.error_messages["required"] = NO_BACKGROUND

    def clean_identity(self):
        """None where there is none: an empty one would be unique."""
        return self.cleaned_data["identity"] or None


class NewPersonForm(PersonForm):
    """An account for somebody new, in a role that was chosen before."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Give the user name with which this person will sign in.")},
    )
    field_order = ["username"]


class RoleForm(forms.Form):
    """Another role. Offered are those of the same side; another one is understood, and refused with a sentence."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    scientific_background = forms.CharField(
        label=_("Scientific background"), max_length=60, required=False, help_text=_("Needed for an MSL.")
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].widget.choices = [
            (role.value, role.label) for role in Role if role.side == Side(person.side)
        ]


class AlignmentForm(forms.Form):
    """Which territory from when to when."""

    territory = forms.ModelChoiceField(label=_("Territory"), queryset=None, empty_label=_("Choose one"))
    start = forms.DateField(label=_("From"), widget=DatePicker(), help_text=_("The first day with it."))
    end = forms.DateField(
        label=_("Until, not included"),
        required=False,
        widget=DatePicker(),
        help_text=_("The first day without it; empty for no end."),
    )

    def __init__(self, *args, by, side, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = (
            selectors.TERRITORIES[side].objects.visible_to(by).order_by("name")
        )


class EndForm(forms.Form):
    """From which day on an alignment no longer holds."""

    on = forms.DateField(label=_("No longer from"), widget=DatePicker())


class FileForm(forms.Form):
    """A file to look at, or the one that was looked at, with the fingerprint of what was shown."""

    needed_by_rule = ("file",)

    file = forms.FileField(
        label=_("CSV file"), required=False, widget=forms.FileInput({"accept": ".csv,text/csv"})
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput())
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def clean(self):
        """The text of the file, or of the one before."""
        got = self.cleaned_data
        if got.get("file"):
            try:
                got["text"], got["seen"] = decoded(got["file"].read(LARGEST + 1)), ""
            except WrongFile as error:
                self.add_error("file", str(error))
        elif not got.get("text") and not self.errors:
            self.add_error("file", _("Choose a CSV file."))
        return got


class DayForm(forms.Form):
    """The day that a tree is shown as of."""

    on = forms.DateField(label=_("As of"), required=False, widget=DatePicker())

    @property
    def day(self):
        """That day; today where none was named that can be read."""
        self.is_valid()
        return self.cleaned_data.get("on") or selectors.today()


class TerritoryForm(forms.Form):
    """A node of a side's tree."""

    name = forms.CharField(label=_("Name"), max_length=100)
    parent = forms.ModelChoiceField(
        label=_("Lies in"), queryset=None, required=False, empty_label=_("Nothing: it is a root")
    )
    regions = SimpleArrayField(
        forms.CharField(max_length=10),
        label=_("States"),
        required=False,
        help_text=_("Two letters each, with commas between: NY, MA. Their doctors belong here."),
    )
    alone = forms.BooleanField(label=_("Only one person works it at a time"), required=False)

    def __init__(self, *args, by, side, territory=None, **kwargs):
        super().__init__(*args, **kwargs)
        found = selectors.TERRITORIES[side].objects.visible_to(by).order_by("name")
        self.fields["parent"].queryset = found.exclude(pk=territory.pk) if territory else found

    def clean_regions(self):
        """In capitals, each once."""
        return list(
            dict.fromkeys(region.strip().upper() for region in self.cleaned_data["regions"] if region.strip())
        )
