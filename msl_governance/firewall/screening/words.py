"""The word classes of `data/words/*.toml` and the innocent phrases of `data/innocent.toml`, read once per process."""

import re
import tomllib
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def expand(entry: str) -> list[str]:
    """`writ{e|es}` to its two words; an entry without braces to itself."""
    match = re.search(r"\{([^}]*)\}", entry)
    if match is None:
        return [entry]
    return [
        word
        for end in match[1].split("|")
        for word in expand(entry[: match.start()] + end + entry[match.end() :])
    ]


def entries(source: str) -> list[tuple[str, ...]]:
    """The entries of one class, each as the row of words it is made of."""
    return [tuple(word.split()) for part in source.split(",") for word in expand(part) if word.strip()]


def _words(source: str) -> frozenset[str]:
    return frozenset(entry[0] for entry in entries(source) if len(entry) == 1)


_INNOCENT = _load(_DATA / "innocent.toml")
CLASSES: dict[str, list[tuple[str, ...]]] = {
    name: entries(source)
    for path in sorted((_DATA / "words").glob("*.toml"))
    for name, source in _load(path)["classes"].items()
}
INNOCENT = entries(_INNOCENT["innocent"])
NEUTRAL = frozenset(entries(_INNOCENT["neutral"]))
_FORMS = _load(_DATA / "words" / "science.toml")["forms"]
# How a term of medicine begins and ends, and the words that only look like one.
ENDINGS = tuple(sorted(_words(_FORMS["endings"])))
BEGINNINGS = tuple(sorted(_words(_FORMS["beginnings"])))
AILMENTS = tuple(sorted(_words(_FORMS["ailments"])))
NOT_TERMS = _words(_FORMS["exceptions"])
ALIASES: dict[str, tuple[str, ...]] = {
    short: tuple(words.split()) for short, words in _INNOCENT["aliases"].items()
}
FUZZY = _words(_INNOCENT["fuzzy"]["words"])
FUZZY_EXCEPTIONS = _words(_INNOCENT["fuzzy"]["exceptions"])
# Words worth finding when they are spelled to hide: long enough not to be met by chance.
HIDEABLE = FUZZY | {
    entry[0]
    for name in _words(_INNOCENT["hidden"]["classes"])
    for entry in CLASSES[name]
    if len(entry) == 1 and len(entry[0]) >= 5
}
# All words of the classes: what a word spelled with figures for letters may be meant to be.
KNOWN = HIDEABLE | {entry[0] for members in CLASSES.values() for entry in members if len(entry) == 1}
