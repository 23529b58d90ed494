"""Medical's half of door 2."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.medical.models import CallReport, Discussion
from accounts.shared.models import Hcp, ScientificTopic
from handoffs.protocol import (
    FOLLOW_UP,
    INTEREST_RETURN,
    Day,
    FollowUpState,
    InterestState,
    Part,
    QuestionKind,
    StandingState,
    moves_of,
)
from handoffs.steps import AdverseEventBase, Step
from msl_governance.firewall.querysets import SideQuerySet
from msl_governance.firewall.records import MedicalRecord
from msl_governance.firewall.sides import Role, Side
from msl_governance.people.models import MedicalColleague, MedicalTerritory

ENDS = ["closed", "declined", "referred", "withdrawn", "escalated"]


class FollowUpQuerySet(SideQuerySet):
    """Follow-ups of one's territories, and those assigned to one."""

    def in_scope_of(self, person):
        """Oversight reads all; medical by territory or assignment; directors what no territory holds; the head of
        medical whatever was escalated.
        """
        from msl_governance.people.selectors import territory_ids

        if person.side == Side.OVERSIGHT:
            return self
        scope = models.Q(territory_id__in=territory_ids(person)) | models.Q(assigned_id=person.pk)
        if person.role == Role.MSL_DIRECTOR:
            scope |= models.Q(territory=None)
        if person.role == Role.HEAD_OF_MEDICAL:
            scope |= models.Q(state=FollowUpState.ESCALATED)
        return self.filter(scope)


class OfFollowUp(SideQuerySet):
    """Rows that hang on a follow-up one may see."""

    def in_scope_of(self, person):
        """Those of the follow-ups in scope."""
        return self.filter(follow_up__in=FollowUp.objects.visible_to(person))


class AdverseEventQuerySet(SideQuerySet):
    """Adverse events of follow-ups one may see, and those one reported."""

    def in_scope_of(self, person):
        """Oversight reads all."""
        if person.side == Side.OVERSIGHT:
            return self
        return self.filter(
            models.Q(follow_up__in=FollowUp.objects.visible_to(person)) | models.Q(reported_by_id=person.pk)
        )


class FollowUp(MedicalRecord):
    """A scientific inquiry as it came through the door, and what medical made of it.

    Only the door inserts. Who sent it is not in it (setting; the ledger keeps it).
    """

    extra_grants = {"medical": "SELECT, UPDATE"}
    # What came through the door stays as it came.
    locked_when = "true"
    may_change_when_locked = (
        "state", "standing", "territory_id", "assigned_id", "classification", "assigned_at", "accepted_at",
        "scheduled_at", "scheduled_for", "scheduled_minutes", "schedule_channel", "followed_up_at", "closed_at",
        "call_report_id",
    )  # fmt: skip
    moves = moves_of(FOLLOW_UP)

    hcp = models.ForeignKey(
        Hcp, verbose_name=_("entry in the directory"), on_delete=models.PROTECT, related_name="+"
    )
    hcp_name = models.CharField(_("healthcare professional"), max_length=220, db_default="")
    hcp_place = models.CharField(_("place of work"), max_length=220, blank=True, db_default="")
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    preferred_day = models.CharField(_("best day"), max_length=3, choices=Day)
    preferred_part = models.CharField(_("best time"), max_length=10, choices=Part)
    kind = models.CharField(_("kind of question"), max_length=20, choices=QuestionKind)
    verbatim = models.TextField(_("question, in the doctor’s words"), max_length=2000)
    unprompted = models.BooleanField(_("raised unprompted"))
    adverse_event = models.BooleanField(_("adverse event mentioned"))

    state = models.CharField(max_length=12, choices=FollowUpState, db_default=FollowUpState.ARRIVED)
    standing = models.CharField(max_length=12, choices=StandingState, db_default=StandingState.RECEIVED)
    received_at = models.DateTimeField(_("received"), db_default=Now())
    territory = models.ForeignKey(
        MedicalTerritory, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    assigned = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    classification = models.CharField(
        _("classification"), max_length=16, choices=Discussion.ContentClass, db_default=""
    )
    assigned_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    scheduled_at = models.DateTimeField(null=True)
    scheduled_for = models.DateTimeField(_("planned for"), null=True)
    scheduled_minutes = models.PositiveSmallIntegerField(_("minutes"), db_default=30)
    schedule_channel = models.CharField(
        _("channel"), max_length=15, choices=CallReport.Channel, db_default=""
    )
    followed_up_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    call_report = models.ForeignKey(CallReport, on_delete=models.PROTECT, null=True, related_name="+")

    deadline: Any = None  # a ``rules.Deadline``, set by ``selectors.with_deadlines``

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "id"]
        indexes = [
            models.Index(fields=["territory", "state", "received_at"], name="followup_queue"),
            models.Index(fields=["assigned", "state", "received_at"], name="followup_assigned"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["assigned", "accepted", "scheduled", "followed_up", "closed"])
                | models.Q(assigned__isnull=False, assigned_at__isnull=False),
                name="followup_assigned_bound",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["accepted", "scheduled", "followed_up"])
                | (models.Q(accepted_at__isnull=False) & ~models.Q(classification="")),
                name="followup_accepted_bound",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="scheduled") | models.Q(scheduled_for__isnull=False),
                name="followup_scheduled_bound",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["followed_up", "closed"])
                | models.Q(followed_up_at__isnull=False, call_report__isnull=False),
                name="followup_followed_bound",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ENDS, closed_at__isnull=False)
                | (~models.Q(state__in=ENDS) & models.Q(closed_at=None)),
                name="followup_closed_bound",
            ),
        ]


