"""The forms of an objective: setting or changing it, and ending it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.shared import selectors as directory
from msl_governance.ui.following import FollowingForm
from msl_governance.ui.forms import STAYS, DatePicker, Segmented

from .models import MslObjective
from .services import OUTCOME_NEEDED

QUARTER = timedelta(days=90)


class ObjectiveForm(FollowingForm):
    """A scientific aim; of ``objective``, if one is named, changes. Nothing of it crosses."""

    marks = {"aim": STAYS}

    aim = forms.CharField(
        label=_("Scientific aim"),
        max_length=200,
        help_text=_(
            "What you want to understand or make understood, such as: evidence gaps in advanced CKD."
        ),
        error_messages={"required": _("Write the scientific aim in a few words.")},
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"),
        queryset=None,
        empty_label=_("Choose a topic"),
        error_messages={"required": _("Choose the topic that exchanges are counted by.")},
    )
    period_start = forms.DateField(label=_("From"), widget=DatePicker)
    period_end = forms.DateField(label=_("Until"), widget=DatePicker)
    exchanges_planned = forms.IntegerField(
        label=_("Exchanges planned"),
        required=False,
        min_value=1,
        max_value=50,
        help_text=_("Your own plan; it is nobody’s quota."),
    )

    def __init__(self, *args, objective: MslObjective | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        topic: Any = self.fields["topic"]
        topic.queryset = directory.topics()
        if objective is not None:
            self.initial.update({name: getattr(objective, name) for name in self.fields})
            # Its author and a director may both be at it.
            self.follow(objective, list(self.fields))
        today = timezone.localdate()
        self.initial.setdefault("period_start", today)
        self.initial.setdefault("period_end", today + QUARTER)

    def clean(self):
        """A period ends after it begins."""
        got = super().clean()
        start, end = got.get("period_start"), got.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("Choose an end that is not before the start."))
        return got


class EndForm(forms.Form):
    """How an objective ended."""

    state = forms.ChoiceField(
        label=_("How it ended"),
        choices=[(one.value, one.label) for one in (MslObjective.State.REACHED, MslObjective.State.DROPPED)],
        widget=Segmented,
        error_messages={"required": _("Choose whether it was reached or dropped.")},
    )
    outcome = forms.CharField(
        label=_("What came of it"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": OUTCOME_NEEDED},
    )
