"""Reads of prescribing, each within one's territories. Medical never gets any of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from accounts.shared.models import Product
from accounts.shared.selectors import same_as

from .models import Decile, Prescribing, Span
from .rules import months_before

MONTHS = 6
PRODUCTS = 12  # in the table below the picture
WIDTH, HEIGHT = 80, 60  # units of the drawing: a month's column, the tallest bar


@dataclass(frozen=True)
class Month:
    """Prescriptions of one month or year; None where none are known or the count is suppressed."""

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


@dataclass(frozen=True)
class Line:
    """One product in the table: prescriptions in the months or years drawn, and the decile where there is one."""

    product: str
    scripts: int | None
    decile: Decile | None


@dataclass(frozen=True)
class Picture:
    """What an account's page shows of prescribing."""

    bars: list[Bar] = field(default_factory=list)
    by_year: bool = False
    lines: list[Line] = field(default_factory=list)
    more: int = 0


def picture_of(person, hcp_id: UUID, *, today: date | None = None) -> Picture:
    """By month where any count of the last six months is known, else by year; with a line for each product."""
    months = prescribing_by_month(person, hcp_id, today=today)
    has_month = any(month.scripts is not None for month in months)
    years = [] if has_month else prescribing_by_year(person, hcp_id)
    shown, by_year = years or months, bool(years)
    lines = _lines(person, hcp_id, Span.YEAR if by_year else Span.MONTH, since=shown[0].start)
    return Picture(bars(shown), by_year, lines[:PRODUCTS], max(0, len(lines) - PRODUCTS))


def prescribing_by_month(person, hcp_id: UUID, *, today: date | None = None) -> list[Month]:
    """The last six months of an HCP in one's territories, oldest first, all products together."""
    running = (today or timezone.localdate()).replace(day=1)
    starts = [months_before(running, back) for back in reversed(range(MONTHS))]
    rows = _counts(person, hcp_id, Span.MONTH).filter(month__gte=starts[0])
    sums = dict(rows.order_by().values_list("month").annotate(Sum("scripts")))
    known: dict[date, int] = {}
    for month, scripts in sums.items():
        if scripts is not None:
            start = month.replace(day=1)
            known[start] = known.get(start, 0) + scripts
    return [Month(start, known.get(start), start == running) for start in starts]


def prescribing_by_year(person, hcp_id: UUID) -> list[Month]:
    """The latest years of which anything is on record, oldest first, all products together."""
    rows = _counts(person, hcp_id, Span.YEAR).order_by("-month").values_list("month")
    return [Month(*found) for found in reversed(rows.annotate(Sum("scripts"))[:MONTHS])]


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


def deciles_of(person, hcp_id: UUID) -> dict[str, Decile]:
    """Decile of an HCP by product."""
    # Until the deciles are worked out anew, a duplicate has its own still; that of the account itself stands.
    found = Decile.objects.visible_to(person).filter(hcp__in=same_as(hcp_id))
    return {one.product: one for one in sorted(found, key=lambda one: one.hcp_id == hcp_id)}


def _lines(person, hcp_id: UUID, span: Span, since: date) -> list[Line]:
    """Our own products first, then the most prescribed; what is suppressed stands last."""
    rows = _counts(person, hcp_id, span).filter(month__gte=since).order_by()
    known, ours = deciles_of(person, hcp_id), set(Product.objects.values_list("name", flat=True))
    sums = rows.values_list("product").annotate(Sum("scripts"))
    lines = [Line(product, scripts, known.get(product)) for product, scripts in sums]
    return sorted(
        lines,
        key=lambda one: (one.product not in ours, one.scripts is None, -(one.scripts or 0), one.product),
    )


def _counts(person, hcp_id: UUID, span: Span):
    return Prescribing.objects.visible_to(person).filter(hcp__in=same_as(hcp_id), span=span)
