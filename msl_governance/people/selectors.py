"""Reads about people and territories, each within one's own side."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from msl_governance.firewall.grants import granted_ids
from msl_governance.firewall.sides import Side

from .models import (
    CommercialAlignment,
    CommercialColleague,
    CommercialTerritory,
    MedicalAlignment,
    MedicalColleague,
    MedicalTerritory,
    MedicalTerritoryGrant,
)

WORK = {
    Side.MEDICAL: (MedicalTerritory, "people.MedicalTerritory", "work_medicalterritory"),
    Side.COMMERCIAL: (CommercialTerritory, "people.CommercialTerritory", "work_commercialterritory"),
}
ALIGNED = {Side.MEDICAL: MedicalAlignment, Side.COMMERCIAL: CommercialAlignment}


def territory_ids(person) -> list:
    """Ids of the territories a person works, with everything below them in the tree.

    Resolved once per person object (hence once per request) with three queries. A grant is taken away by a task soon
    after the day on which the alignment ended; until then, and where no worker runs, it opens nothing.
    """
    if Side(person.side) not in WORK:
        return []
    cached = getattr(person, "_territory_ids", None)
    if cached is None:
        model, label, codename = WORK[Side(person.side)]
        granted = [(person.pk, key) for key in granted_ids(person, codename, label)]
        held = [key for _person, key in _without_ended(Side(person.side), granted)]
        cached = person._territory_ids = _with_descendants(model, held)
    return cached


def _without_ended(side: Side, granted: list[tuple]) -> list[tuple]:
    """Of pairs of person and territory those without an alignment that was and is no more today."""
    if not granted:
        return []
    people, territories = zip(*granted, strict=True)
    rows = ALIGNED[side].objects.filter(person_id__in=set(people), territory_id__in=set(territories))
    known, today = list(rows.values_list("person_id", "territory_id", "during")), house_day()
    held = {(person, key) for person, key, during in known if today in during}
    over = {(person, key) for person, key, _during in known} - held
    return [pair for pair in granted if pair not in over]


def house_day() -> date:
    """The house's own day: access must not change with the time zone of whoever looks."""
    return timezone.localdate(timezone=ZoneInfo(settings.TIME_ZONE))


def upwards(territory: MedicalTerritory | None) -> list:
    """Ids of a medical territory and of those above it, the nearest first."""
    parents = dict(MedicalTerritory.objects.values_list("id", "parent_id"))
    chain, here = [], territory.pk if territory else None
    while here is not None and here not in chain:
        chain.append(here)
        here = parents.get(here)
    return chain


def who_works(territory: MedicalTerritory | None) -> list:
    """Ids of people who work a medical territory or one above it, whoever they are; nobody whose alignment has ended."""
    grants = MedicalTerritoryGrant.objects.filter(
        content_object_id__in=upwards(territory), permission__codename="work_medicalterritory"
    )
    pairs = _without_ended(Side.MEDICAL, list(grants.values_list("user_id", "content_object_id")))
    return [person for person, _territory in pairs]


def regions_worked(person) -> list[str]:
    """The regions (states) of the territories a person works."""
    if not (ids := territory_ids(person)):
        return []
    model = WORK[Side(person.side)][0]
    lists = model.objects.filter(pk__in=ids).values_list("regions", flat=True)
    return sorted({region for regions in lists for region in regions})


def _with_descendants(model, ids) -> list:
    parents = dict(model.objects.values_list("id", "parent_id"))
    found = set(ids)
    while grown := {child for child, parent in parents.items() if parent in found} - found:
        found |= grown
    return sorted(found)


def medical_territory_of(region: str) -> MedicalTerritory | None:
    """The medical territory that holds a region, or None. The lowest in the tree wins."""
    return _territory_of(MedicalTerritory, region)


def commercial_territory_of(region: str) -> CommercialTerritory | None:
    """The commercial territory that holds a region, or None."""
    return _territory_of(CommercialTerritory, region)


def _territory_of(model, region: str):
    """The deepest one that holds the region; by name where two are as deep."""
    holding = list(model.objects.filter(regions__contains=[region]).order_by("name", "id"))
    above = {territory.parent_id for territory in holding}
    return next((territory for territory in holding if territory.pk not in above), None)


def medical_people(*, role: str = ""):
    """Active medical colleagues; medical login only."""
    people = MedicalColleague.objects.filter(is_active=True)
    return people.filter(role=role) if role else people


def commercial_people(*, role: str = ""):
    """Active commercial colleagues; commercial login only."""
    people = CommercialColleague.objects.filter(is_active=True)
    return people.filter(role=role) if role else people
