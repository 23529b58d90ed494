"""The representative's half of door 2."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Hcp, ScientificTopic
from handoffs.protocol import INQUIRY, Day, InquiryState, Part, QuestionKind, StandingState, moves_of
from handoffs.steps import AdverseEventBase, Step
from msl_governance.firewall.querysets import SideQuerySet
from msl_governance.firewall.records import CommercialRecord
from msl_governance.firewall.sides import Role, Side
from msl_governance.people.models import CommercialColleague, CommercialTerritory


class InquiryQuerySet(SideQuerySet):
    """A rep's own inquiries; a director's team's."""

    def in_scope_of(self, person):
        """Oversight reads all; a rep their own; a director those of the territories."""
        from msl_governance.people.selectors import territory_ids

        if person.side == Side.OVERSIGHT:
            return self
        if person.role == Role.SALES_DIRECTOR:
            return self.filter(territory_id__in=territory_ids(person)).exclude(state=InquiryState.DRAFT)
        return self.filter(author_id=person.pk)


class OfInquiry(SideQuerySet):
    """Rows that hang on an inquiry one may see."""

    def in_scope_of(self, person):
        """Those of the inquiries in scope."""
        return self.filter(inquiry__in=Inquiry.objects.visible_to(person))


class Inquiry(CommercialRecord):
    """A scientific inquiry. There is no field for notes, volumes or wishes, and there never may be one."""

    # Sent means locked; the one thing that may still happen is that the HCP withdraws it.
    locked_when = "OLD.state <> 'draft'"
    may_change_when_locked = ("state", "withdrawn_at")
    moves = moves_of(INQUIRY)

    author = models.ForeignKey(
        CommercialColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    territory = models.ForeignKey(
        CommercialTerritory, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=InquiryState, default=InquiryState.DRAFT)
    hcp = models.ForeignKey(
        Hcp, verbose_name=_("entry in the directory"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    # As the directory had them when it was sent: the copy that crossed says the same words for ever.
    hcp_name = models.CharField(
        _("healthcare professional"), max_length=220, blank=True, db_default="", editable=False
    )
    hcp_place = models.CharField(
        _("place of work"), max_length=220, blank=True, db_default="", editable=False
    )
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    preferred_day = models.CharField(_("best day"), max_length=3, choices=Day, default=Day.ANY)
    preferred_part = models.CharField(_("best time"), max_length=10, choices=Part, default=Part.ANY)
    kind = models.CharField(_("kind of question"), max_length=20, choices=QuestionKind, blank=True)
    verbatim = models.TextField(_("the question, in the doctor’s words"), max_length=2000, blank=True)
    unprompted = models.BooleanField(_("the HCP raised this unprompted"), default=False)
    adverse_event = models.BooleanField(_("adverse event mentioned"), null=True)
    signature_name = models.CharField(_("signed by the HCP"), max_length=200, blank=True)
    disclaimer_version = models.CharField(max_length=20, blank=True)
    acknowledged = models.BooleanField(_("offered a follow-up, gave no answer"), default=False)
    acknowledged_at = models.DateTimeField(_("question heard"), null=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    # Filled by ``selectors.inquiries_of``.
    standing: str
    live_interests: "list[Interest]"
    returned: bool = False

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("scientific inquiry")
        verbose_name_plural = _("scientific inquiries")
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["author", "-created_at", "id"], name="inquiry_author_page")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft", submitted_at=None, withdrawn_at=None)
                | (
                    models.Q(
                        state="submitted",
                        submitted_at__isnull=False,
                        withdrawn_at=None,
                        acknowledged=True,
                        acknowledged_at__isnull=False,
                        hcp__isnull=False,
                        unprompted=True,
                        adverse_event__isnull=False,
                    )
                    & ~models.Q(verbatim="")
                    & ~models.Q(kind="")
                    & ~models.Q(hcp_name="")
                )
                | models.Q(state="withdrawn", submitted_at__isnull=False, withdrawn_at__isnull=False),
                name="inquiry_state_bound",
            )
        ]


class InquiryStep(Step, CommercialRecord):
    """A step of the hand-off on the commercial side."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="steps")
    objects = OfInquiry.as_manager()


class Standing(CommercialRecord):
    """Where an inquiry stands, as the door told it: a word, no date, no name. Written by the door alone."""

    written_by_door = True

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="standings")
    state = models.CharField(_("standing"), max_length=12, choices=StandingState)
    objects = OfInquiry.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inquiry", "state"], name="one_standing_each")]


class Interest(CommercialRecord):
    """The general nature of an HCP's scientific interest, released by medical. Written by the door alone."""

    written_by_door = True

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="interests")
    topic = models.ForeignKey(ScientificTopic, on_delete=models.PROTECT, related_name="+")
    sentence = models.CharField(_("in one sentence"), max_length=300)
    expires_on = models.DateField(_("expires on"))
    objects = OfInquiry.as_manager()


class AdverseEvent(AdverseEventBase, CommercialRecord):
    """An adverse event a representative heard of."""

    extra_grants = {"commercial": "SELECT, INSERT, UPDATE"}

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="adverse_events")
    objects = OfInquiry.as_manager()
