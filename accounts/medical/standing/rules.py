"""How long a standing request holds, and what it makes legitimate."""

from __future__ import annotations

from datetime import date


def year_after(day: date) -> date:
    """The same day twelve months later; the last of February after a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
