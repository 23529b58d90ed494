"""Screen a text: fold it, cut it into words, label them, lay the rules over them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from .asides import asides, sentence_of
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


def _silenced(rule: Rule, place: Place, sheet: Sheet, first: int, last: int) -> bool:
    silencers = rule.silenced_by(place)
    if not silencers:
        return False
    words = sentence_of(sheet, first, last)
    return bool(sheet.union(" ".join(silencers)) & words)


_PERSONS = "persons seller"
_MEDICINE = "science term innocent study"


def _is_impersonal_science(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a sentence asks about medicine and of nobody: there a word of trade is one of research."""
    words = sentence_of(sheet, first, last)
    asked = sheet.union("question") & _cover(first, last)
    return bool(asked and sheet.union(_MEDICINE) & words and not sheet.union(_PERSONS) & words)


def _vetoed(rule: Rule, place: Place, sheet: Sheet, first: int, last: int) -> bool:
    if _silenced(rule, place, sheet, first, last):
        return True
    if rule.spares_science and _is_impersonal_science(sheet, first, last):
        return True
    return bool(rule.unless) and bool(sheet.covered(rule.unless) & _cover(first, last))


def _spans(
    rule: Rule, place: Place, sheet: Sheet, words: list[Token], folded: Folded
) -> Iterator[tuple[int, int]]:
    for first, last in sheet.find(rule.patterns):
        if not _vetoed(rule, place, sheet, first, last):
            if rule.kind == "prescribing":
                # "40 scripts | a month": half a figure left standing still tells the figure.
                yield words[first].start, words[sheet.stretched(last, "@timespan")].end
            else:
                yield words[first].start, words[last].end
    for expression in rule.expressions:
        for match in expression.finditer(folded.text):
            yield match.span()


def _words_in(words: list[Token], start: int, end: int) -> int:
    """The words that a span of the folded text touches, as bits."""
    first = bisect_right(words, start, key=lambda word: word.end)
    last = bisect_left(words, end, key=lambda word: word.start)
    return (1 << last) - (1 << first) if last > first else 0


def _matched(
    place: Place, prose: bool, sheet: Sheet, words: list[Token], folded: Folded
) -> Iterator[tuple[Rule, int, int]]:
    """What the rules find, as (rule, start, end) of the text: patterns first, then the asides that are left."""
    rules = rules_for(place)
    found = 0
    for rule in rules:
        if not rule.unit:
            for start, end in _spans(rule, place, sheet, words, folded):
                found |= _words_in(words, start, end)
                yield rule, *folded.span(start, end)
            for expression in rule.raw:
                for match in expression.finditer(folded.original):
                    yield rule, *match.span()
    for rule in rules if prose else ():
        if rule.unit:
            taken = found
            for first, last in asides(rule, sheet, len(words), taken):
                found |= _cover(first, last)
                yield rule, *folded.span(words[first].start, words[last].end)


def screen(text: str, place: Place, *, prose: bool = True) -> list[Finding]:
    """What in `text` must not cross at `place`, in order of its place; spans are characters of `text`.

    What is no prose (the words of an address) is not held to the rules about sentences. Linear in the length of the
    text. ValueError if `place` is not one of `PLACES`.
    """
    rules_for(place)
    folded = fold(text)
    words = tokenise(folded)
    sheet = read(words, folded)
    found: list[Finding] = []
    for rule, start, end in _matched(place, prose, sheet, words, folded):
        found.append(Finding(rule.kind, rule.severity_at(place), start, end, text[start:end], rule.id))
    return merge(found, text)
