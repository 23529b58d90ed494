"""Call reports: scientific exchanges. Medical's alone; nothing of them is ever written on a shared row."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.medical.library.models import ScientificMaterial
from accounts.medical.standing.models import StandingRequest
from accounts.shared.models import Hcp, ScientificTopic
from msl_governance.firewall.direct_grants import DirectGrant
from msl_governance.firewall.querysets import SideQuerySet
from msl_governance.firewall.records import MedicalRecord
from msl_governance.people.models import MedicalColleague, MedicalTerritory


class CallReportQuerySet(SideQuerySet):
    """Submitted ones within one's territories or shared with one by name, and one's own with the drafts."""

    def in_scope_of(self, person):
        """Oversight reads all; medical reads by territory, authorship or explicit share."""
        from msl_governance.firewall.grants import granted_ids
        from msl_governance.people.selectors import territory_ids

        if person.side == "OVERSIGHT":
            return self
        shared = granted_ids(person, "read_callreport", "accounts_medical.CallReport")
        near = models.Q(territory_id__in=territory_ids(person)) | models.Q(id__in=shared)
        return self.filter(models.Q(author_id=person.pk) | near & models.Q(state="submitted"))


class CallReport(MedicalRecord):
    """One scientific exchange. Draft, then submitted and locked."""

    class Channel(models.TextChoices):
        FACE_TO_FACE = "face_to_face", _("In person")
        VIDEO = "video", _("Video")
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        CONGRESS = "congress", _("Congress")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")

    # Once submitted a row changes no more: refused by a trigger, whatever the code does.
    locked_when = "OLD.state = 'submitted'"

    author = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    territory = models.ForeignKey(
        MedicalTerritory, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("standing"), max_length=12, choices=State, default=State.DRAFT)
    met_at = models.DateTimeField(_("date and time"))
    duration_minutes = models.PositiveSmallIntegerField(_("duration in minutes"), null=True, blank=True)
    channel = models.CharField(_("channel"), max_length=15, choices=Channel)
    setting = models.CharField(_("setting"), max_length=120, blank=True)
    summary = models.TextField(_("summary"), blank=True, max_length=8000)
    adverse_event = models.BooleanField(_("adverse event or product complaint noticed"), null=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    client_key = models.UUIDField(null=True, unique=True, editable=False)
    # A draft's form as it was sent, so that nothing typed is lost; emptied when the report is submitted.
    typed = models.JSONField(default=dict, blank=True, editable=False)

    objects = CallReportQuerySet.as_manager()

    class Meta:
        ordering = ["-met_at", "id"]
        default_permissions = ()
        permissions = [("read_callreport", "Reads this call report")]
        indexes = [
            models.Index(fields=["territory", "-met_at", "id"], name="callreport_territory_page"),
            models.Index(fields=["author", "-met_at", "id"], name="callreport_author_page"),
            # Whoever reads many territories finds a page by its date alone.
            models.Index(fields=["-met_at", "-id"], name="callreport_page"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft", submitted_at=None)
                | models.Q(state="submitted", submitted_at__isnull=False, adverse_event__isnull=False),
                name="callreport_submitted_bound",
            )
        ]

    @property
    def is_locked(self) -> bool:
        """Whether it was submitted."""
        return self.state == self.State.SUBMITTED


class CallReportShare(DirectGrant):
    """A single report shared with one medical person by name."""

    label = "MEDICAL"

    content_object = models.ForeignKey(CallReport, on_delete=models.CASCADE, related_name="grants")


class Attendee(MedicalRecord):
    """Who was there: an HCP, or a colleague with their side."""

    class ColleagueSide(models.TextChoices):
        MEDICAL = "medical", _("Medical colleague")
        COMMERCIAL = "commercial", _("Commercial colleague")

    is_part = True
    locked_when = "EXISTS (SELECT 1 FROM accounts_medical_callreport r WHERE r.id = OLD.report_id AND r.state = 'submitted')"

    report = models.ForeignKey(CallReport, on_delete=models.CASCADE, related_name="attendees")
    number = models.PositiveSmallIntegerField(default=0, editable=False)
    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    colleague_name = models.CharField(_("colleague"), max_length=200, blank=True)
    colleague_side = models.CharField(_("side"), max_length=12, choices=ColleagueSide, blank=True)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hcp__isnull=False, colleague_name="", colleague_side="")
                | (models.Q(hcp=None) & ~models.Q(colleague_name="") & ~models.Q(colleague_side="")),
                name="attendee_is_hcp_or_colleague",
            )
        ]


class Discussion(MedicalRecord):
    """One subject of an exchange."""

    class ContentClass(models.TextChoices):
        ON_LABEL = "on_label", _("On-label")
        OFF_LABEL = "off_label", _("Off-label")
        INVESTIGATIONAL = "investigational", _("Investigational")
        DISEASE_STATE = "disease_state", _("Disease state")
        HEOR = "heor", _("HEOR")
        SAFETY = "safety", _("Safety")

    class Origin(models.TextChoices):
        REACTIVE = "reactive", _("Reactive: the HCP asked")
        STANDING = "standing", _("On a standing request")
        PROACTIVE = "proactive", _("Proactive: planned by medical")

    NEEDS_REQUEST = (ContentClass.OFF_LABEL, ContentClass.INVESTIGATIONAL)
    is_part = True
    locked_when = Attendee.locked_when

    report = models.ForeignKey(CallReport, on_delete=models.CASCADE, related_name="discussions")
    number = models.PositiveSmallIntegerField(default=0, editable=False)
    topic = models.ForeignKey(ScientificTopic, on_delete=models.PROTECT, related_name="+")
    content_class = models.CharField(_("content class"), max_length=16, choices=ContentClass)
    origin = models.CharField(_("how it came up"), max_length=10, choices=Origin)
    standing = models.ForeignKey(
        StandingRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    notes = models.TextField(_("what was discussed"), blank=True, max_length=4000)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(content_class__in=["off_label", "investigational"], origin="proactive"),
                name="beyond_label_only_reactive",
            ),
            models.CheckConstraint(
                condition=models.Q(origin="standing", standing__isnull=False)
                | (~models.Q(origin="standing") & models.Q(standing=None)),
                name="standing_origin_names_its_request",
            ),
        ]


class MaterialShared(MedicalRecord):
    """A version of the library that was shown or left."""

    is_part = True
    locked_when = Attendee.locked_when

    report = models.ForeignKey(CallReport, on_delete=models.CASCADE, related_name="materials")
    material = models.ForeignKey(ScientificMaterial, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["material__code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "material"], name="one_row_a_shared_material")
        ]


class UnsolicitedRequest(MedicalRecord):
    """The documented request behind off-label or investigational content.

    Items after FDA's guidance on responding to unsolicited requests (draft 2011, section VI).
    """

    is_part = True
    locked_when = (
        "EXISTS (SELECT 1 FROM accounts_medical_callreport r JOIN accounts_medical_discussion d"
        " ON d.report_id = r.id WHERE d.id = OLD.discussion_id AND r.state = 'submitted')"
    )

    discussion = models.OneToOneField(Discussion, on_delete=models.CASCADE, related_name="request")
    asked_by = models.ForeignKey(Hcp, on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(_("who asked"), max_length=200)
    asked_by_address = models.CharField(_("address"), max_length=300, blank=True)
    asked_by_affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    verbatim = models.TextField(_("the request, in the doctor’s words"), max_length=4000)
    unprompted = models.BooleanField(_("the HCP raised this unprompted"), default=False)
    information_provided = models.TextField(_("information provided, with version"), max_length=4000)
    follow_up_questions = models.TextField(_("follow-up questions"), blank=True, max_length=4000)
