"""Whose rows one sees on the commercial side: those of the territories one works."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Hcp
from msl_governance.firewall.querysets import SideQuerySet
from msl_governance.people.models import CommercialTerritory
from msl_governance.people.selectors import commercial_territory_of, regions_worked, territory_ids

ELSEWHERE = _("This account lies outside your territory. Ask your sales director who works it.")


class ByTerritory(SideQuerySet):
    """Rows of the territories one works."""

    def in_scope_of(self, person):
        """Oversight reads all; commercial reads by territory."""
        return self if person.side == "OVERSIGHT" else self.filter(territory_id__in=territory_ids(person))


def works(person, hcp: Hcp) -> bool:
    """Whether an HCP lies in a territory that this person works."""
    return hcp.region in regions_worked(person)


def territory_of(person, hcp: Hcp) -> CommercialTerritory:
    """The territory that holds the HCP. Raises ``ValidationError`` where this person does not work it."""
    territory = commercial_territory_of(hcp.region) if works(person, hcp) else None
    if territory is None:
        raise ValidationError({"hcp": ELSEWHERE})
    return territory
