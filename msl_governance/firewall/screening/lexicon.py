"""Give every word of a text its classes, as the bit masks that patterns are matched against."""

import re
from collections import defaultdict

from .folding import Folded
from .patterns import Sheet
from .tokens import Token
from .words import CLASSES, INNOCENT

_SHAPES = [
    ("num", re.compile(r"\d+(?:[.,]\d+)*(?:k|x|s|th|rd|nd|st|ish)?")),
    ("digits", re.compile(r"\d+")),
    ("longdigits", re.compile(r"[a-z]{0,2}\d{4,}|\d{2,}[a-z]{0,2}")),
    ("age", re.compile(r"[1-9]\d|\d{1,2}(?:y|yo|yr|yrs|f|m)|1[01]\d")),
    ("year", re.compile(r"19\d\d|20\d\d")),
    ("dcode", re.compile(r"d(?:[1-9]|10)")),
]
_TITLES = frozenset(("Mr", "mr", "Mrs", "Ms", "Miss", "Master", "Frau", "Herr", "Mme", "Señora", "Señor"))
_NOT_NAMES = frozenset(
    "health global reported outcome outcomes questionnaire activity index score assessment impression experience registry "
    "engagement advisory safety is was has had what which how when should can does do are the with who on in and or at for "
    "dose blood data phase section table figure asks asked wants needs day week month".split()
)  # fmt: skip


class Lexicon:
    """All entries by their first word, longest first, and what each word or phrase belongs to."""

    def __init__(self) -> None:
        self.classes: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self.phrases: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name, members in CLASSES.items():
            for entry in dict.fromkeys(members):
                self.classes[entry].append(f"@{name}")
        for entry in INNOCENT:
            self.classes[entry] = []
        for entry in sorted(self.classes, key=len, reverse=True):
            if len(entry) > 1:
                self.phrases[entry[0]].append(entry)

    def phrase_at(self, tokens: list[Token], index: int) -> tuple[str, ...] | None:
        """The longest entry of several words that stands at `index`, within one sentence."""
        for form in tokens[index].forms:
            for entry in self.phrases.get(form, ()):
                rest = tokens[index + 1 : index + len(entry)]
                if len(rest) == len(entry) - 1 and all(
                    word in token.forms and not token.first for word, token in zip(entry[1:], rest, strict=True)
                ):
                    return entry
        return None

    def atoms_of(self, token: Token, original: str) -> list[str]:
        """Words, classes and shapes that one word stands for."""
        atoms = list(token.forms)
        for form in token.forms:
            atoms += self.classes.get((form,), ())
        if not token.word.isalpha():
            atoms += [f"@{name}" for name, shape in _SHAPES if shape.fullmatch(token.word)]
        if original in _TITLES:
            atoms.append("@title")
        if len(original) == 1 and original.isupper():
            atoms.append("@letter")
        elif original.isalpha() and original.isupper() and len(original) in (2, 3):
            atoms.append("@monogram")
        elif original[0].isupper() and original[1:].islower() and token.word not in _NOT_NAMES:
            atoms.append("@cap")
        return atoms


LEXICON = Lexicon()


def read(tokens: list[Token], folded: Folded) -> tuple[list[tuple[int, int]], Sheet]:
    """The words (phrases as one word) as spans of the folded text, and their masks."""
    spans: list[tuple[int, int]] = []
    masks: dict[str, int] = defaultdict(int)
    openings = index = 0
    while index < len(tokens):
        token = tokens[index]
        bit = 1 << len(spans)
        entry = LEXICON.phrase_at(tokens, index)
        if entry:
            atoms, count = LEXICON.classes[entry], len(entry)
        else:
            start, end = folded.span(token.start, token.end)
            atoms, count = LEXICON.atoms_of(token, folded.original[start:end]), 1
        for atom in atoms:
            masks[atom] |= bit
        if token.first:
            openings |= bit
        spans.append((token.start, tokens[index + count - 1].end))
        index += count
    return spans, Sheet(masks, openings)
