"""Clocks of the hand-off in business days. Pure: no record is read here, only what is passed in.

A clock runs through business days alone and stands still on Saturdays, Sundays and holidays. The lengths are
settings (``THRESHOLD``), the adverse event's 24 hours run through every day (ICH E2D: from first awareness).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.shared.safety import REPORT_WITHIN

NEAR = timedelta(hours=4)
_LONGEST_PAUSE = 366


class Clock(Enum):
    """A clock of the hand-off; the value is the name of the setting with its length in business days."""

    ACKNOWLEDGE = "acknowledge_business_days"
    FIRST_CONTACT = "first_contact_business_days"
    CLOSE = "close_business_days"

    @property
    def days(self) -> int:
        """Length in business days."""
        return settings.THRESHOLD[self.value]


class Light(Enum):
    """How a clock stands."""

    ON_TIME = "on_time"
    NEAR = "near"
    OVERDUE = "overdue"


def is_business_day(day: date, holidays: Collection[date]) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < 5 and day not in holidays


def add_business_days(start: datetime, days: int, holidays: Collection[date], tz: ZoneInfo) -> datetime:
    """The moment ``days`` business days after ``start``, at the same time of day in ``tz``; answered in UTC.

    Friday 15:00 and one day is Monday 15:00. What starts on a day off starts at the first moment of the next
    business day, so that no start is due earlier than a later one: Saturday and one day is the end of Monday
    (Tuesday 00:00, and where Tuesday is off too, the first moment after it). ``start`` must be aware.
    Raises ``ValueError`` for a naive start, for negative days, or where a whole year is off.
    """
    if start.tzinfo is None or days < 0:
        raise ValueError("A clock needs an aware start and no negative days.")
    local = start.astimezone(tz)
    if not is_business_day(local.date(), holidays):
        local = datetime.combine(_next_business_day(local.date(), holidays), time.min, tz)
    day = local.date()
    for _step in range(days):
        day = _next_business_day(day, holidays)
    # Through UTC: a time of day that the change to summer time skips becomes the moment after it.
    return datetime.combine(day, local.timetz()).astimezone(UTC)


def due(clock: Clock, start: datetime, *, holidays: Collection[date], tz: ZoneInfo) -> datetime:
    """When ``clock``, started at ``start``, runs out (UTC)."""
    return add_business_days(start, clock.days, holidays, tz)


def adverse_event_due(aware_at: datetime) -> datetime:
    """Until when an adverse event must have reached drug safety: hours from awareness, days off included."""
    return aware_at + REPORT_WITHIN


def light(due_at: datetime, now: datetime, *, near: timedelta = NEAR) -> Light:
    """How a clock that runs out at ``due_at`` stands ``now``; both aware."""
    if now >= due_at:
        return Light.OVERDUE
    return Light.NEAR if due_at - now <= near else Light.ON_TIME


def _next_business_day(day: date, holidays: Collection[date]) -> date:
    for ahead in range(1, _LONGEST_PAUSE):
        following = day + timedelta(days=ahead)
        if is_business_day(following, holidays):
            return following
    raise ValueError("There is no business day within a year. Check the list of holidays.")