class FollowUpStep(Step, MedicalRecord):
    """A step of the hand-off on the medical side."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="steps")
    objects = OfFollowUp.as_manager()


class Withdrawal(MedicalRecord):
    """The HCP withdrew the question: told through the door, worked off by routing."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="withdrawals")
    handled_at = models.DateTimeField(null=True)
    extra_grants = {"medical": "SELECT, UPDATE"}
    objects = OfFollowUp.as_manager()


class TopicAlignment(MedicalRecord):
    """Which MSL answers which kinds of question in which territory: medical's own alignment."""

    msl = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    territory = models.ForeignKey(MedicalTerritory, on_delete=models.CASCADE, related_name="+")
    kinds = ArrayField(models.CharField(max_length=20, choices=QuestionKind), default=list, blank=True)

    class Meta:
        ordering = ["territory", "id"]
        constraints = [models.UniqueConstraint(fields=["msl", "territory"], name="one_alignment_each")]


class InterestReturn(MedicalRecord):
    """The general nature of the HCP's scientific interest, on its way back. Never a prescription intent."""

    State = InterestState
    # What crossed stays as it crossed.
    locked_when = "OLD.state IN ('released', 'expired')"
    may_change_when_locked = ("state",)
    moves = moves_of(INTEREST_RETURN)

    follow_up = models.OneToOneField(FollowUp, on_delete=models.PROTECT, related_name="interest")
    topic = models.ForeignKey(ScientificTopic, on_delete=models.PROTECT, related_name="+")
    sentence = models.CharField(_("in one sentence"), max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by_id = models.UUIDField()
    proposed_at = models.DateTimeField(db_default=Now())
    decided_by_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    expires_on = models.DateField(null=True)

    objects = OfFollowUp.as_manager()

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="proposed", decided_at=None)
                | models.Q(
                    state__in=["released", "expired"], decided_at__isnull=False, expires_on__isnull=False
                )
                | models.Q(state="held", decided_at__isnull=False),
                name="interest_state_bound",
            )
        ]


class MedicalAdverseEvent(AdverseEventBase, MedicalRecord):
    """An adverse event that was heard with the question, before any exchange. What an exchange tells of is a
    ``SafetyRecord`` of its call report (``accounts.medical.safety``).

    ``reported_by_id`` is empty where it came through the door: who sent it is not medical's to know.
    """

    reported_by_id = models.UUIDField(null=True)  # type: ignore[assignment]

    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.PROTECT, null=True, related_name="adverse_events"
    )

    objects = AdverseEventQuerySet.as_manager()
