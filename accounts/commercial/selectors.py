"""Reads of commercial's own view of an account. Medical never gets any of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from .models import Prescribing, RepObjective

MONTHS = 6
WIDTH, HEIGHT = 80, 60  # units of the drawing: a month's column, the tallest bar


@dataclass(frozen=True)
class Month:
    """Prescriptions of one month; ``scripts`` is None where none are known or the count is suppressed."""

    start: date
    scripts: int | None
    is_running: bool = False


@dataclass(frozen=True)
class Bar:
    """A month as drawn: numbers in units of the drawing."""

    month: Month
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        """Where the words stand."""
        return self.x + 30


def prescribing_by_month(person, hcp_id: UUID, *, today: date | None = None) -> list[Month]:
    """The last six months of an HCP in one's territories, oldest first, all products together."""
    running = (today or timezone.localdate()).replace(day=1)
    starts = [_months_before(running, back) for back in reversed(range(MONTHS))]
    rows = Prescribing.objects.visible_to(person).filter(hcp_id=hcp_id, month__gte=starts[0])
    sums = dict(rows.order_by().values_list("month").annotate(Sum("scripts")))
    known: dict[date, int] = {}
    for month, scripts in sums.items():
        if scripts is not None:
            start = month.replace(day=1)
            known[start] = known.get(start, 0) + scripts
    return [Month(start, known.get(start), start == running) for start in starts]


def bars(months: list[Month]) -> list[Bar]:
    """The drawing of months, in a box of 480 by 72; empty where no count is known at all."""
    most = max((month.scripts or 0 for month in months), default=0)
    if not any(month.scripts is not None for month in months):
        return []
    drawn = []
    for index, month in enumerate(months):
        height = round(HEIGHT * (month.scripts or 0) / most) if most else 0
        drawn.append(Bar(month, 8 + WIDTH * index, 72 - height, height))
    return drawn


def open_objectives(person, hcp_id: UUID) -> list[RepObjective]:
    """Open detailing aims with an HCP in one's territories, the soonest end first."""
    found = RepObjective.objects.visible_to(person).filter(hcp_id=hcp_id, state=RepObjective.State.OPEN)
    return list(found.select_related("author")[:5])


def _months_before(start: date, back: int) -> date:
    months = start.year * 12 + start.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)
