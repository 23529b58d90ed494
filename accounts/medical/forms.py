"""The form of a call report: three parts that are sent, checked and kept together."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from msl_governance.ui.forms import MomentField, Segmented, SegmentedMultiple

from .drafts import DiscussionDraft, RequestDraft, SafetyDraft
from .models import Attendee, CallReport, Discussion, SafetyRecord
from .rules import NEEDED, REQUEST_NEEDED

REFRESH = {"hx-vals": '{"action": "refresh"}', "hx-target": "#report", "hx-swap": "outerHTML", "hx-post": ""}
REQUEST_FIELDS = (
    "asked_by_name", "asked_by_address", "asked_by_affiliation", "verbatim", "unprompted",
    "information_provided", "follow_up_questions",
)  # fmt: skip


class ReportForm(forms.Form):
    """Who, when, how, and safety. ``hcp`` comes with the address and is never typed."""

    # Asked only where something was mentioned, and needed there.
    needed_by_rule: ClassVar = ("safety_which", "safety_description")

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    # This form as opened here, and whose version of the draft it was opened from: see ``rules.is_overtaken``.
    writer = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    follow_up = forms.UUIDField(widget=forms.HiddenInput, required=False)
    visit = forms.UUIDField(widget=forms.HiddenInput, required=False)
    next = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)
    met_at = MomentField(label=_("Date and time"))
    channel = forms.ChoiceField(label=_("Channel"), widget=Segmented, choices=CallReport.Channel.choices)
    also_present = forms.MultipleChoiceField(
        label=_("Also present, from the same organisation"), widget=SegmentedMultiple, required=False
    )
    duration_minutes = forms.IntegerField(
        label=_("Duration in minutes"), required=False, min_value=1, max_value=1440
    )
    setting = forms.CharField(
        label=_("Setting"), required=False, max_length=120, help_text=_("Such as a clinic, a journal club.")
    )
    summary = forms.CharField(
        label=_("Summary"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )
    adverse_event = forms.ChoiceField(
        label=_("Was a side effect or a product complaint mentioned?"),
        choices=[("no", _("No")), ("yes", _("Yes, I report it now"))],
        widget=Segmented(attrs=REFRESH),
        error_messages={"required": NEEDED["adverse_event"]},
        help_text=_("Yes: report it to drug safety within 24 hours of hearing it, whatever its cause."),
    )

    # Asked only where what the report answers came with an adverse event: see ``is_on_record``.
    safety_which = forms.ChoiceField(
        label=_("Is it the one on record?"),
        choices=[
            ("same", _("The same, and nothing new about it")),
            ("other", _("Another one, or something new about it")),
        ],
        widget=Segmented(attrs=REFRESH),
        required=False,
        help_text=_(
            "The one on record runs on its clock and gets no second one. Whatever is new gets its own."
        ),
    )
    safety_kind = forms.ChoiceField(
        label=_("What was it"), choices=SafetyRecord.Kind.choices, widget=Segmented, required=False
    )
    safety_description = forms.CharField(
        label=_("What was told"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As it was told, without names of patients."),
    )
    safety_aware_at = MomentField(
        label=_("Aware since"),
        required=False,
        help_text=_("Left empty it is the moment of the exchange."),
    )
    materials = forms.MultipleChoiceField(
        label=_("Material shown or left"),
        widget=SegmentedMultiple,
        required=False,
        help_text=_("What was approved on the day of the exchange, pieces on its topics first."),
    )

    def __init__(self, *args, hcp, others=(), materials=(), on_record=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.hcp, self.on_record = hcp, on_record
        if not on_record:
            del self.fields["safety_which"]
        self.fields["materials"].choices = [(str(one.pk), str(one)) for one in materials]
        if not materials:
            del self.fields["materials"]
        self.initial.setdefault("safety_kind", SafetyRecord.Kind.ADVERSE_EVENT)
        self.fields["also_present"].choices = [(str(other.pk), str(other)) for other in others]
        if not others:
            del self.fields["also_present"]
        now = timezone.localtime().replace(second=0, microsecond=0)
        self.initial.setdefault("met_at", now.replace(minute=now.minute // 15 * 15))
        self.initial.setdefault("channel", CallReport.Channel.FACE_TO_FACE)
        self.initial.setdefault("client_key", uuid4())
        self.initial.setdefault("writer", uuid4())

    @property
    def is_about_harm(self) -> bool:
        """Whether a side effect or complaint is said to have been mentioned, as far as it is said."""
        return self["adverse_event"].value() == "yes"

    @property
    def is_on_record(self) -> bool:
        """Whether nothing was told but the event that is on record, as far as it is said."""
        return "safety_which" in self.fields and self["safety_which"].value() == "same"

    def clean(self):
        """Where an event is on record, “yes” leaves open which one is meant; and what was told is never dropped."""
        got = self.cleaned_data
        if "safety_which" in self.fields and got.get("adverse_event") == "yes":
            if not got.get("safety_which"):
                self.add_error("safety_which", _("Say whether it is the one on record, or something new."))
            elif self.is_on_record and got.get("safety_description"):
                self.add_error(
                    "safety_which", _("You wrote what was told. Say that it is new, or take it out.")
                )
        return got

    @property
    def safety(self) -> SafetyDraft | None:
        """What was told of it, of a valid form; None where that is on record already."""
        got = self.cleaned_data
        if got["adverse_event"] != "yes" or self.is_on_record:
            return None
        kind = got["safety_kind"] or SafetyRecord.Kind.ADVERSE_EVENT
        return SafetyDraft(kind, got["safety_description"], got["safety_aware_at"])


def topic_defaults(hcp) -> dict[str, str]:
    """What a topic begins with: a question by the HCP the exchange was with."""
    affiliation = next(iter(hcp.affiliations.all()), None)
    return {
        "origin": Discussion.Origin.REACTIVE.value,
        "asked_by_name": str(hcp),
        "asked_by_address": hcp.place,
        "asked_by_affiliation": affiliation.organisation.current.name if affiliation else "",
    }


class DiscussionForm(forms.Form):
    """One topic, and the request behind it where the content class needs one."""

    # The request is shown only where it is needed: also where it unfolds without a connection.
    needed_by_rule: ClassVar = tuple(REQUEST_NEEDED)

    topic = forms.ChoiceField(label=_("Topic"))
    content_class = forms.ChoiceField(
        label=_("Content class"),
        choices=Discussion.ContentClass.choices,
        widget=Segmented(attrs=REFRESH),
        error_messages={"required": _("Choose the content class.")},
    )
    origin = forms.ChoiceField(
        label=_("How it came up"), choices=Discussion.Origin.choices, widget=Segmented, required=False
    )
    notes = forms.CharField(
        label=_("What was discussed"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    asked_by_name = forms.CharField(label=_("Who asked"), max_length=200, required=False)
    asked_by_address = forms.CharField(label=_("Address"), max_length=300, required=False)
    asked_by_affiliation = forms.CharField(label=_("Affiliation"), max_length=200, required=False)
    verbatim = forms.CharField(
        label=_("The request, in the doctor’s words"),
        help_text=_("Needed for anything beyond the label."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    unprompted = forms.BooleanField(label=_("Nobody prompted the question"), required=False)
    information_provided = forms.CharField(
        label=_("Information provided, with its version"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    follow_up_questions = forms.CharField(
        label=_("Follow-up questions"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, topics, hcp, **kwargs):
        super().__init__(*args, **kwargs)
        blank = [("", _("Choose a topic"))]
        self.fields["topic"].choices = [*blank, *((str(one.pk), one.name) for one in topics)]
        self.fields["topic"].error_messages["required"] = NEEDED["topic"]
        self.initial = topic_defaults(hcp) | self.initial
        # Only for the sentence beside the field; the rule itself stands in rules.py.
        for name in REQUEST_NEEDED:
            self.fields[name].required = self.is_beyond_label
            self.fields[name].error_messages["required"] = REQUEST_NEEDED[name]

    def has_changed(self) -> bool:
        """Whether somebody began this row; what was filled in for them does not count."""
        begun = ("topic", "content_class", "notes", "verbatim", "information_provided")
        return any(self.data.get(self.add_prefix(name)) for name in begun)

    @property
    def is_beyond_label(self) -> bool:
        """Whether the chosen content class needs a request, as far as it is chosen."""
        given = self.data.get(self.add_prefix("content_class"), "")
        chosen = given if self.is_bound else self.initial.get("content_class", "")
        return chosen in Discussion.NEEDS_REQUEST

    @property
    def request_fields(self):
        """The fields of the request, bound."""
        return [self[name] for name in REQUEST_FIELDS]

    def draft(self, hcp_id) -> DiscussionDraft:
        """The values as the service takes them, of a row with topic and class; nothing where a field is not right."""
        got = self.cleaned_data
        request = RequestDraft(asked_by_id=hcp_id, **{name: got.get(name, "") for name in REQUEST_FIELDS})
        return DiscussionDraft(
            topic_id=UUID(got["topic"]),
            content_class=got["content_class"],
            origin=got.get("origin") or Discussion.Origin.REACTIVE,
            notes=got.get("notes", ""),
            request=request,
        )


class ColleagueForm(forms.Form):
    """A colleague who was there. Names of commercial colleagues are typed: their list is closed to medical."""

    name = forms.CharField(label=_("Colleague present"), max_length=200, required=False)
    side = forms.ChoiceField(
        label=_("Side"), choices=Attendee.ColleagueSide.choices, widget=Segmented, initial="medical"
    )


Discussions = forms.formset_factory(
    DiscussionForm, extra=0, min_num=1, max_num=10, absolute_max=10, can_delete=True
)
Colleagues = forms.formset_factory(ColleagueForm, extra=0, min_num=1, max_num=8, absolute_max=8)
