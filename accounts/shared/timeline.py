"""What happened with an account, month by month. Each side has sources of its own, and none sees the other's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STEP = 12  # months shown at first, and more at a time
MOST_MONTHS = 120
MOST_OF_A_KIND = 300
AHEAD = timedelta(days=400)  # what is planned stands on top


@dataclass(frozen=True)
class Span:
    """From when to when somebody looks, and how many of each kind at most. ``until`` is not within it."""

    since: datetime
    until: datetime
    limit: int = MOST_OF_A_KIND

    def latest(self, found: Any, column: str) -> list:
        """Rows whose moment or day lies within the span, the latest first."""
        days = found.model._meta.get_field(column).get_internal_type() == "DateField"
        ends = [timezone.localtime(at).date() if days else at for at in (self.since, self.until)]
        within = found.filter(**{f"{column}__gte": ends[0], f"{column}__lt": ends[1]})
        return list(within.order_by(f"-{column}", "pk")[: self.limit])


@dataclass(frozen=True)
class Happening:
    """One line. ``kind`` says what it is; ``is_open`` that it is not settled; a day stands for its first moment."""

    at: datetime
    icon: str
    kind: StrOrPromise
    title: StrOrPromise
    text: StrOrPromise = ""
    url: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Timeline:
    """Happenings by month, the latest first. ``more`` is how many months to ask for next, 0 where nothing is older.

    ``is_cut`` says that there were more of a kind than are shown.
    """

    months: list[tuple[date, list[Happening]]] = field(default_factory=list)
    more: int = 0
    is_cut: bool = False


Source = Callable[[Any, Any, Span], Iterable[Happening]]


def told(sources: Iterable[Source], person, hcp, months: int) -> Timeline:
    """What a side's sources tell of an HCP, over the last so many months."""
    now = timezone.localtime()
    since = first_moment(months_before(now.date(), months - 1))
    span = Span(since, now + AHEAD)
    kinds = [list(source(person, hcp, span)) for source in sources]
    found = sorted((one for kind in kinds for one in kind), key=lambda one: one.at, reverse=True)
    by_month = groupby(found, key=lambda one: timezone.localtime(one.at).date().replace(day=1))
    older = Span(first_moment(months_before(now.date(), MOST_MONTHS - 1)), since, 1)
    is_more = months < MOST_MONTHS and any(list(source(person, hcp, older)) for source in sources)
    return Timeline(
        [(month, list(rows)) for month, rows in by_month],
        months + STEP if is_more else 0,
        any(len(kind) >= MOST_OF_A_KIND for kind in kinds),
    )


def months_asked(word: str) -> int:
    """How many months an address asks for: whole steps, within bounds."""
    number = int(word) if word.isascii() and word.isdecimal() and len(word) < 5 else STEP
    return min(max(number // STEP, 1) * STEP, MOST_MONTHS)


def months_before(day: date, number: int) -> date:
    """The first day of the month so many months before a day's."""
    index = day.year * 12 + day.month - 1 - number
    return date(index // 12, index % 12 + 1, 1)


def first_moment(day: date) -> datetime:
    """When a day begins, in the person's time zone."""
    return timezone.make_aware(datetime.combine(day, time()))
