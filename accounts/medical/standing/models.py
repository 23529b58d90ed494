"""Standing requests. While one holds, contact on its topic answers a wish and is legitimate."""

from datetime import date, timedelta

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Hcp, ScientificTopic
from msl_governance.firewall.querysets import SideQuerySet
from msl_governance.firewall.records import MedicalRecord
from msl_governance.people.models import MedicalColleague


class StandingRequest(MedicalRecord):
    """What an HCP asked to be kept informed of, when, and until when it holds."""

    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(ScientificTopic, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    wish = models.TextField(_("the wish, in the doctor’s words"), max_length=1000)
    asked_on = models.DateField(_("asked on"))
    expires_on = models.DateField(_("holds until"), editable=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SideQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "id"]
        indexes = [models.Index(fields=["hcp", "topic", "-asked_on"], name="standing_of_hcp")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gt=models.F("asked_on")), name="standing_expires_later"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on=None) | models.Q(withdrawn_on__gte=models.F("asked_on")),
                name="standing_withdrawn_later",
            ),
        ]

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        if self.withdrawn_on is None:
            return self.expires_on
        return min(self.expires_on, self.withdrawn_on - timedelta(days=1))

    def holds_on(self, day: date) -> bool:
        """Whether the wish was there and had neither lapsed nor been withdrawn on a day."""
        return self.asked_on <= day <= self.last_day
