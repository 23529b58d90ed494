"""The shared account list of the story: both sides say their tiers, each through its own services."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from uuid import uuid4

from django.db import connection, transaction

from accounts.commercial.listing.services import set_importance
from accounts.medical.listing.services import add_account, set_influence
from accounts.shared.models import Area, Organisation, Product
from msl_governance.firewall.database import acting_as, as_login

from . import words
from .cast import Cast
from .clock import Tale, chance
from .people import NORTH, REASON, SOUTH

LISTED = 14  # doctors of each area


def tell_lists() -> None:
    """The products, and what both sides call north and south; by the steward."""
    with as_login("steward"), transaction.atomic():
        connection.introduce("", str(uuid4()), REASON)  # type: ignore[attr-defined]
        Product.objects.bulk_create(
            Product(name=name, substance=substance, disease_area=area)
            for name, substance, area in words.PRODUCTS
        )
        Area.objects.create(name="North", regions=NORTH)
        Area.objects.create(name="South", regions=SOUTH)


def listed(cast: Cast, where: str) -> Tale:
    """A planning day: medical puts accounts on the list, then each side says its word."""
    rng = chance(f"list {where}")
    rep, msl = cast.team(where)
    area, product = _area_and_product(where)
    yield cast.clock.today - timedelta(days=200)
    entries = []
    with acting_as(msl):
        for hcp in cast.doctors[where][:LISTED]:
            entries.append(add_account(by=msl, product=product, area=area, hcp=hcp))
        for place in Organisation.objects.filter(region__in=area.regions)[:2]:
            entries.append(add_account(by=msl, product=product, area=area, organisation=place))
        for entry in entries[:-1]:
            set_influence(by=msl, entry=entry, note=rng.choice(words.WHY_INFLUENCE), **_influence(entry, rng))
    yield from _importance(cast, rep, entries, rng)


def _importance(cast: Cast, rep, entries: list, rng: Random) -> Tale:
    yield cast.clock.today - timedelta(days=190)
    with acting_as(rep):
        for entry in entries[1:]:
            word = {"importance": rng.choice("ABC")}
            set_importance(by=rep, entry=entry, note=rng.choice(words.WHY_IMPORTANCE), **word)


def _influence(entry, rng: Random) -> dict:
    tier = rng.choice("12233")
    words_said: dict = {"influence": tier}
    if entry.hcp_id and tier == "1":
        words_said["is_kol"] = True
    if rng.random() < 0.6:
        words_said["barrier"] = rng.choice(("none", "scientific", "access"))
    return words_said


def _area_and_product(where: str) -> tuple[Area, Product]:
    with as_login("steward"), transaction.atomic():
        return Area.objects.get(name=where.title()), Product.objects.get(name=words.PRODUCTS[0][0])
