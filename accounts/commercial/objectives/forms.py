"""Forms of detailing aims: filters, a new one, its plan."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.sides import Role
from msl_governance.ui.following import FollowingForm
from msl_governance.ui.forms import STAYS, DatePicker, Segmented

from ..content import selectors as library
from ..content.models import PromotionalContent
from ..periods import PERIODS, usual_end
from . import selectors
from .models import RepObjective
from .rules import MOST_CALLS
from .selectors import ObjectiveWish

STANDINGS = [("", _("Any")), *RepObjective.State.choices, ("overdue", _("Overdue"))]


class ObjectiveFilter(forms.Form):
    """Anything may be empty; what is no choice is left out rather than refused."""

    standing = forms.ChoiceField(label=_("Standing"), choices=STANDINGS, required=False)
    period = forms.ChoiceField(label=_("Period"), choices=PERIODS, required=False)
    product = forms.ModelChoiceField(
        label=_("Product"), queryset=None, required=False, empty_label=_("All products")
    )
    author = forms.ModelChoiceField(
        label=_("Set by"), queryset=None, required=False, empty_label=_("Everybody")
    )
    hcp = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__(data)
        self.fields["product"].queryset = library.products()
        self.fields["author"].queryset = selectors.setters()

    @property
    def wish(self) -> ObjectiveWish:
        """What is looked for, of the fields that hold a choice."""
        self.is_valid()
        got = self.cleaned_data
        return ObjectiveWish(
            standing=got.get("standing", ""),
            period=got.get("period", ""),
            product=getattr(got.get("product"), "pk", None),
            author=getattr(got.get("author"), "pk", None),
            hcp=got.get("hcp"),
        )


class PieceChoice(forms.ModelChoiceField):
    """One piece of the library, by its key message."""

    def label_from_instance(self, obj: PromotionalContent) -> str:
        """The words that become the aim, and the piece they stand on."""
        return f"{obj.key_message} ({obj.product}, {obj.name})"


class PlanForm(FollowingForm):
    """How far an aim is planned to get. The target is a director's word."""

    planned_calls = forms.IntegerField(
        label=_("Planned detail calls"), min_value=1, max_value=MOST_CALLS, initial=3
    )
    period_end = forms.DateField(label=_("Until"), widget=DatePicker)
    target_scripts = forms.IntegerField(
        label=_("Target, prescriptions"), min_value=0, max_value=1_000_000, required=False
    )
    marks = {"target_scripts": STAYS}

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        if person.role != Role.SALES_DIRECTOR:
            del self.fields["target_scripts"]


class ObjectiveForm(PlanForm):
    """A new aim: which approved words, from when until when, how many calls."""

    field_order = ["content", "period_start", "period_end", "planned_calls", "target_scripts"]

    content = PieceChoice(
        label=_("Aim"),
        queryset=None,
        empty_label=_("Choose an approved message"),
        help_text=_("Only approved, in-label, unexpired content can be an aim. Its words stay as they are."),
    )
    content.error_messages["required"] = _("Choose the approved message that you want to bring across.")
    period_start = forms.DateField(label=_("From"), widget=DatePicker)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, person=person, **kwargs)
        today = timezone.localdate()
        self.fields["content"].queryset = library.usable(person, today)
        self.initial.update({"period_start": today, "period_end": usual_end(today)})


class ChangeForm(PlanForm):
    """Standing and plan of an aim."""

    field_order = ["state", "planned_calls", "period_end", "target_scripts"]

    state = forms.ChoiceField(label=_("Standing"), choices=RepObjective.State.choices, widget=Segmented)

    def __init__(self, *args, objective: RepObjective, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.update({name: getattr(objective, name) for name in self.fields})
        self.objective = objective
        # Its author and a director may both be at it.
        self.follow(objective, list(self.fields))

    def clean(self):
        """A target that this person may not set stays as it is."""
        cleaned = super().clean()
        cleaned.setdefault("target_scripts", self.objective.target_scripts)
        return cleaned
