r"""A small language for combinations of word classes, matched in linear time.

A pattern is a row of elements: a word (`scripts`), a class (`@rx`), alternatives (`(script|@rx)`), with
`?` behind an optional one and `^` before one that opens a sentence. Between two elements up to n other
words may stand in the same sentence (`..n`) or across sentences (`...n`).

The words of a text are the bits of an integer; a class is the integer of the words in it. A step of a
pattern is then a few shifts, whatever stands in the text: no backtracking, so no text can make it slow.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

_ELEMENT = re.compile(r"(\.{2,3})(\d+)|(\^?)(\([^)]*\)|[@\w'%]+)(\??)$")


@dataclass(frozen=True, slots=True)
class Step:
    """One element: the atoms that satisfy it, and how far behind the one before it it may stand."""

    atoms: tuple[str, ...]
    gap: int = 0
    crossing: bool = False
    opening: bool = False


Pattern = tuple[Step, ...]


def compile_pattern(source: str) -> list[Pattern]:
    """The variants of `source` (one per choice of its optional elements). ValueError if it is no pattern."""
    steps: list[Step] = []
    optional: list[int] = []
    gap, crossing = 0, False
    for part in source.split():
        match = _ELEMENT.fullmatch(part)
        if match is None:
            raise ValueError(f"Not an element of a pattern: {part!r} in {source!r}")
        if match[1]:
            gap, crossing = int(match[2]), match[1] == "..."
            continue
        atoms = tuple(match[4].strip("()").split("|"))
        if match[5]:
            optional.append(len(steps))
        steps.append(Step(atoms, gap, crossing, bool(match[3])))
        gap, crossing = 0, False
    if not steps or gap or len(optional) == len(steps):
        raise ValueError(f"Not a pattern: {source!r}")
    return [
        tuple(step for index, step in enumerate(steps) if index not in left_out)
        for size in range(len(optional) + 1)
        for left_out in itertools.combinations(optional, size)
    ]


@dataclass(slots=True)
class Sheet:
    """A text as bit masks: `masks[atom]` has bit i where word i satisfies the atom."""

    masks: Mapping[str, int]
    openings: int
    _covered: dict[tuple[str, ...], int] = field(default_factory=dict)

    def _mask(self, step: Step) -> int:
        found = 0
        for atom in step.atoms:
            found |= self.masks.get(atom, 0)
        return found & self.openings if step.opening else found

    def matches(self, pattern: Pattern) -> Iterator[tuple[int, int]]:
        """Spans (first word, last word) of the pattern, one per word it can end on, the shortest."""
        state = self._mask(pattern[0])
        states = [state]
        for step in pattern[1:]:
            if not state:
                return
            state = self._reach(state, step) & self._mask(step)
            states.append(state)
        while state:
            low = state & -state
            state ^= low
            end = low.bit_length() - 1
            yield self._start(states, pattern, end), end

    def covered(self, sources: tuple[str, ...]) -> int:
        """The words that lie within a match of one of the patterns; worked out once per text."""
        if sources not in self._covered:
            words = 0
            for pattern in compiled(sources):
                for first, last in self.matches(pattern):
                    words |= (1 << (last + 1)) - (1 << first)
            self._covered[sources] = words
        return self._covered[sources]

    def _reach(self, state: int, step: Step) -> int:
        reached = 0
        for _ in range(step.gap + 1):
            state <<= 1
            if not step.crossing:
                state &= ~self.openings
            reached |= state
        return reached

    def _start(self, states: list[int], pattern: Pattern, end: int) -> int:
        """Walk back from the last word, each time to the nearest word that satisfied the element before."""
        position = end
        for index in range(len(pattern) - 1, 0, -1):
            width = pattern[index].gap + 1
            lowest = max(position - width, 0)
            window = (states[index - 1] >> lowest) & ((1 << (position - lowest)) - 1)
            position = lowest + window.bit_length() - 1
        return position


@lru_cache(maxsize=None)
def compiled(sources: tuple[str, ...]) -> tuple[Pattern, ...]:
    """All variants of several patterns; compiled once per process."""
    return tuple(variant for source in sources for variant in compile_pattern(source))
