"""Approved promotional content, version by version. Only what is approved, in label and unexpired is usable."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Product
from msl_governance.firewall.querysets import SideQuerySet
from msl_governance.firewall.records import CommercialRecord
from msl_governance.people.models import CommercialColleague


class Standing(models.TextChoices):
    """Whether a piece may be used on a day, and if not, why."""

    USABLE = "usable", _("Usable")
    NOT_YET = "not_yet", _("Not approved yet")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    BEYOND_LABEL = "beyond_label", _("Not in label")


class Library(SideQuerySet):
    """Pieces of the library, the same for everybody of the side."""

    def usable_on(self, day: date):
        """Pieces that may be detailed on a day; ``PromotionalContent.standing_on`` says the same of one."""
        kept = models.Q(withdrawn_on=None) | models.Q(withdrawn_on__gt=day)
        return self.filter(kept, in_label=True, approved_on__lte=day, expires_on__gte=day)


class PromotionalContent(CommercialRecord):
    """One version of one piece. Approved words never change: a change is a new version."""

    locked_when = "TG_OP IN ('UPDATE', 'DELETE')"
    may_change_when_locked = ("withdrawn_on", "withdrawal_reason")

    author = models.ForeignKey(
        CommercialColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    code = models.CharField(_("code"), max_length=20)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=120)
    key_message = models.CharField(_("key message"), max_length=200)
    product = models.ForeignKey(
        Product, verbose_name=_("product"), on_delete=models.PROTECT, related_name="+"
    )
    approved_on = models.DateField(_("approved on"))
    expires_on = models.DateField(_("expires on"))
    in_label = models.BooleanField(_("in label"), default=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("why withdrawn"), max_length=200, blank=True)
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = Library.as_manager()

    class Meta:
        verbose_name = _("promotional content")
        verbose_name_plural = _("promotional content")
        ordering = ["code", "-version", "id"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_piece_a_version"),
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("approved_on")), name="content_expires_later"
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.name})"

    @property
    def name(self) -> str:
        """Code and version, as printed on the piece."""
        return f"{self.code} v{self.version}"

    def standing_on(self, day: date) -> Standing:
        """Whether this piece may be used on a day."""
        if not self.in_label:
            return Standing.BEYOND_LABEL
        if self.withdrawn_on and self.withdrawn_on <= day:
            return Standing.WITHDRAWN
        if self.approved_on > day:
            return Standing.NOT_YET
        return Standing.EXPIRED if self.expires_on < day else Standing.USABLE
