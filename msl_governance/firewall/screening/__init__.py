"""Words that must not cross: rules as data, an engine without backtracking, helpers for pages and ledgers.

`screen(text, place)` finds them, `segments` draws them, `explain` tells the writer what to do, `removals`
says what to take out so that no torn sentence is left, `as_refusal` is what the ledger keeps. `seen` leaves out
what nobody would see.
"""

from .engine import rules_for, screen
from .findings import (
    KINDS,
    PLACES,
    Finding,
    Kind,
    Place,
    Segment,
    Severity,
    as_refusal,
    is_stopped,
    segments,
    worst,
)
from .folding import seen
from .removal import removals
from .rules import RULE_BY_ID, RULES, SCREENING_VERSION


def explain(finding: Finding) -> str:
    """The sentence that tells the writer what to do about `finding`, in the language now active."""
    return str(RULE_BY_ID[finding.rule].explanation)


__all__ = [
    "KINDS", "PLACES", "RULES", "SCREENING_VERSION",
    "Finding", "Kind", "Place", "Segment", "Severity",
    "as_refusal", "explain", "is_stopped", "removals", "rules_for", "screen", "seen", "segments", "worst",
]  # fmt: skip
