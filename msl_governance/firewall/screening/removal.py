"""What “Remove” takes out of a text: the held phrase, and what of its clause or sentence would be left without a meaning.

A rest that holds no medicine and asks nothing is no sentence worth keeping: "If the answer is yes," without what
followed it. What holds either stays, for it may be the doctor's question.
"""

import re
from collections.abc import Sequence

from .findings import Finding
from .folding import fold
from .lexicon import read
from .patterns import Sheet
from .tokens import Token, tokenise

_ASKS = "asking scholar question"
_KEPT = f"{_ASKS} science term learned innocent"
_JOINS = frozenset(["and", "but", "so", "then", "plus"])
_SEPARATORS = " \t\n,;:–—-"
_CLOSES = re.compile(r"\s*(?:$|[,;:.?!…)])")


def removals(text: str, findings: Sequence[Finding]) -> list[str]:
    """For each of `findings` the piece of `text` to take out: the phrase itself, or as much more as falls with it."""
    if not findings:
        return []
    folded = fold(text)
    words = tokenise(folded)
    sheet = read(words, folded)
    places = [folded.span(word.start, word.end) for word in words]
    return [_removal(text, finding, sheet, words, places) for finding in findings]


def _removal(
    text: str, finding: Finding, sheet: Sheet, words: list[Token], places: list[tuple[int, int]]
) -> str:
    inside = [i for i, (start, end) in enumerate(places) if start < finding.end and finding.start < end]
    if not inside:
        return finding.text
    first, last = _widened(sheet, inside[0], inside[-1], len(words))
    opens = words[first].first
    if opens and last + 1 < len(words) and words[last + 1].word in _JOINS and not words[last + 1].first:
        last += 1
    start, end = min(finding.start, places[first][0]), max(finding.end, places[last][1])
    if text[:start].endswith("(") and text[end:].startswith(")"):
        start, end = start - 1, end + 1
    return text[start if opens else _tidied(text, start, end) : end]


def _widened(sheet: Sheet, first: int, last: int, count: int) -> tuple[int, int]:
    """The words that go: those from `first` to `last`, with their clause and their sentence if the rest says nothing.

    A clause that lost its head ("stress superiority | over warfarin") is torn even where medicine is left of it.
    """
    asks, kept = sheet.union(_ASKS), sheet.union(_KEPT)
    for starts, left in ((sheet.openings | sheet.clauses, asks), (sheet.openings, kept)):
        begin = (starts & ((1 << (first + 1)) - 1)).bit_length() - 1
        after = starts >> (last + 1)
        stop = last + (after & -after).bit_length() - 1 if after else count - 1
        head, tail = (1 << first) - (1 << begin), (1 << (stop + 1)) - (1 << (last + 1))
        if not kept & head and not left & tail:
            first, last = begin, stop
    return first, last


def _tidied(text: str, start: int, end: int) -> int:
    """Where to begin, so that no comma is left before nothing, before a full stop or before another comma."""
    before = text[:start].rstrip(_SEPARATORS)
    return len(before) if _CLOSES.match(text, end) and len(before) < len(text[:start].rstrip()) else start
