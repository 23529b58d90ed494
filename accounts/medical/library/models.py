"""Scientific materials, each version with the dates between which it is approved."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import ScientificTopic
from msl_governance.firewall.querysets import SideQuerySet
from msl_governance.firewall.records import MedicalRecord


class ScientificMaterial(MedicalRecord):
    """One version of a piece of the library. A new version is a new row; the old one stays on record."""

    class Kind(models.TextChoices):
        RESPONSE = "response", _("Standard response document")
        SLIDES = "slides", _("Slide deck")
        PUBLICATION = "publication", _("Publication")
        POSTER = "poster", _("Poster")
        OTHER = "other", _("Other")

    code = models.CharField(_("number"), max_length=40)
    version = models.CharField(_("version"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    topic = models.ForeignKey(
        ScientificTopic, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_on = models.DateField(_("approved on"))
    expires_on = models.DateField(_("approved until"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = SideQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-approved_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_row_a_version"),
            models.CheckConstraint(
                condition=models.Q(expires_on__gt=models.F("approved_on")), name="material_expires_later"
            ),
        ]

    def __str__(self):
        return f"{self.code} v{self.version}, {self.title}"

    def is_approved_on(self, day: date) -> bool:
        """Whether it could be shared on a day."""
        gone = self.withdrawn_on is not None and day >= self.withdrawn_on
        return self.approved_on <= day <= self.expires_on and not gone
