"""Find the sentences and clauses that a rule knows by what they hold and what they lack.

A pattern says what stands next to what; an aside is known the other way round: a sentence of a question that
speaks of a person and of nothing medical is out of place whatever its words.
"""

from collections.abc import Iterator

from .patterns import Sheet
from .rulebook import Rule


def units_of(starts: int, count: int) -> Iterator[tuple[int, int]]:
    """The stretches (first word, last word) that the bits of `starts` open, in order."""
    while starts:
        low = starts & -starts
        starts ^= low
        following = starts & -starts
        yield low.bit_length() - 1, (following.bit_length() - 2 if starts else count - 1)


def _mask(first: int, last: int) -> int:
    return (1 << (last + 1)) - (1 << first)


def _holds(sheet: Sheet, classes: str, words: int) -> bool:
    return any(sheet.anywhere(f"@{name}") & words for name in classes.split())


def sentence_of(sheet: Sheet, first: int, last: int) -> int:
    """The words of the sentence in which the words from `first` to `last` stand; of what follows it the rest as well."""
    start = (sheet.openings & _mask(0, first)).bit_length() - 1
    after = sheet.openings >> (last + 1)
    return -1 << start if not after else _mask(start, last + (after & -after).bit_length() - 1)


def is_aside(rule: Rule, sheet: Sheet, first: int, last: int) -> bool:
    """Whether the words from `first` to `last` are what `rule` speaks of."""
    if last - first + 1 < rule.fewest:
        return False
    words = _mask(first, last)
    if rule.opens and not _holds(sheet, rule.opens, _mask(first, min(last, first + rule.within - 1))):
        return False
    if rule.closed_to and _holds(sheet, rule.closed_to, _mask(first, first)):
        return False
    if rule.beside and not _holds(sheet, rule.beside, sentence_of(sheet, first, last)):
        return False
    if rule.lacks and _holds(sheet, rule.lacks, words):
        return False
    if rule.unless_earlier and first and _holds(sheet, rule.unless_earlier, _mask(0, first - 1)):
        return False
    return all(_holds(sheet, classes, words) for classes in rule.holds)


def asides(rule: Rule, sheet: Sheet, count: int, found: int) -> Iterator[tuple[int, int]]:
    """The units of `rule` in the text, but for those in which something was `found` already."""
    starts = sheet.openings | {"sentence": 0, "clause": sheet.clauses, "part": sheet.parts}[rule.unit]
    for first, last in units_of(starts, count):
        if not _mask(first, last) & found and is_aside(rule, sheet, first, last):
            yield first, last
