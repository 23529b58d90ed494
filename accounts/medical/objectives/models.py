"""MSL objectives: a scientific aim with an account, and what became of it."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Hcp, ScientificTopic
from msl_governance.firewall.querysets import SideQuerySet
from msl_governance.firewall.records import MedicalRecord
from msl_governance.people.models import MedicalColleague, MedicalTerritory


class InOnesTerritory(SideQuerySet):
    """Objectives of the territories one works, and one's own."""

    def in_scope_of(self, person):
        """Oversight reads all; medical reads by territory or authorship."""
        from msl_governance.people.selectors import territory_ids

        if person.side == "OVERSIGHT":
            return self
        near = models.Q(territory_id__in=territory_ids(person))
        return self.filter(near | models.Q(author_id=person.pk))


class MslObjective(MedicalRecord):
    """A scientific aim with one HCP in a period. There is no quota: the plan is the MSL's own."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        REACHED = "reached", _("Reached")
        DROPPED = "dropped", _("Dropped")

    author = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(
        MedicalTerritory, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    topic = models.ForeignKey(ScientificTopic, on_delete=models.PROTECT, related_name="+")
    aim = models.CharField(_("scientific aim"), max_length=200)
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("until"))
    exchanges_planned = models.PositiveSmallIntegerField(_("exchanges planned"), null=True, blank=True)
    state = models.CharField(_("standing"), max_length=8, choices=State, default=State.OPEN)
    outcome = models.TextField(_("what came of it"), max_length=1000, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = InOnesTerritory.as_manager()

    class Meta:
        ordering = ["period_end", "id"]
        indexes = [models.Index(fields=["territory", "period_end", "id"], name="mslobjective_page")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="objective_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open") | ~models.Q(outcome=""), name="objective_ended_says_outcome"
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed."""
        return self.state == self.State.OPEN
