"""Fold a text to plain lower-case letters, keeping the way back to the characters it came from.

Folding undoes what hides a word from a reader of code points but not from a human eye: case, accents,
full-width and styled letters (Unicode NFKD), look-alike letters of other scripts (a small part of
Unicode UTS 39 confusables), zero-width characters, soft hyphens.
"""

import re
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
_LOOKALIKES |= {
    "ɑ": "a", "ɡ": "g", "ɩ": "i", "ґ": "r", "ғ": "f", "қ": "k", "ҝ": "k", "ң": "h", "ҳ": "x", "ҫ": "c", "ϲ": "c",
    "σ": "o", "ς": "s", "ω": "w", "ϳ": "j", "λ": "l", "δ": "d", "ε": "e", "օ": "o", "ս": "u", "հ": "h", "ց": "g",
    "ո": "n", "ք": "p", "ꓢ": "s", "ꓑ": "p", "ꓓ": "d", "ꓔ": "t", "ꓖ": "g", "ꓗ": "k", "ꓚ": "c", "ꓡ": "l", "ꓣ": "r",
    "ꓮ": "a", "ꓰ": "e", "ꓲ": "i", "ꓳ": "o", "ꓴ": "u", "ꮪ": "s", "ꮯ": "c", "ꮢ": "r", "ꮲ": "p", "ꮖ": "i",
}  # fmt: skip
_LOOKALIKES |= {
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "æ": "ae",
    "œ": "oe",
    "€": "e",
    "®": "r",
    "©": "c",
    "¢": "c",
    "£": "l",
    "§": "s",
    "†": "t",
}


@dataclass(frozen=True, slots=True)
class Folded:
    """`text[i]` came from character `origin[i]` of the original."""

    text: str
    origin: Sequence[int]
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the folded text (not empty) stands for."""
        return self.origin[start], self.origin[end - 1] + 1


# Letters that Unicode names after the plain one they are drawn from: small capitals, hooks, strokes, tails, squares.
_NAMED = re.compile(
    r"(?:LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL )?|MODIFIER LETTER (?:SMALL |CAPITAL )?"
    r"|NEGATIVE (?:SQUARED|CIRCLED) LATIN CAPITAL LETTER |REGIONAL INDICATOR SYMBOL LETTER )"
    r"(?:REVERSED |TURNED |OPEN |SCRIPT |INVERTED |SIDEWAYS |DOTLESS )?([A-Z])(?: BAR)?(?: WITH .*)?"
)
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def _lookalike(part: str) -> str:
    if part in _LOOKALIKES or part.isascii():
        return _LOOKALIKES.get(part, part)
    named = _NAMED.fullmatch(unicodedata.name(part, ""))
    return named[1].lower() if named else part


# What Unicode lets draw nothing although no category says so, selectors of a variant and unassigned ones among it
# (Default_Ignorable_Code_Point of DerivedCoreProperties.txt). A few of them in a row spell any text.
_IGNORABLE = re.compile(
    "[\u034f\u17b4\u17b5\u180b-\u180f\u2065\ufe00-\ufe0f\ufff0-\ufff8\U000e0000-\U000e0fff]"
)


def seen(text: str) -> str:
    """The text without characters that draw nothing: they would carry unread what was neither screened nor shown.

    Line ends of every kind become “\\n”, and none stands at the end.
    """
    return "\n".join("".join(filter(_is_drawn, line)) for line in text.splitlines())


def _is_drawn(character: str) -> bool:
    if character in _UNSEEN or _IGNORABLE.match(character):
        return False
    return character == "\t" or unicodedata.category(character) not in ("Cc", "Cf")


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    kept = []
    for part in unicodedata.normalize("NFKD", character).casefold():
        if unicodedata.category(part) in ("Mn", "Me", "Cf") or part in _UNSEEN:
            continue
        kept.append(_lookalike(part))
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
