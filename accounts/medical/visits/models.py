"""What an MSL plans with an HCP. Medical's own: no plan of the other side stands beside it."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.medical.models.report import CallReport
from accounts.medical.objectives.models import InOnesTerritory, MslObjective
from accounts.shared.models import Hcp, ScientificTopic
from msl_governance.firewall.records import MedicalRecord
from msl_governance.people.models import MedicalColleague, MedicalTerritory


class PlannedVisit(MedicalRecord):
    """One visit, whatever its channel. The report that tells of it closes it."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held and reported")
        CANCELLED = "cancelled", _("Cancelled")

    # What is over stays as it was.
    locked_when = "OLD.state <> 'planned'"

    author = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(
        MedicalTerritory, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_at = models.DateTimeField(_("date and time"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    channel = models.CharField(_("channel"), max_length=15, choices=CallReport.Channel)
    topic = models.ForeignKey(
        ScientificTopic, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    objective = models.ForeignKey(
        MslObjective, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("standing"), max_length=9, choices=State, default=State.PLANNED)
    report = models.OneToOneField(
        CallReport, on_delete=models.PROTECT, null=True, blank=True, related_name="visit"
    )
    # Rises with each change, so that calendars move their entry (RFC 5545, 3.8.7.4).
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = InOnesTerritory.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["author", "state", "starts_at"], name="visit_of_msl")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="held", report__isnull=False)
                | (~models.Q(state="held") & models.Q(report=None)),
                name="visit_held_has_report",
            )
        ]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be held, or to be reported."""
        return self.state == self.State.PLANNED
