"""Telling a year in seconds: what the services take for now is the story's moment.

Columns that the database's own clock fills hold the real moment of telling. Each told moment is kept with the
real one at which its telling began, so that ``settle`` can move those columns to where they belong.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from django.db import connection
from django.utils import timezone

from handoffs.clocks import add_business_days, is_business_day
from msl_governance.firewall.database import as_login

Tale = Iterator[datetime]


class Clock:
    """The story's clock. ``today`` is the real moment at which the telling began; nothing is told after it."""

    def __init__(self, holidays: Collection[date] = ()):
        self.today = self.now = datetime.now(UTC)
        self.zone = timezone.get_default_timezone()
        self.holidays = holidays
        self.told: list[tuple[datetime, datetime]] = []

    @property
    def day(self) -> date:
        """The day of the story's now where the company is: in the evening UTC is a day ahead of it."""
        return self.now.astimezone(self.zone).date()

    @property
    def last_day(self) -> date:
        """The same of ``today``."""
        return self.today.astimezone(self.zone).date()

    @contextmanager
    def running(self):
        """Let ``timezone.now`` answer with the story's moment for the length of the block."""
        real, timezone.now = timezone.now, lambda: self.now
        try:
            yield self
        finally:
            timezone.now = real

    def travel(self, moment: datetime) -> None:
        """Go to a moment; what is written from here on belongs to it. Raises for one that lies ahead."""
        if moment > self.today:
            raise ValueError("The story tells what has been, not what will be.")
        with as_login("core"), connection.cursor() as cursor:
            cursor.execute("select clock_timestamp()")
            self.told.append((cursor.fetchone()[0], moment))
        self.now = moment

    def back(self, days: int, rng: Random) -> datetime:
        """A moment in working hours, ``days`` business days ago (at least one)."""
        day = self.last_day
        for _step in range(max(days, 1)):
            day -= timedelta(days=1)
            while not is_business_day(day, self.holidays):
                day -= timedelta(days=1)
        return datetime.combine(day, _working_time(rng), self.zone).astimezone(UTC)

    def soon(self, **after: int) -> datetime:
        """A little later than the story's now, never ahead of today; ``after`` as ``timedelta`` takes it."""
        return min(self.now + timedelta(**after), self.today)

    def ahead(self, days: int, rng: Random) -> datetime:
        """A moment in working hours, ``days`` business days after the story's now; it may lie ahead of today."""
        found = add_business_days(self.now, max(days, 1), self.holidays, self.zone).astimezone(self.zone)
        return datetime.combine(found.date(), _working_time(rng), self.zone).astimezone(UTC)

    def later(self, days: int, rng: Random) -> datetime:
        """The same, but never ahead of today and at least minutes after the story's now."""
        return min(max(self.ahead(days, rng), self.now + timedelta(minutes=5)), self.today)


def chance(what: str) -> Random:
    """A generator of its own for each tale, so that one more tale changes no other."""
    return Random(f"threshold {what}")  # noqa: S311


def perform(clock: Clock, tales: Iterable[Tale]) -> int:
    """Tell all tales in the order of time, however they interleave; how many moments were told.

    A tale is a generator that yields the moment of what it does next.
    """
    waiting = [(next(tale), number, tale) for number, tale in enumerate(tales)]
    heapq.heapify(waiting)
    count = 0
    while waiting:
        moment, number, tale = heapq.heappop(waiting)
        clock.travel(moment)
        count += 1
        following = next(tale, None)
        if following is not None:
            heapq.heappush(waiting, (following, number, tale))
    return count


def _working_time(rng: Random) -> time:
    return time(rng.randint(8, 16), rng.choice(range(0, 60, 5)))
