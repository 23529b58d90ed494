"""Prescribing as bought, and the deciles worked out from it. No medical login holds any privilege on either."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Hcp
from msl_governance.firewall.records import CommercialRecord
from msl_governance.people.models import CommercialTerritory

from ..scope import ByTerritory


class Span(models.TextChoices):
    """For how long a count stands."""

    MONTH = "month", _("A month")
    YEAR = "year", _("A calendar year")


class Prescribing(CommercialRecord):
    """Prescriptions of one HCP in one month or year, as bought. A blank count means suppressed, not zero."""

    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(CommercialTerritory, on_delete=models.PROTECT, null=True, related_name="+")
    product = models.CharField(_("product"), max_length=80)
    # The first day of the month, or of the year.
    month = models.DateField(_("month"))
    span = models.CharField(_("span"), max_length=5, choices=Span, default=Span.MONTH)
    scripts = models.PositiveIntegerField(_("prescriptions"), null=True)

    objects = ByTerritory.as_manager()

    class Meta:
        ordering = ["-month", "id"]
        indexes = [models.Index(fields=["product", "span", "month"], name="prescribing_of_product")]
        constraints = [
            models.UniqueConstraint(fields=["hcp", "product", "month", "span"], name="one_count_a_span")
        ]


class Decile(CommercialRecord):
    """Where an HCP stands among all who prescribe a product: 10 is the tenth that prescribes most.

    0 is a known zero. Who has nothing but suppressed counts has no decile: fewer than 11 is not a number.
    """

    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(CommercialTerritory, on_delete=models.PROTECT, null=True, related_name="+")
    product = models.CharField(_("product"), max_length=80)
    decile = models.PositiveSmallIntegerField(_("decile"))
    scripts = models.PositiveIntegerField(_("prescriptions counted"))
    is_at_least = models.BooleanField(_("some counts suppressed"), default=False)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))

    objects = ByTerritory.as_manager()

    class Meta:
        ordering = ["product", "-decile", "id"]
        constraints = [
            models.UniqueConstraint(fields=["hcp", "product"], name="one_decile_a_product"),
            models.CheckConstraint(condition=models.Q(decile__lte=10), name="decile_up_to_ten"),
        ]
