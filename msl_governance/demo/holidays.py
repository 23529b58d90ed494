"""Federal holidays of the United States by rule (5 U.S.C. 6103), on the day on which they are observed."""

from __future__ import annotations

from calendar import MONDAY, THURSDAY, monthrange
from datetime import date, timedelta

FIXED = (
    (1, 1, "New Year’s Day"),
    (6, 19, "Juneteenth National Independence Day"),
    (7, 4, "Independence Day"),
    (11, 11, "Veterans Day"),
    (12, 25, "Christmas Day"),
)
# Month, weekday, which one of the month (-1 for the last), name.
MOVING = (
    (1, MONDAY, 3, "Birthday of Martin Luther King, Jr."),
    (2, MONDAY, 3, "Washington’s Birthday"),
    (5, MONDAY, -1, "Memorial Day"),
    (9, MONDAY, 1, "Labor Day"),
    (10, MONDAY, 2, "Columbus Day"),
    (11, THURSDAY, 4, "Thanksgiving Day"),
)


def federal_holidays(year: int) -> dict[date, str]:
    """Observed day to name. A Saturday's is observed on Friday, a Sunday's on Monday (Executive Order 11582)."""
    found = {_observed(date(year, month, day)): name for month, day, name in FIXED}
    found |= {_nth(year, month, weekday, which): name for month, weekday, which, name in MOVING}
    return dict(sorted(found.items()))


def _observed(day: date) -> date:
    return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)
