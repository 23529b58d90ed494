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


def sentence_of(sheet: Sheet, first: int, last: int) -> int:
    """The words of the sentence in which the words from `first` to `last` stand; of what follows it the rest as well."""
    start = (sheet.openings & _mask(0, first)).bit_length() - 1
    after = sheet.openings >> (last + 1)
    return -1 << start if not after else _mask(start, last + (after & -after).bit_length() - 1)


def is_aside(rule: Rule, sheet: Sheet, first: int, last: int) -> bool:
    """Whether the words from `first` to `last` are what `rule` speaks of."""
    words = _mask(first, last)
    if rule.told:
        words &= ~sheet.union("question")
    head = _mask(first, min(last, first + rule.within - 1))
    return (
        last - first + 1 >= rule.fewest
        and all(sheet.union(classes) & words for classes in rule.holds)
        and not sheet.union(rule.lacks) & words
        and (not rule.opens or sheet.union(rule.opens) & head != 0)
        and not sheet.union(rule.closed_to) >> first & 1
        and not sheet.union(rule.unless_earlier) & ((1 << first) - 1)
        and (not rule.beside or sheet.union(rule.beside) & sentence_of(sheet, first, last) != 0)
        and not (rule.unless and sheet.covered(rule.unless) & words)
    )


def asides(rule: Rule, sheet: Sheet, count: int, found: int) -> Iterator[tuple[int, int]]:
    """The units of `rule` in the text, but for those in which something was `found` already."""
    if not all(sheet.union(classes) for classes in (*rule.holds, *filter(None, (rule.opens, rule.beside)))):
        return
    starts = sheet.openings | {"sentence": 0, "clause": sheet.clauses, "part": sheet.parts}[rule.unit]
    for first, last in units_of(starts, count):
        if not _mask(first, last) & found and is_aside(rule, sheet, first, last):
            yield first, last
