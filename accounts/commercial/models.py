"""Commercial's own view of an account. Medical never reads, counts or infers any of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Hcp
from msl_governance.firewall.records import CommercialRecord
from msl_governance.people.models import CommercialColleague, CommercialTerritory

from .content.models import PromotionalContent  # noqa: F401  Django looks for models here
from .listing.models import CommercialAddition, ImportanceSetting  # noqa: F401
from .scope import ByTerritory


class Prescribing(CommercialRecord):
    """Prescriptions of one HCP in one month, as bought. A blank count means suppressed, not zero."""

    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(CommercialTerritory, on_delete=models.PROTECT, null=True, related_name="+")
    product = models.CharField(_("product"), max_length=80)
    month = models.DateField(_("month"))
    scripts = models.PositiveIntegerField(_("prescriptions"), null=True)

    objects = ByTerritory.as_manager()

    class Meta:
        ordering = ["-month", "id"]
        constraints = [models.UniqueConstraint(fields=["hcp", "product", "month"], name="one_count_a_month")]


class RepObjective(CommercialRecord):
    """A detailing aim of a representative with an HCP."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")

    author = models.ForeignKey(
        CommercialColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(CommercialTerritory, on_delete=models.PROTECT, null=True, related_name="+")
    aim = models.CharField(_("aim"), max_length=200)
    target_scripts = models.PositiveIntegerField(_("target"), null=True)
    state = models.CharField(_("standing"), max_length=8, choices=State, default=State.OPEN)
    period_end = models.DateField(_("until"))

    objects = ByTerritory.as_manager()

    class Meta:
        ordering = ["period_end", "id"]
