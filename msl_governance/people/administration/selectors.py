"""Reads for the administrator: people, territories, who works what. Nothing that anybody wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404

from msl_governance.firewall.sides import Role, Side

from ..models import (
    AccountChange,
    AnyColleague,
    CommercialTerritory,
    MedicalTerritory,
    Person,
)
from ..selectors import ALIGNED, house_day
from .rules import LED_BY

ALIGNMENTS, today = ALIGNED, house_day
TERRITORIES = {Side.MEDICAL: MedicalTerritory, Side.COMMERCIAL: CommercialTerritory}
CODENAMES = {Side.MEDICAL: "work_medicalterritory", Side.COMMERCIAL: "work_commercialterritory"}
ORDER = ("full_name", "pk")
CLOSEST = 50


@dataclass(frozen=True)
class Wish:
    """What a list of people is narrowed to."""

    words: str = ""
    role: str = ""
    side: str = ""
    standing: str = ""


@dataclass
class Node:
    """One territory in its tree, with who works it on the day that was asked for."""

    territory: Any
    depth: int
    workers: list = field(default_factory=list)


def people(by, wish: Wish):
    """People that fit the filters."""
    found = Person.objects.visible_to(by).select_related("manager")
    if wish.role:
        found = found.filter(role=wish.role)
    if wish.side:
        found = found.filter(side=wish.side)
    if wish.standing:
        found = found.filter(is_active=wish.standing == "active")
    for word in wish.words.split()[:5]:
        found = found.filter(
            Q(full_name__icontains=word)
            | Q(username__icontains=word)
            | Q(email__icontains=word)
            | Q(team__icontains=word)
        )
    return found.order_by(*ORDER)


def person_of(by, pk) -> Person:
    """One person. Raises ``Http404``."""
    found = Person.objects.visible_to(by).select_related("manager").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def managers_for(by, role: str, *, but=None):
    """Active people to whom somebody of this role may report: of the same side, and never the person."""
    roles = [one.value for one in LED_BY[Role(role)]]
    found = Person.objects.visible_to(by).filter(is_active=True, role__in=roles)
    return found.exclude(pk=but.pk) if but else found


def reports_of(by, person):
    """Who reports to somebody."""
    return Person.objects.visible_to(by).filter(manager=person).order_by(*ORDER)


def territory_of(by, side: Side, pk):
    """One territory of a side's tree. Raises ``Http404``."""
    found = TERRITORIES[side].objects.visible_to(by).select_related("parent").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def alignment_of(by, person, pk):
    """One alignment of a person. Raises ``Http404``, also where the person works no territories at all."""
    for alignment in alignments_of_person(by, person):
        if str(alignment.pk) == str(pk):
            return alignment
    raise Http404


def alignments_of_person(by, person) -> list:
    """Everything the person works, worked or is going to work, the latest first."""
    if Side(person.side) not in ALIGNMENTS:
        return []
    found = ALIGNMENTS[Side(person.side)].objects.visible_to(by).filter(person=person)
    return list(found.select_related("territory").order_by("-during", "pk"))


def alignments_in(by, side: Side, territory) -> list:
    """Everybody who works, worked or is going to work a territory, the latest first."""
    found = ALIGNMENTS[side].objects.visible_to(by).filter(territory=territory)
    return list(found.select_related("person").order_by("-during", "pk"))


def tree(by, side: Side, on: date) -> list[Node]:
    """A side's territories, each below its parent, with who worked it on a day."""
    working: dict = {}
    held = ALIGNMENTS[side].objects.visible_to(by).filter(during__contains=on).select_related("person")
    for one in held.order_by("person__full_name", "pk"):
        working.setdefault(one.territory_id, []).append(one.person)
    below: dict = {}
    for territory in TERRITORIES[side].objects.visible_to(by).order_by("name", "pk"):
        below.setdefault(territory.parent_id, []).append(territory)
    return _walk(below, working, None, 0)


def _walk(below: dict, working: dict, parent, depth: int) -> list[Node]:
    out = []
    for territory in below.get(parent, []):
        out.append(Node(territory, depth, working.get(territory.pk, [])))
        out += _walk(below, working, territory.pk, depth + 1)
    return out


def changes(by, *, waiting: bool):
    """Changes of accounts that wait for a second person, or that were decided."""
    found = AccountChange.objects.visible_to(by)
    return found.filter(decision="waits") if waiting else found.exclude(decision="waits")


def change_of(by, pk) -> AccountChange:
    """One change. Raises ``Http404``."""
    try:
        return AccountChange.objects.visible_to(by).get(pk=pk)
    except (AccountChange.DoesNotExist, ValidationError):
        raise Http404 from None


def addresses_of(by, ids) -> dict:
    """Id -> e-mail address, for the same readers: where the first link of an account will be mailed."""
    model = Person if Side(by.side) == Side.PLATFORM else AnyColleague
    return dict(model._default_manager.filter(pk__in=list(ids)).values_list("pk", "email"))


def names_of(by, ids) -> dict:
    """Id -> name, for whoever may read the directory of everybody: platform in its table, oversight in its view."""
    model = Person if Side(by.side) == Side.PLATFORM else AnyColleague
    return dict(
        model._default_manager.filter(pk__in=[one for one in ids if one]).values_list("pk", "full_name")
    )
