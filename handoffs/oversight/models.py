"""What a representative put before compliance. Compliance's alone: commercial may add a row and read none."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.records import OversightRecord


class InquiryEscalation(OversightRecord):
    """A representative's word to compliance about an inquiry of theirs.

    Not a step of the inquiry: no leader of theirs may learn that it exists. (Medical's escalation is a step of the
    follow-up.) The committee's escalations, once there are any, are what both will point to.
    """

    append_only = True
    extra_grants = {"commercial": "INSERT"}

    # Nothing for Django to do when an inquiry goes: it would ask this table in commercial's name.
    inquiry = models.ForeignKey("handoffs_commercial.Inquiry", on_delete=models.DO_NOTHING, related_name="+")
    raised_by_id = models.UUIDField(_("who"))
    reason = models.CharField(_("why"), max_length=500)
    # Not a default of the database: that would be read back, and commercial may not read.
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["-at", "id"], name="inquiry_escalation_page")]
        constraints = [
            models.UniqueConstraint(fields=["inquiry", "raised_by_id", "reason"], name="said_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="escalated_with_reason"),
        ]
