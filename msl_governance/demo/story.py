"""The whole story: people, directory, a year of work. Told through the services of the screens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from handoffs.commercial import tasks as commercial_tasks
from handoffs.medical import tasks as medical_tasks
from handoffs.medical.answering.services import align
from handoffs.protocol import QuestionKind
from msl_governance.firewall import refusals
from msl_governance.firewall.database import acting_as
from msl_governance.notifications.services import mark_all_read
from msl_governance.people.models import MedicalColleague
from msl_governance.people.selectors import medical_territory_of

from .account_list import listed, tell_lists
from .care import cared, tell_duplicates
from .cast import Cast
from .clock import Clock, Tale, chance, perform
from .directory import tell_directory
from .exchanges import exchange, kept_draft
from .fates import fates
from .handoffs import hand_off
from .holidays import federal_holidays
from .numbers import tell_numbers
from .people import tell_last, tell_people
from .science import library, objective, standing_requests
from .settle import settle
from .visits import accompanied, visits

BUSINESS_DAYS = 240


@dataclass(frozen=True)
class Size:
    """How much is told."""

    doctors: int
    exchanges: int
    closed: int


SIZES = {"small": Size(60, 150, 20), "large": Size(2_000, 10_000, 400)}


def tell(size: Size) -> int:
    """Tell the story into an empty database; how many moments it has."""
    clock = Clock()
    years = tuple(range(clock.today.year - 1, clock.today.year + 2))
    clock.holidays = {day for year in years for day in federal_holidays(year)}
    with clock.running():
        clock.travel(clock.today - timedelta(days=400))
        people = tell_people()
        tell_directory(chance("directory"), doctors=size.doctors, years=years)
        tell_lists()
        cast = Cast(clock, people).gather()
        tell_duplicates(cast)
        _align(cast)
        tell_numbers(cast, chance("numbers"))
        count = perform(clock, _tales(cast, size))
    settle(clock.told)
    # Only now do the clocks stand where they were told to; before, everything had arrived this minute.
    medical_tasks.remind()
    commercial_tasks.remind()
    tell_last()
    return count


def _align(cast: Cast) -> None:
    """Medical's own alignment: each MSL answers all kinds but health economics, which wait in the queue."""
    kinds = [kind for kind in QuestionKind.values if kind != QuestionKind.HEOR]
    director = cast.people["msl_director1"]
    with acting_as(director):
        for where in cast.doctors:
            _rep, msl = cast.team(where)
            territory = medical_territory_of(cast.doctors[where][0].region)
            if territory:
                colleague = MedicalColleague.objects.get(pk=msl.pk)
                align(by=director, msl=colleague, territory=territory, kinds=kinds)


def _tales(cast: Cast, size: Size) -> Iterator[Tale]:
    for number, fate in enumerate(fates(chance("fates"), closed=size.closed)):
        yield hand_off(cast, chance(f"hand-off {number}"), fate)
    for number in range(size.exchanges):
        where = ("north", "south")[number % 2]
        days = 1 + number * BUSINESS_DAYS // size.exchanges
        yield exchange(cast, chance(f"exchange {number}"), where, days)
    for where in cast.doctors:
        yield kept_draft(cast, chance(f"draft {where}"), where)
        yield listed(cast, where)
        yield standing_requests(cast, where)
        yield visits(cast, where)
        yield accompanied(cast, where)
        yield from (objective(cast, where, number) for number in range(8))
    yield library(cast)
    yield cared(cast)
    yield _attempts(cast)
    yield _housekeeping(cast)
    yield _reading(cast)


def _attempts(cast: Cast) -> Iterator[datetime]:
    """Addresses that somebody typed who has no business there, as the wall notes them."""
    rng = chance("attempts")
    for days, username, view in (
        (100, "rep2", "handoffs_medical:list"),
        (31, "rep1", "accounts_medical:reports"),
        (6, "sales_director1", "handoffs_medical:interests"),
        (3, "msl2", "handoffs_commercial:list"),
    ):
        yield cast.clock.back(days, rng)
        person = cast.people[username]
        with refusals.collecting(person_id=str(person.pk), side=person.side):
            refusals.note("wall", view)


def _housekeeping(cast: Cast) -> Iterator[datetime]:
    """What the workers do by the clock, each month through the year."""
    for weeks in range(52, -1, -4):
        yield cast.clock.today - timedelta(weeks=weeks)
        medical_tasks.expire_interests()
        commercial_tasks.notice_standings()
        commercial_tasks.expire_interests()


def _reading(cast: Cast) -> Iterator[datetime]:
    """Notices older than three days have been read."""
    yield cast.clock.today - timedelta(days=3)
    for person in cast.people.values():
        with acting_as(person):
            mark_all_read(by=person)
