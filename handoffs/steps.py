"""The log row of a step, and the adverse event: abstract shapes that each side makes its own table of."""

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .protocol import NotNow


class Step(models.Model):
    """One recorded transition: who, when, why. Never changed."""

    append_only = True

    name = models.CharField(_("step"), max_length=20)
    number = models.PositiveSmallIntegerField(_("of five"))
    from_state = models.CharField(max_length=12)
    to_state = models.CharField(max_length=12)
    at = models.DateTimeField(_("when"), db_default=Now())
    by_id = models.UUIDField(_("who"), null=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "id"]


class AdverseEventBase(models.Model):
    """An adverse event or product complaint on its way to drug safety, due 24 hours from awareness."""

    # What was heard, and by when it must be forwarded, stays; it can be forwarded once, and never be deleted.
    locked_when = "true"
    may_change_when_locked = ("forwarded_at", "receipt_number")

    aware_at = models.DateTimeField(_("aware at"))
    due_at = models.DateTimeField(_("forward by"))
    forwarded_at = models.DateTimeField(_("forwarded at"), null=True, blank=True)
    receipt_number = models.CharField(_("receipt number of drug safety"), max_length=60, blank=True)
    reported_by_id = models.UUIDField()

    class Meta:
        abstract = True
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(forwarded_at=None, receipt_number="")
                | (models.Q(forwarded_at__isnull=False) & ~models.Q(receipt_number="")),
                name="%(app_label)s_forwarded_with_receipt",
            )
        ]

    def forward(self, receipt_number: str) -> None:
        """Record that drug safety has it, by the receipt number that they gave. The same number again is harmless.

        Raises ``NotNow`` without a number or where another is recorded. The caller holds the row.
        """
        receipt = receipt_number.strip()
        if self.forwarded_at and self.receipt_number == receipt:
            return
        if self.forwarded_at:
            raise NotNow(_("This was forwarded already, under another receipt number."))
        if not receipt:
            raise NotNow(_("Give the receipt number that drug safety gave you."))
        self.forwarded_at, self.receipt_number = timezone.now(), receipt
        self.save(update_fields=["forwarded_at", "receipt_number"])
