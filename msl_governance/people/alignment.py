"""Alignment: who works which territory from when to when. Access follows today's; the history remains."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.records import PlatformRecord

from .territories import CommercialTerritory, MedicalTerritory


class Alignment(PlatformRecord):
    """One person in one territory for a time; the end is the first day on which it no longer holds."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    during = DateRangeField(_("from and to"))
    # Copied from the territory, so that the database itself keeps two people out of it.
    alone = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True
        ordering = ["-during", "id"]
        constraints = [
            ExclusionConstraint(
                name="%(class)s_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("territory", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person works that territory in a part of that time already."),
            ),
            ExclusionConstraint(
                name="%(class)s_alone",
                expressions=[("territory", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=models.Q(alone=True),
                violation_error_message=_(
                    "One person at a time works this territory, and somebody has it in a part of that time. End that first."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(during__startswith__isnull=False, during__isempty=False),
                name="%(class)s_begins",
            ),
        ]

    def __str__(self):
        return str(getattr(self, "territory", ""))


class MedicalAlignment(Alignment):
    """Which medical person works which medical territory, and when."""

    readers = ("MEDICAL", "OVERSIGHT", "PLATFORM")
    extra_grants = {"medical": "SELECT", "oversight": "SELECT"}

    territory = models.ForeignKey(MedicalTerritory, on_delete=models.PROTECT, related_name="+")


class CommercialAlignment(Alignment):
    """Which commercial person works which commercial territory, and when."""

    readers = ("COMMERCIAL", "OVERSIGHT", "PLATFORM")
    extra_grants = {"commercial": "SELECT", "oversight": "SELECT"}

    territory = models.ForeignKey(CommercialTerritory, on_delete=models.PROTECT, related_name="+")
