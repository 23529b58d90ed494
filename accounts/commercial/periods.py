"""Periods that lists are narrowed to and objectives are set for."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

PERIODS = [
    ("", _("Any time")),
    ("month", _("This month")),
    ("last_month", _("Last month")),
    ("quarter", _("This quarter")),
    ("last_quarter", _("Last quarter")),
    ("year", _("This year")),
]
SHORT = timedelta(days=14)


def span(period: str, today: date) -> tuple[date, date] | None:
    """First and last day of a period of ``PERIODS``; None for any time."""
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    first = quarter_of(today)[0]
    return {
        "month": (month, _end_of_month(today)),
        "last_month": (before.replace(day=1), before),
        "quarter": quarter_of(today),
        "last_quarter": quarter_of(first - timedelta(days=1)),
        "year": (date(today.year, 1, 1), date(today.year, 12, 31)),
    }.get(period)


def quarter_of(day: date) -> tuple[date, date]:
    """First and last day of the calendar quarter that holds a day."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first, _end_of_month(date(day.year, first.month + 2, 1))


def usual_end(today: date) -> date:
    """The end of this quarter, or of the next where this one is nearly over."""
    end = quarter_of(today)[1]
    return end if end - today > SHORT else quarter_of(end + timedelta(days=1))[1]


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
