"""What a rule is, and how severe a kind of finding is at each place."""

import re
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

from .findings import PLACES, Kind, Place, Severity

# The medical side's own notes are not stopped for what a scientist may rightly have heard; they are flagged, so
# that it does not travel on in a theme or a brief. What crosses to the other side is always stopped.
_FLAGGED: dict[Place, tuple[Kind, ...]] = {
    "insight": ("prescribing", "target", "promotion", "direction", "intent", "adverse_event"),
    "agenda": ("adverse_event",),
    "programme": ("adverse_event", "direction"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to stop a text.

    `patterns` are rows of word classes (see patterns.py), `expressions` regular expressions on the folded text, `raw`
    ones on the text as typed. A hit is dropped where it overlaps a match of `unless`, or where its sentence holds a
    word of one of the classes in `unless_sentence`.

    A rule with a `unit` speaks of whole sentences, clauses or parts (asides.py): of those with at least `fewest` words,
    that hold a word of each of the groups of classes in `holds` and none of the classes in `lacks`, stand in a sentence
    with one of `beside`, have one of `opens` among their first `within` words and none of `closed_to` as the first, and
    stand in no text that spoke of `unless_earlier` before. Of a rule about what is `told`, the words that ask are no part.

    A rule that `spares_science` says nothing of a question about medicine in which no person or company occurs.

    `hits` and `passes` are examples that a test holds the rule to.
    """

    id: str
    kind: Kind
    explanation: Promise
    patterns: tuple[str, ...] = ()
    expressions: tuple[re.Pattern[str], ...] = ()
    raw: tuple[re.Pattern[str], ...] = ()
    unless: tuple[str, ...] = ()
    unless_sentence: tuple[str, ...] = ()
    unit: Literal["", "sentence", "clause", "part"] = ""
    holds: tuple[str, ...] = ()
    lacks: str = ""
    beside: str = ""
    opens: str = ""
    closed_to: str = ""
    within: int = 3
    fewest: int = 1
    unless_earlier: str = ""
    told: bool = False
    spares_science: bool = False
    places: tuple[Place, ...] = PLACES
    severity: Severity = "stop"
    hits: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()

    def silenced_by(self, place: Place) -> tuple[str, ...]:
        """Classes of words that make a sentence harmless: an escalated dispute may name what it is about."""
        if place == "agenda" and self.kind not in ("adverse_event", "personal_data"):
            return (*self.unless_sentence, "dispute")
        return self.unless_sentence

    def severity_at(self, place: Place) -> Severity:
        """`stop` or `flag` for a finding of this rule at `place`."""
        return "flag" if self.kind in _FLAGGED.get(place, ()) else self.severity
