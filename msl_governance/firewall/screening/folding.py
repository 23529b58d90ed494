"""Fold a text to plain lower-case letters, keeping the way back to the characters it came from.

Folding undoes what hides a word from a reader of code points but not from a human eye: case, accents,
full-width and styled letters (Unicode NFKD), look-alike letters of other scripts (a small part of
Unicode UTS 39 confusables), zero-width characters, soft hyphens.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_LOOKALIKES = dict(
    zip(
        "абвгеёзіїјкмнорстухцьѕԁԛԝһӏαβγεηικμνορτυχωıłøđþʼ’‘",
        "abbreeziijkmhopctyxubsdqwhlabyenikuvoptuxwilodp'''",
        strict=True,
    )
)
_LOOKALIKES |= {"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "æ": "ae", "œ": "oe"}


@dataclass(frozen=True, slots=True)
class Folded:
    """`text[i]` came from character `origin[i]` of the original."""

    text: str
    origin: Sequence[int]
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the folded text (not empty) stands for."""
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    kept = []
    for part in unicodedata.normalize("NFKD", character).casefold():
        if unicodedata.category(part) in ("Mn", "Me", "Cf"):
            continue
        kept.append(_LOOKALIKES.get(part, part))
    return "".join(kept)


def fold(text: str) -> Folded:
    """Fold `text`; linear in its length."""
    if text.isascii():
        return Folded(text.lower().replace("`", "'"), range(len(text)), text)
    letters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        folded = character.lower() if character.isascii() else _fold_character(character)
        letters.append(folded)
        origin.extend([index] * len(folded))
    return Folded("".join(letters), origin, text)
