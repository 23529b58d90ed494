"""What was heard that drug safety must know, and when it got there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.medical.models.report import CallReport
from msl_governance.firewall.querysets import SideQuerySet
from msl_governance.firewall.records import MedicalRecord
from msl_governance.people.models import MedicalColleague


class OfOnesReports(SideQuerySet):
    """Records of the reports one may read."""

    def in_scope_of(self, person):
        """Oversight reads all; medical what belongs to visible reports."""
        if person.side == "OVERSIGHT":
            return self
        return self.filter(report__in=CallReport.objects.visible_to(person).values("pk"))


class SafetyRecord(MedicalRecord):
    """One adverse event or product complaint. Day 0 is the moment at which the MSL became aware of it."""

    class Kind(models.TextChoices):
        ADVERSE_EVENT = "adverse_event", _("Adverse event")
        PRODUCT_COMPLAINT = "product_complaint", _("Product complaint")

    # Once drug safety has it, nothing of it changes any more.
    locked_when = "OLD.forwarded_at IS NOT NULL"

    report = models.ForeignKey(CallReport, on_delete=models.PROTECT, related_name="safety_records")
    kind = models.CharField(_("kind"), max_length=18, choices=Kind)
    description = models.TextField(_("what was told"), max_length=2000)
    author = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    aware_at = models.DateTimeField(_("aware since"))
    due_at = models.DateTimeField(_("due at drug safety"))
    forwarded_at = models.DateTimeField(_("forwarded"), null=True, blank=True)
    forwarded_by_id = models.UUIDField(null=True, editable=False)
    receipt_number = models.CharField(_("receipt number"), max_length=60, blank=True)

    objects = OfOnesReports.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [models.Index(fields=["forwarded_at", "due_at"], name="safety_open_first")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(forwarded_at=None, receipt_number="")
                | (models.Q(forwarded_at__isnull=False) & ~models.Q(receipt_number="")),
                name="safety_forwarded_has_receipt",
            ),
            models.CheckConstraint(
                condition=models.Q(due_at__gt=models.F("aware_at")), name="safety_due_after_awareness"
            ),
        ]
