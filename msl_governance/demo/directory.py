"""The directory of the story: doctors, places, topics and holidays, written by the steward alone."""

from __future__ import annotations

from random import Random
from uuid import uuid4

from django.db import connection, transaction

from accounts.shared.models import Affiliation, Hcp, Holiday, Organisation, ScientificTopic
from accounts.shared.npi import has_true_check_digit
from accounts.shared.specialties import specialty_of
from msl_governance.firewall.database import as_login

from . import words
from .holidays import federal_holidays
from .people import NORTH, REASON

# Numbers that begin with 2 are allowed by the format (45 CFR 162.406) and none has been given to anybody.
FIRST_NPI = 290_000_000
SEATED = 40  # of the first so many doctors, those whose place has a committee sit on it


def npi_of(number: int) -> str:
    """The ``number``-th NPI of the story, with its true check digit."""
    return next(npi for digit in range(10) if has_true_check_digit(npi := f"{FIRST_NPI + number}{digit}"))


def tell_directory(rng: Random, *, doctors: int, years: tuple[int, ...]) -> None:
    """``doctors`` HCPs at eight places, the scientific topics, and the holidays of ``years``."""
    with as_login("steward"), transaction.atomic():
        connection.introduce("", str(uuid4()), REASON)  # type: ignore[attr-defined]
        ScientificTopic.objects.bulk_create(
            ScientificTopic(name=name, disease_area=area) for name, area in words.TOPICS
        )
        Holiday.objects.bulk_create(
            Holiday(date=day, name=name) for year in years for day, name in federal_holidays(year).items()
        )
        places = [
            Organisation(name=name, kind=kind, city=city, region=region, npi=npi_of(900_000 + number))
            for number, (name, kind, city, region) in enumerate(words.ORGANISATIONS)
        ]
        committee = next(one for one in places if one.is_committee)
        committee.parent = next(one for one in places if one.city == committee.city and one != committee)
        Organisation.objects.bulk_create(places)
        people = [_doctor(number, places[number % len(places)], rng) for number in range(doctors)]
        Hcp.objects.bulk_create(people, batch_size=500)
        Affiliation.objects.bulk_create(_affiliations(people, places, rng), batch_size=500)


def _doctor(number: int, place: Organisation, rng: Random) -> Hcp:
    first, last = _name(number, rng)
    code = words.SPECIALTY_CODES[number % len(words.SPECIALTY_CODES)]
    domain = place.name.split()[0].lower()
    return Hcp(
        npi=npi_of(number),
        first_name=first,
        last_name=last,
        credentials=rng.choice(("MD", "MD", "DO", "MD, PhD")),
        specialty_code=code,
        specialty=specialty_of(code),
        city=place.city,
        region=place.region,
        phone=f"+1 555 01{number % 100:02}",
        email=f"{first[0].lower()}.{last.lower()}{number if number >= 60 else ''}@{domain}.example",
    )


def _name(number: int, rng: Random) -> tuple[str, str]:
    """Sixty different last names; in the large story they come again with other first names."""
    if number == 0:
        return "Elena", "Marchetti"
    if number == 1:
        return "Samuel", "Adeyemi"
    return words.FIRST_NAMES[(number * 7 + rng.randint(0, 2)) % len(words.FIRST_NAMES)], words.LAST_NAMES[
        (number - 1) % len(words.LAST_NAMES)
    ]


def _affiliations(people: list[Hcp], places: list[Organisation], rng: Random):
    for number, hcp in enumerate(people):
        home = places[number % len(places)]
        yield Affiliation(hcp=hcp, organisation=home.parent or home, role="Attending physician")
        if home.is_committee and number < SEATED:
            seat = "chair" if number < len(places) else "member"
            yield Affiliation(hcp=hcp, organisation=home, seat=seat, is_primary=False)
        if rng.random() < 0.15:
            near = [
                one
                for one in places
                if one not in (home, home.parent)
                and not one.is_committee
                and (one.region in NORTH) == (home.region in NORTH)
            ]
            yield Affiliation(hcp=hcp, organisation=rng.choice(near), role="Consultant", is_primary=False)
