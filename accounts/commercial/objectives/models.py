"""Detailing aims of representatives. Medical never learns that one exists."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Hcp
from msl_governance.firewall.records import CommercialRecord
from msl_governance.people.models import CommercialColleague, CommercialTerritory

from ..content.models import PromotionalContent, Standing
from ..scope import ByTerritory


class RepObjective(CommercialRecord):
    """A detailing aim with an HCP. Its words are an approved key message, as it stood when the aim was set."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    # Words and account are frozen; how far it got is not.
    locked_when = "TG_OP = 'UPDATE'"
    may_change_when_locked = ("state", "period_end", "planned_calls", "target_scripts", "territory_id")

    author = models.ForeignKey(
        CommercialColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(CommercialTerritory, on_delete=models.PROTECT, null=True, related_name="+")
    content = models.ForeignKey(PromotionalContent, on_delete=models.PROTECT, null=True, related_name="+")
    aim = models.CharField(_("aim"), max_length=200)
    planned_calls = models.PositiveSmallIntegerField(_("planned detail calls"), default=1)
    target_scripts = models.PositiveIntegerField(_("target"), null=True)
    state = models.CharField(_("standing"), max_length=8, choices=State, default=State.OPEN)
    period_start = models.DateField(_("from"), default=timezone.localdate)
    period_end = models.DateField(_("until"))
    set_at = models.DateTimeField(db_default=Now(), editable=False)

    # Filled by ``selectors.objectives``.
    held: int
    standing: Standing

    objects = ByTerritory.as_manager()

    class Meta:
        verbose_name = _("detailing objective")
        verbose_name_plural = _("detailing objectives")
        ordering = ["period_end", "id"]
        indexes = [
            models.Index(fields=["territory", "period_end", "id"], name="objective_territory_page"),
            models.Index(fields=["hcp", "state"], name="objective_of_hcp"),
        ]

    def __str__(self):
        return self.aim

    def is_overdue(self, today: date) -> bool:
        """Whether it is still open after its period."""
        return self.state == self.State.OPEN and self.period_end < today

    def covers(self, day: date) -> bool:
        """Whether a day lies within its period."""
        return self.period_start <= day <= self.period_end
