"""Forms of the steps. Choices pass through the person's own selectors."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.medical.models import CallReport, Discussion
from accounts.shared.models import ScientificTopic
from msl_governance.ui.forms import CROSSES_TO_COMMERCIAL, STAYS, MomentField, Segmented
from msl_governance.ui.manners import spelled

from . import selectors

MINUTES = [
    (minutes, format_lazy(_("{minutes} minutes"), minutes=minutes)) for minutes in (15, 30, 45, 60, 90)
]


class OneOf(forms.ModelChoiceField):
    """A choice out of records; what is no id at all is answered like an id that is not on offer."""

    def to_python(self, value):
        """Raises ``ValidationError`` with the field's own sentence."""
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from error


class StepForm(forms.Form):
    """A step without questions. Field ids carry the step's name, since a page shows several forms."""

    findings: Sequence[dict] = ()  # what screening found, for the panel under the sentence

    def __init__(self, *args, follow_up=None, person=None, step="", **kwargs):
        super().__init__(*args, auto_id=f"{step}_%s", **kwargs)
        self.follow_up, self.person = follow_up, person
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and first values from the follow-up and the person."""


class AcceptForm(StepForm):
    """How the question is classified."""

    marks = {"classification": STAYS}
    classification = forms.ChoiceField(
        label=_("Classification"),
        choices=Discussion.ContentClass.choices,
        widget=Segmented,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Say how the question is classified.")
        ),
    )

    def prepare(self) -> None:
        """The present classification is chosen already."""
        self.fields["classification"].initial = self.follow_up.classification


class ReasonForm(StepForm):
    """Why; it stays with medical."""

    marks = {"reason": STAYS}
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give a reason; it stays on the record.")},
    )


class EscalateForm(ReasonForm):
    """Why compliance has to look at it."""

    def prepare(self) -> None:
        """Who reads the reason, and that it ends the hand-off."""
        self.fields["reason"].help_text = _(
            "Compliance reads this, and Medical. Commercial reads “Closed”, as after every end."
        )


class ReassignForm(ReasonForm):
    """To whom, and why."""

    field_order = ("to_id", "reason")
    to_id = OneOf(
        label=_("Pass to"),
        queryset=None,
        empty_label=_("Choose a colleague"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a colleague.")),
    )

    def prepare(self) -> None:
        """Active MSLs and directors, but not the one who has it."""
        people = selectors.people_who_answer()
        offered = people.exclude(pk=self.follow_up.assigned_id)
        self.fields["to_id"].queryset = offered  # type: ignore[attr-defined]

    def clean_to_id(self):
        """The id alone."""
        return self.cleaned_data["to_id"].pk


class ScheduleForm(StepForm):
    """When, how long, by which channel."""

    when = MomentField(
        label=_("Date and time"),
        error_messages={"required": _("Choose a date and a time.")},
    )
    minutes = forms.TypedChoiceField(label=_("Length"), choices=MINUTES, coerce=int, initial=30)
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=CallReport.Channel.choices,
        widget=Segmented,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a channel.")),
    )

    def prepare(self) -> None:
        """What is planned already is the first value; until when first contact is due stands beside it."""
        if deadline := self.follow_up.deadline:
            due_by = spelled(timezone.localtime(deadline.shown), "D j M, H:i")
            self.fields["when"].help_text = _("%(clock)s is due by %(due)s.") % {
                "clock": deadline.word,
                "due": due_by,
            }
        if self.follow_up.scheduled_for:
            self.fields["when"].initial = self.follow_up.scheduled_for
            self.fields["minutes"].initial = self.follow_up.scheduled_minutes
            self.fields["channel"].initial = self.follow_up.schedule_channel

    def clean_when(self):
        """A plan lies ahead."""
        when = self.cleaned_data["when"]
        if when <= timezone.now():
            raise forms.ValidationError(_("Choose a moment that lies ahead."))
        return when


class _ReportChoice(OneOf):
    def label_from_instance(self, report):
        when = spelled(timezone.localtime(report.met_at), "D j M Y, H:i")
        return f"{when}, {report.get_channel_display()}"


class FollowUpForm(StepForm):
    """Which submitted call report is the exchange."""

    marks = {"call_report": STAYS}
    call_report = _ReportChoice(
        label=_("Call report of the exchange"),
        queryset=None,
        empty_label=_("Choose a submitted report"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose the call report of the exchange.")
        ),
    )

    def prepare(self) -> None:
        """Submitted reports with this HCP that the person may read."""
        reports = selectors.reports_to_link(self.person, self.follow_up)
        self.fields["call_report"].queryset = reports  # type: ignore[attr-defined]


class InterestForm(StepForm):
    """A topic of the list and one sentence; both cross."""

    marks = {"topic": CROSSES_TO_COMMERCIAL, "sentence": CROSSES_TO_COMMERCIAL}
    topic = OneOf(
        label=_("Topic"),
        queryset=ScientificTopic.objects.all(),
        empty_label=_("Choose a topic"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a topic.")),
    )
    sentence = forms.CharField(
        label=_("In one sentence"),
        help_text=_("The general nature of the scientific interest. Never what the HCP plans to prescribe."),
        max_length=300,
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "hx-post": reverse_lazy("handoffs_medical:screen"),
                "hx-trigger": "input changed delay:500ms",
                "hx-target": "#interest-screening",
                "hx-swap": "innerHTML",
            }
        ),
        error_messages={"required": _("Say the interest in one sentence.")},
    )

    def prepare(self) -> None:
        """Which hand-off a held sentence was for goes with the screening."""
        self.fields["sentence"].widget.attrs["hx-vals"] = json.dumps({"matter": str(self.follow_up.pk)})


class ReceiptForm(StepForm):
    """Drug safety's receipt."""

    receipt_number = forms.CharField(
        label=_("Receipt number of drug safety"),
        max_length=60,
        error_messages={"required": _("Give the receipt number of drug safety.")},
    )


class HoldForm(StepForm):
    """Why an interest is held back."""

    marks = {"reason": STAYS}
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give a reason; it stays on the record.")},
    )
