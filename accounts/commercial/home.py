"""The start page of whoever leads commercial: what the field did last, and what must be renewed soon."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from msl_governance.ui.manners import greeting, spelled

from .calls import selectors as calls
from .content import selectors as library

ROWS = 5
SOON = timedelta(days=90)  # a piece takes about a quarter of a year from draft to approval


def home(person) -> dict[str, Any]:
    """The latest detail calls of one's territories, and the pieces of the library that run out soon."""
    today = timezone.localdate()
    return {
        "greeting": greeting(person),
        "lead": spelled(today, "l j F"),
        "calls": calls.calls(person).order_by(*calls.ORDER)[:ROWS],
        "ending": library.ending(person, today, today + SOON)[:ROWS],
    }
