"""Territories: a tree per side, and who works them. Kept by the administrator, read by the side alone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.direct_grants import DirectGrant
from msl_governance.firewall.records import PlatformRecord


class Territory(PlatformRecord):
    """A node of a side's tree. ``regions`` are the two-letter regions (states) whose HCPs it holds.

    Never deleted: a refused delete would tell the administrator of a side's rows.
    """

    side = ""
    name = models.CharField(_("name"), max_length=100)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    regions = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    # Whether only one person works it at a time.
    alone = models.BooleanField(_("one person at a time"), default=False)

    class Meta:
        abstract = True
        ordering = ["name", "id"]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        """The administrator's page of it."""
        return reverse(f"people:territory_{self.side}", args=[self.pk])


class MedicalTerritory(Territory):
    """Where MSLs work."""

    side = "medical"
    readers = ("MEDICAL", "OVERSIGHT", "PLATFORM")
    extra_grants = {"platform": "SELECT, INSERT, UPDATE", "medical": "SELECT", "oversight": "SELECT"}

    class Meta(Territory.Meta):
        default_permissions = ()
        permissions = [("work_medicalterritory", "Works this territory")]


class CommercialTerritory(Territory):
    """Where representatives work."""

    side = "commercial"
    readers = ("COMMERCIAL", "OVERSIGHT", "PLATFORM")
    extra_grants = {"platform": "SELECT, INSERT, UPDATE", "commercial": "SELECT", "oversight": "SELECT"}

    class Meta(Territory.Meta):
        default_permissions = ()
        permissions = [("work_commercialterritory", "Works this territory")]


class MedicalTerritoryGrant(DirectGrant):
    """Which MSL works which territory."""

    label = "PLATFORM"
    extra_grants = {"medical": "SELECT", "oversight": "SELECT"}

    content_object = models.ForeignKey(MedicalTerritory, on_delete=models.CASCADE, related_name="grants")


class CommercialTerritoryGrant(DirectGrant):
    """Which representative works which territory."""

    label = "PLATFORM"
    extra_grants = {"commercial": "SELECT", "oversight": "SELECT"}

    content_object = models.ForeignKey(CommercialTerritory, on_delete=models.CASCADE, related_name="grants")
