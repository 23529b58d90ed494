"""Which hand-offs the story tells: every state of both sides at least once, most of them long closed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from . import words
from .handoffs import Fate

# Open ones stand where they stand today; some of their clocks have run out.
OPEN = (
    Fate("arrived", 0),
    Fate("seen", 0, adverse_event="open", kind="comparative_safety"),
    Fate("seen", 1, kind="investigational"),
    Fate("seen", 4, kind="dosing", where="south"),
    Fate("seen", 1, kind="interaction", where="south"),
    Fate("queued", 1, kind="heor"),
    Fate("queued", 2, kind="heor", where="south"),
    Fate("accepted", 2, kind="comparative_efficacy"),
    Fate("accepted", 6, kind="guideline"),
    Fate("accepted", 2, kind="other", where="south"),
    Fate("scheduled", 2, kind="special_population"),
    Fate("scheduled", 3, kind="investigational"),
    Fate("scheduled", 3, kind="dosing", where="south"),
    Fate("scheduled", 4, kind="mechanism", reassigned=True),
    Fate("followed_up", 5, kind="comparative_safety", interest="proposed", held_first=True),
    Fate("followed_up", 6, kind="investigational", interest="proposed", where="south"),
    Fate("followed_up", 7, kind="mechanism"),
    Fate("followed_up", 9, kind="interaction", where="south", interest="released"),
    Fate("draft", 1, kind="guideline"),
    Fate("held_draft", 1, kind="dosing"),
    Fate("draft", 2, kind="mechanism", where="south"),
)
ENDED = (
    Fate("withdrawn_by_rep", 15),
    Fate("withdrawn_by_rep", 70, where="south", kind="dosing"),
    Fate("withdrawn", 40, kind="special_population"),
    Fate("declined", 22, kind="other"),
    Fate("declined", 90, where="south", kind="guideline"),
    Fate("declined", 150, kind="heor"),
    Fate("referred", 12, kind="dosing"),
    Fate("referred", 55, where="south", kind="interaction"),
    Fate("referred", 120, kind="comparative_safety", reassigned=True),
    Fate("escalated", 28, kind="investigational", where="south"),
    Fate("closed", 18, kind="comparative_safety", adverse_event="forwarded"),
    Fate("closed", 80, where="south", kind="special_population", adverse_event="forwarded"),
    Fate("closed", 14, kind="mechanism", interest="released"),
    Fate("closed", 20, kind="comparative_safety", interest="released", held_first=True),
    Fate("closed", 30, where="south", kind="special_population", interest="released"),
    Fate("closed", 45, kind="investigational", interest="held_then_released"),
    Fate("closed", 25, where="south", kind="comparative_efficacy", interest="held"),
    Fate("closed", 110, kind="guideline", interest="released"),
    Fate("closed", 140, where="south", kind="mechanism", interest="released"),
    Fate("closed", 200, kind="other", interest="released"),
)


def fates(rng: Random, *, closed: int) -> Iterator[Fate]:
    """All of the above, and ``closed`` plain ones spread over the year."""
    yield from ENDED
    yield from OPEN
    for number in range(closed):
        yield Fate(
            "closed",
            days_ago=13 + number * 225 // max(closed, 1),
            where=rng.choice(("north", "south")),
            kind=rng.choice(list(words.QUESTIONS)),
            held_first=rng.random() < 0.15,
        )
