"""Coaching after a visit that a manager came along to. There is no mark in it, of nobody."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.medical.models.report import CallReport
from accounts.medical.visits.models import PlannedVisit
from msl_governance.firewall.querysets import SideQuerySet
from msl_governance.firewall.records import MedicalRecord
from msl_governance.people.models import MedicalColleague


class BetweenTwo(SideQuerySet):
    """Of the one who wrote it and the one it is for; of nobody else, oversight's lists included."""

    def in_scope_of(self, person):
        """Notes that this person wrote or was given."""
        return self.filter(models.Q(author_id=person.pk) | models.Q(msl_id=person.pk))


class CoTravelNote(MedicalRecord):
    """One note on one visit or its report, changed by its author alone; the history keeps what stood there before."""

    # The database itself shows it to nobody else, what stood there before included.
    row_policy = history_policy = (
        "nullif(current_setting('threshold.person', true), '')::uuid IN (author_id, msl_id)"
    )

    author = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    msl = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    report = models.ForeignKey(
        CallReport, on_delete=models.PROTECT, null=True, blank=True, related_name="co_travel_notes"
    )
    visit = models.ForeignKey(
        PlannedVisit, on_delete=models.PROTECT, null=True, blank=True, related_name="co_travel_notes"
    )
    went_well = models.TextField(_("what went well"), max_length=2000)
    to_try = models.TextField(_("what to try next time"), max_length=2000, blank=True)
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = BetweenTwo.as_manager()

    class Meta:
        ordering = ["-written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(report__isnull=False, visit=None)
                | models.Q(report=None, visit__isnull=False),
                name="co_travel_of_report_or_visit",
            ),
            models.CheckConstraint(condition=~models.Q(author=models.F("msl")), name="co_travel_of_two"),
            models.UniqueConstraint(
                fields=["author", "report"], condition=models.Q(visit=None), name="co_travel_once_a_report"
            ),
            models.UniqueConstraint(
                fields=["author", "visit"], condition=models.Q(report=None), name="co_travel_once_a_visit"
            ),
        ]

    @property
    def hcp(self):
        """Whom the exchange was with; None of a report without an HCP."""
        if self.visit is not None:
            return self.visit.hcp
        return next((one.hcp for one in self.report.attendees.all() if one.hcp_id), None)

    @property
    def held_at(self):
        """When they met."""
        return self.visit.starts_at if self.visit is not None else self.report.met_at
