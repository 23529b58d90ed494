"""Screen a text: fold it, cut it into words, label them, lay the rules over them."""

from collections.abc import Iterator
from functools import cache

from .findings import PLACES, Finding, Place, merge
from .folding import Folded, fold
from .lexicon import read
from .patterns import Sheet
from .rulebook import Rule
from .rules import RULES
from .tokens import Token, tokenise


@cache
def rules_for(place: Place) -> tuple[Rule, ...]:
    """The rules that hold at `place`; ValueError for a place that is not one."""
    if place not in PLACES:
        raise ValueError(f"Not a place to screen: {place!r}")
    return tuple(rule for rule in RULES if place in rule.places)


def _cover(first: int, last: int) -> int:
    return (1 << (last + 1)) - (1 << first)


def _sentence(sheet: Sheet, first: int, last: int, count: int) -> int:
    """The words of the sentences from the one of `first` to the one of `last`."""
    start = (sheet.openings & ((1 << (first + 1)) - 1)).bit_length() - 1
    after = sheet.openings >> (last + 1)
    end = last + (after & -after).bit_length() - 1 if after else count - 1
    return _cover(start, end)


def _vetoed(rule: Rule, place: Place, sheet: Sheet, first: int, last: int, count: int) -> bool:
    silencers = rule.silenced_by(place)
    if silencers:
        words = _sentence(sheet, first, last, count)
        if any(sheet.anywhere(f"@{name}") & words for name in silencers):
            return True
    return bool(rule.unless) and bool(sheet.covered(rule.unless) & _cover(first, last))


def _spans(
    rule: Rule, place: Place, sheet: Sheet, words: list[Token], folded: Folded
) -> Iterator[tuple[int, int]]:
    for first, last in sheet.find(rule.patterns):
        if not _vetoed(rule, place, sheet, first, last, len(words)):
            if rule.kind == "prescribing":
                # "40 scripts | a month": half a figure left standing still tells the figure.
                yield words[first].start, words[sheet.stretched(last, "@timespan")].end
            else:
                yield words[first].start, words[last].end
    for expression in rule.expressions:
        for match in expression.finditer(folded.text):
            yield match.span()


def screen(text: str, place: Place) -> list[Finding]:
    """What in `text` must not cross at `place`, in order of its place; spans are characters of `text`.

    Linear in the length of the text. ValueError if `place` is not one of `PLACES`.
    """
    rules = rules_for(place)
    folded = fold(text)
    words = tokenise(folded)
    sheet = read(words, folded)
    found: list[Finding] = []
    for rule in rules:
        for span in _spans(rule, place, sheet, words, folded):
            start, end = folded.span(*span)
            found.append(Finding(rule.kind, rule.severity_at(place), start, end, text[start:end], rule.id))
    return merge(found, text)
