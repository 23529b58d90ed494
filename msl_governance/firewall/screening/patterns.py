r"""A small language for combinations of word classes, matched in linear time.

A pattern is a row of elements: a word (`scripts`), a class (`@rx`), alternatives (`(script|@rx)`), with
`?` behind an optional one and `^` before one that opens a sentence (`(@please|^) ..2 @visit`: behind a
please, or at most two words into a sentence). Between two elements up to n other
words may stand in the same sentence (`..n`) or across sentences (`...n`). What stands
before `=>` has to be there but is no part of the finding.

The words of a text are the bits of an integer; a class is the integer of the words in it. A step of a
pattern is then a few shifts, whatever stands in the text: no backtracking, so no text can make it slow.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from .words import expand

_ELEMENT = re.compile(r"(\.{2,3})(\d+)|(\^?)(\([^)]*\)|[@\w{|}]+)(\??)")
_SPACE_OUTSIDE_PARENTHESES = re.compile(r"\s+(?![^(]*\))")
_BAR_OUTSIDE_BRACES = re.compile(r"\|(?![^{]*\})")


@dataclass(frozen=True, slots=True)
class Step:
    """One element: the atoms that satisfy it, and how far behind the one before it it may stand."""

    atoms: tuple[str, ...]
    gap: int = 0
    crossing: bool = False
    opening: int | None = None  # at most so many words behind the start of a sentence
    optional: bool = False
    begins: bool = False  # the finding begins here; the steps before only have to be there


Pattern = tuple[Step, ...]


def _step(match: re.Match[str], gap: int, crossing: bool) -> Step:
    parts = _BAR_OUTSIDE_BRACES.split(match[4].strip("()"))
    atoms = tuple(word for part in parts for word in expand(part))
    return Step(atoms, gap, crossing, 0 if match[3] else None, bool(match[5]))


def _steps(source: str) -> list[Step]:
    steps: list[Step] = []
    gap, crossing, begins = 0, False, False
    for part in _SPACE_OUTSIDE_PARENTHESES.split(source.strip()):
        if part == "=>" and steps:
            begins = True
            continue
        match = _ELEMENT.fullmatch(part)
        if match is None:
            raise ValueError(f"Not an element of a pattern: {part!r} in {source!r}")
        if match[1]:
            gap, crossing = int(match[2]), match[1] == "..."
        else:
            steps.append(replace(_step(match, gap, crossing), begins=begins))
            gap, crossing, begins = 0, False, False
    if gap or begins or all(step.optional for step in steps):
        raise ValueError(f"Not a pattern: {source!r}")
    return steps


def compile_pattern(source: str) -> list[Pattern]:
    """The variants of `source` (one per choice of what may be left out). ValueError if it is no pattern."""
    first, *rest = _steps(source)
    heads: list[Pattern] = [(first,)]
    if "^" in first.atoms:
        heads = [(replace(first, atoms=tuple(atom for atom in first.atoms if atom != "^")),), ()]
        opened = replace(rest[0], opening=rest[0].gap)
    variants: list[Pattern] = []
    for head in heads:
        tails: list[Pattern] = [()]
        for step in rest if head else [opened, *rest[1:]]:
            tails = [(*tail, step) for tail in tails] + (tails if step.optional else [])
        variants += [(*head, *tail) for tail in tails]
    return variants + ([tail[1:] for tail in variants] if first.optional else [])


# One bit per element that occurs in a pattern, and per atom the elements it satisfies: with them a text tells in
# one step which patterns cannot match it, which is nearly all of them.
_ELEMENTS: dict[tuple[str, ...], int] = {}
_SATISFIED_BY: dict[str, int] = {}


def _needs(pattern: Pattern) -> int:
    needs = 0
    for step in pattern:
        if step.atoms not in _ELEMENTS:
            _ELEMENTS[step.atoms] = 1 << len(_ELEMENTS)
            for atom in step.atoms:
                _SATISFIED_BY[atom] = _SATISFIED_BY.get(atom, 0) | _ELEMENTS[step.atoms]
        needs |= _ELEMENTS[step.atoms]
    return needs


@cache
def compiled(sources: tuple[str, ...]) -> tuple[tuple[int, Pattern], ...]:
    """All variants of several patterns, each with the elements it needs; compiled once per process."""
    return tuple((_needs(variant), variant) for source in sources for variant in compile_pattern(source))


def phrases_in(sources: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The alternatives of several words that patterns speak of, for the lexicon to read as one word."""
    atoms = {atom for _, pattern in compiled(sources) for step in pattern for atom in step.atoms}
    return {tuple(atom.split()) for atom in atoms if " " in atom}


Readings = dict[int, int]  # number of words -> bit i where that many words from word i on satisfy the atom


