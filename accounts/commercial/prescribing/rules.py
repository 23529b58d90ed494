"""How deciles are worked out, and which months count. Plain arithmetic; nothing here reads a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

Key = TypeVar("Key")
MONTHS = 12  # complete months that a decile looks back


def deciles(totals: Mapping[Key, int]) -> dict[Key, int]:
    """Decile of each: 10 for the tenth with the highest totals, 1 for the lowest tenth, 0 for a total of zero.

    Tenths of the number of prescribers, zeros left out of it. Equal totals stand in the same decile, the one
    that the last of them reaches, so that no order among equals is invented.
    """
    ordered = sorted(total for total in totals.values() if total > 0)
    return {
        key: -(-10 * bisect_right(ordered, total) // len(ordered)) if total > 0 else 0
        for key, total in totals.items()
    }


def months_before(start: date, back: int) -> date:
    """The first day of the month so many months before the one that begins on ``start``."""
    months = start.year * 12 + start.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)
