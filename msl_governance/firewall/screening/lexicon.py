"""Give every word of a text its classes, as the bit masks that patterns are matched against."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, product

from .folding import Folded
from .patterns import Readings, Sheet, phrases_in
from .rules import RULES
from .tokens import Token
from .words import AILMENTS, BEGINNINGS, CLASSES, ENDINGS, INNOCENT, KNOWN, NEUTRAL, NOT_TERMS

_SHAPES = [
    ("num", re.compile(r"\d[\do]*(?:[.,]\d+)*(?:k|x|s|th|rd|nd|st|ish)?")),
    ("digits", re.compile(r"\d+")),
    ("longdigits", re.compile(r"[a-z]{0,2}\d{4,}|\d{2,}[a-z]{0,2}")),
    ("longid", re.compile(r"[a-z]{0,2}\d{4,}")),
    ("phonedigits", re.compile(r"\d{5,15}")),
    ("agesex", re.compile(r"\d{1,2}(?:y|yo|yr|yrs|f|m)")),
    ("age", re.compile(r"[1-9]\d|\d{1,2}(?:y|yo|yr|yrs|f|m)|1[01]\d")),
    ("year", re.compile(r"19\d\d|20\d\d")),
    ("dcode", re.compile(r"d(?:[1-9]|10)")),
]
SHAPE_CLASSES = {name for name, _ in _SHAPES} | {
    "title",
    "mrs",
    "letter",
    "monogram",
    "cap",
    "name",
    "term",
    "ailment",
    "learned",
    "innocent",
    "question",
}
# Long words that sellers use as well.
_TRADE = frozenset(entry[0] for entry in CLASSES["trade"])
_SPECIALIST = re.compile(r"\w+(?:ologists?|ology|iatrists?|icians?|ologia)")
_MRS = frozenset(("Mrs", "mrs", "Mister", "mister"))
_TITLES = frozenset(("Mr", "mr", "Mrs", "Ms", "Miss", "Master", "Frau", "Herr", "Mme", "Señora", "Señor"))
_NOT_NAMES = frozenset(
    ["support", "derived", "centered", "centred", "specific", "level", "related", "oriented", "based", "health", "global", "reported", "outcome", "outcomes", "questionnaire", "activity", "index", "score", "assessment", "impression", "experience", "registry", "engagement", "advisory", "safety", "is", "was", "has", "had", "what", "which", "how", "when", "should", "can", "does", "do", "are", "the", "with", "who", "on", "in", "and", "or", "at", "for", "dose", "blood", "data", "phase", "section", "table", "figure", "asks", "asked", "wants", "needs", "day", "week", "month"]
)  # fmt: skip


@lru_cache(maxsize=16384)
def is_term(word: str) -> bool:
    """Whether a word is formed like a term of medicine ("hepatotoxicity"); who works in medicine is no term."""
    return (
        len(word) >= 6
        and word not in NOT_TERMS
        and (word.endswith(ENDINGS) or word.startswith(BEGINNINGS))
        and not _SPECIALIST.fullmatch(word)
    )


def is_learned(word: str, original: str) -> bool:
    """Whether a word is one of scientific prose: long, or a symbol of letters and digits ("GRB2")."""
    if word in _TRADE:
        return False
    return len(word) >= 11 or (len(word) >= 3 and original[:2].isupper() and not word.isalpha())


class Lexicon:
    """All entries by their first two words, and what each word or phrase belongs to."""

    def __init__(self) -> None:
        self.classes: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self.phrases: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        for name, members in CLASSES.items():
            for entry in dict.fromkeys(members):
                self.classes[entry].append(f"@{name}")
        for rule in RULES:
            for entry in phrases_in(rule.patterns + rule.unless):
                self.classes[entry].append(" ".join(entry))
        self.innocent = frozenset(INNOCENT)
        for entry in dict.fromkeys([*self.classes, *INNOCENT]):
            if len(entry) > 1:
                self.phrases[entry[:2]].append(entry)

    def phrases_at(self, tokens: list[Token], index: int) -> Iterator[tuple[str, ...]]:
        """The entries of several words that stand at `index`, within one sentence."""
        if index + 1 == len(tokens) or tokens[index + 1].first:
            return
        for begin in product(tokens[index].forms, tokens[index + 1].forms):
            for entry in self.phrases.get(begin, ()):
                rest = tokens[index + 2 : index + len(entry)]
                if len(rest) == len(entry) - 2 and all(
                    word in token.forms and not token.first
                    for word, token in zip(entry[2:], rest, strict=True)
                ):
                    yield entry

    def atoms_of(self, token: Token, original: str) -> list[str]:
        """Words, classes and shapes that one word stands for."""
        atoms = list(token.forms)
        for form in token.forms:
            atoms += self.classes.get((form,), ())
        if not token.word.isalpha():
            atoms += [f"@{name}" for name, shape in _SHAPES if shape.fullmatch(token.word)]
        if is_term(token.word):
            atoms.append("@term")
            if token.word.endswith(AILMENTS):
                atoms.append("@ailment")
        if is_learned(token.word, original):
            atoms.append("@learned")
        if original in _MRS:
            atoms.append("@mrs")
        if original in _TITLES:
            atoms.append("@title")
        if len(original) == 1 and original.isupper():
            atoms.append("@letter")
        elif original.isalpha() and original.isupper() and len(original) in (2, 3):
            atoms.append("@monogram")
        elif original[0].isupper() and original[1:].islower() and token.word not in _NOT_NAMES:
            atoms.append("@cap")
            if token.word not in KNOWN and not is_term(token.word):
                atoms.append("@name")
        return atoms


LEXICON = Lexicon()


def _phrases(tokens: list[Token]) -> tuple[list[tuple[int, tuple[str, ...]]], set[int]]:
    """The phrases of a text that count, and the words that an innocent phrase takes out of account."""
    found = [(i, entry) for i in range(len(tokens)) for entry in LEXICON.phrases_at(tokens, i)]
    quiet = {k for i, entry in found if entry in LEXICON.innocent for k in range(i, i + len(entry))}
    counted = [
        (i, e) for i, e in found if e in LEXICON.innocent or not all(k in quiet for k in range(i, i + len(e)))
    ]
    return counted, quiet


_INTERROGATIVE, _AUXILIARY, _WONDER, _TELLS = (
    frozenset(entry[0] for entry in CLASSES[name])
    for name in ("interrogative", "auxiliary", "wonder", "openinghcp")
)


def _denies(sentence: list[Token]) -> bool:
    """Whether it begins like "can't sleep": a note that leaves its subject out, and no question."""
    return len(sentence) > 1 and sentence[1].word == "not"


def _asked_from(sentence: list[Token]) -> int:
    """Where the question of a sentence begins; behind its end if it asks nothing."""
    if sentence[0].word in _INTERROGATIVE and not (_denies(sentence) and not sentence[0].asked):
        return 0
    if not sentence[0].asked:
        return len(sentence)
    for index, token in enumerate(sentence):
        if token.clause and token.word in _INTERROGATIVE | _AUXILIARY | _WONDER:
            return index
    return max(index for index, token in enumerate(sentence) if token.part)


def _asked_until(sentence: list[Token], start: int) -> int:
    """Where the question of a sentence ends: at the remark behind it ("which dose, he is no fan of ours")."""
    for index in range(start + 1, len(sentence)):
        if sentence[index].part and sentence[index].word in _TELLS:
            return index
    return len(sentence)


def _questions(tokens: list[Token]) -> int:
    """The words of all questions, without what a sentence says before and behind them ("no fan of ours, which dose?")."""
    words = 0
    starts = [index for index, token in enumerate(tokens) if token.first]
    for start, end in pairwise([*starts, len(tokens)]):
        asked = _asked_from(tokens[start:end])
        words |= (1 << start + _asked_until(tokens[start:end], asked)) - (1 << start + asked)
    return words


def read(tokens: list[Token], folded: Folded) -> Sheet:
    """The masks of a text: which words and phrases stand where."""
    masks: dict[str, Readings] = defaultdict(lambda: defaultdict(int))
    phrases, quiet = _phrases(tokens)
    openings = clauses = parts = 0
    for index, token in enumerate(tokens):
        openings |= token.first << index
        clauses |= token.clause << index
        parts |= token.part << index
        if index not in quiet:
            for atom in LEXICON.atoms_of(token, folded.original[slice(*folded.span(token.start, token.end))]):
                masks[atom][1] |= 1 << index
    for index, entry in phrases:
        if entry in LEXICON.innocent and entry not in NEUTRAL:
            masks["@innocent"][len(entry)] |= 1 << index
        for atom in LEXICON.classes.get(entry, ()):
            masks[atom][len(entry)] |= 1 << index
    if asked := _questions(tokens):
        masks["@question"][1] = asked
    return Sheet(masks, openings, clauses, parts)