@dataclass(slots=True)
class Sheet:
    """A text as bit masks: `masks[atom]` has, per number of words, bit i where the atom starts at word i."""

    masks: Mapping[str, Readings]
    openings: int
    clauses: int = 0
    parts: int = 0
    _found: dict[tuple[str, ...], list[tuple[int, int]]] = field(default_factory=dict)
    _covered: dict[tuple[str, ...], int] = field(default_factory=dict)
    _unions: dict[str, int] = field(default_factory=dict)
    _satisfied: tuple[int, int] = (0, 0)  # the elements satisfied, of so many known at that time

    def _possible(self) -> int:
        if self._satisfied[1] != len(_ELEMENTS):
            satisfied = 0
            for atom in self.masks:
                satisfied |= _SATISFIED_BY.get(atom, 0)
            self._satisfied = (satisfied, len(_ELEMENTS))
        return self._satisfied[0]

    def find(self, sources: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """Spans (first word, last word) of all patterns of `sources`, as `matches` tells them."""
        patterns = compiled(sources)
        missing = ~self._possible()
        for pattern in [pattern for needs, pattern in patterns if not needs & missing]:
            yield from self.matches(pattern)

    def anywhere(self, atom: str) -> int:
        """The words at which `atom` starts, whatever its number of words."""
        found = 0
        for starts in self.masks.get(atom, {}).values():
            found |= starts
        return found

    def union(self, names: str) -> int:
        """The words at which one of the classes in `names` (parted by blanks) starts; worked out once per text."""
        if names not in self._unions:
            found = 0
            for name in names.split():
                found |= self.anywhere(f"@{name}")
            self._unions[names] = found
        return self._unions[names]

    def matches(self, pattern: Pattern) -> Iterator[tuple[int, int]]:
        """Spans (first word, last word) of the pattern, one per word it can end on, the shortest."""
        reached = [self._opened(pattern[0])]
        state = self._ends(pattern[0], reached[0])
        states = [state]
        for step in pattern[1:]:
            if not state:
                return
            reached.append(self._reach(state, step))
            state = self._ends(step, reached[-1])
            states.append(state)
        while state:
            low = state & -state
            state ^= low
            end = low.bit_length() - 1
            yield self._start(states, reached, pattern, end), end

    def stretched(self, last: int, atom: str) -> int:
        """The last word of the longest `atom` that follows word `last` in its sentence; `last` if none does."""
        after = 1 << (last + 1) & ~self.openings
        return max(
            (last + n for n, starts in self.masks.get(atom, {}).items() if starts & after), default=last
        )

    def covered(self, sources: tuple[str, ...]) -> int:
        """The words that lie within a match of one of the patterns; worked out once per text."""
        if sources not in self._covered:
            words = 0
            for first, last in self.find(sources):
                words |= (1 << (last + 1)) - (1 << first)
            self._covered[sources] = words
        return self._covered[sources]

    def _readings(self, step: Step) -> list[tuple[int, int]]:
        if step.atoms not in self._found:
            together: Readings = {}
            for atom in step.atoms:
                for length, starts in self.masks.get(atom, {}).items():
                    together[length] = together.get(length, 0) | starts
            self._found[step.atoms] = sorted(together.items(), reverse=True)
        return self._found[step.atoms]

    def _ends(self, step: Step, allowed: int) -> int:
        ends = 0
        for length, starts in self._readings(step):
            ends |= (starts & allowed) << (length - 1)
        return ends

    def _reach(self, state: int, step: Step) -> int:
        reached = 0
        for _ in range(step.gap + 1):
            state <<= 1
            if not step.crossing:
                state &= ~self.openings
            reached |= state
        return reached

    def _opened(self, step: Step) -> int:
        """Where the first element may stand: anywhere (-1), or near the start of a sentence."""
        if step.opening is None:
            return -1
        start = self.openings
        return start | self._reach(start, replace(step, gap=step.opening - 1)) if step.opening else start

    def _begin(self, step: Step, allowed: int, end: int) -> int:
        """Where the longest reading of `step` that ends at word `end` begins; there always is one."""
        return next(
            end - length + 1
            for length, starts in self._readings(step)
            if length <= end + 1 and (starts & allowed) >> (end - length + 1) & 1
        )

    def _start(self, states: list[int], reached: list[int], pattern: Pattern, end: int) -> int:
        """Walk back from the last word, each time to the nearest word that satisfied the element before."""
        for index in range(len(pattern) - 1, 0, -1):
            begin = self._begin(pattern[index], reached[index], end)
            if pattern[index].begins:
                return begin
            lowest = max(begin - pattern[index].gap - 1, 0)
            window = (states[index - 1] >> lowest) & ((1 << (begin - lowest)) - 1)
            end = lowest + window.bit_length() - 1
        return self._begin(pattern[0], reached[0], end)
