"""Cut a folded text into words, with sentence starts, and undo the usual ways of hiding a word."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .folding import Folded
from .words import ALIASES, FUZZY, FUZZY_EXCEPTIONS, HIDEABLE, KNOWN

_WORD = re.compile(
    r"(?:[$@](?=[a-z]))?\d+(?:[.,]\d+)+|(?:[$@](?=[a-z]))?[^\W_]+(?:[$@!|](?=[a-z])[^\W_]+)*(?:\$(?![\w$])|'[a-z]{1,2}\b)?"
)
_SENTENCE_END = re.compile(r"[.?!…](?=[\s\"')\]]|$)|[?!]|\n\s*\n|\n\s*[-•*]")
_CLAUSE_END = re.compile(r"[,;:()\[\]]|(?<=\s)-+(?=\s)")
_CONJUNCTIONS = frozenset(
    ["and", "but", "so", "because", "since", "if", "once", "when", "while", "whilst", "although", "though", "unless",
     "until", "then", "plus", "as", "who", "which", "that", "where"]
)  # fmt: skip
# Behind these a new thing may begin; behind "if" or "when" the same thing goes on.
_STARTERS = frozenset(["and", "but", "so", "because", "since", "given", "plus", "cause", "as"])
_JOINER = re.compile(r"[-._*·/~]|-[ \t]{0,8}\r?\n[ \t]{0,8}")
_ABBREVIATIONS = frozenset(
    (
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "vs",
        "eg",
        "ie",
        "approx",
        "pt",
        "pts",
        "resp",
        "incl",
        "st",
        "re",
        "mt",
    )
)
_BEFORE_NUMBERS = frozenset(("no", "nr", "ca", "vol", "fig", "tel"))
_LEET = [str.maketrans("01345789$@!|", "oleastbgsail"), str.maketrans("01345789$@!|", "oieastbgsail")]
_CONTRACTIONS = {"'ll": "will", "'d": "would", "'re": "are", "'ve": "have", "'m": "am"}
_IS_AFTER = frozenset(["he", "she", "it", "that", "who", "what", "there", "where", "here", "let"])
_LONGEST_HIDDEN = 16


@dataclass(slots=True)
class Token:
    """A word at `start:end` of the folded text; `forms` are the words it may stand for.

    `first` opens a sentence, `clause` a clause, `part` one that may say something new; `asked` says that a question
    mark closes its sentence.
    """

    word: str
    start: int
    end: int
    first: bool = False
    forms: tuple[str, ...] = ()
    clause: bool = False
    part: bool = False
    asked: bool = False


def _one_edit(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(1, len(word))}


_DELETIONS = {short: word for word in FUZZY for short in _one_edit(word)}
_SWAPS = {
    word[:i] + word[i + 1] + word[i] + word[i + 2 :]: word for word in FUZZY for i in range(1, len(word) - 1)
}


@lru_cache(maxsize=16384)
def forms_of(word: str) -> tuple[str, ...]:
    """The word, and the sensitive word it stands for when spelled in leet, stretched or mistyped by one edit."""
    if word in ALIASES:
        return (word, *ALIASES[word])
    found = [word]
    if len(word) >= 4 and not word.isalpha():
        found += [plain for table in _LEET if (plain := word.translate(table)) in KNOWN]
    squeezed = re.sub(r"(.)\1{2,}", r"\1", word)
    if squeezed != word and squeezed in HIDEABLE:
        found.append(squeezed)
    if 6 <= len(word) <= _LONGEST_HIDDEN and word not in HIDEABLE and word not in FUZZY_EXCEPTIONS:
        shorter = _one_edit(word)
        near = {table[word] for table in (_DELETIONS, _SWAPS) if word in table} | (shorter & FUZZY)
        near |= {_DELETIONS[s] for s in shorter if s in _DELETIONS and len(s) >= 6}
        found += sorted(near)
    return tuple(dict.fromkeys(found))


def _pieces(folded: Folded) -> list[Token]:
    pieces: list[Token] = []
    for match in _WORD.finditer(folded.text):
        word, start, end = match.group(), match.start(), match.end()
        base, quote, tail = word.partition("'")
        if not quote:
            pieces.append(Token(word, start, end))
            continue
        if tail == "t" and base.endswith("n"):
            base, second = base if base == "can" else base[:-1], "not"
        elif tail == "s":
            second = "is" if base in _IS_AFTER else ""
        else:
            second = _CONTRACTIONS.get(f"'{tail}", "")
        middle = end - len(tail) - 1
        pieces.append(Token(base, start, middle if second else end))
        if second:
            pieces.append(Token(second, middle, end))
    return pieces


_BEGINNINGS = {word[:2] for word in HIDEABLE}


def _may_begin(word: str) -> bool:
    """Whether a sensitive word begins like this one: keeps a row of single letters from being tried in vain."""
    return word[:2] in _BEGINNINGS or any(word[:2].translate(table) in _BEGINNINGS for table in _LEET)


def _joined(pieces: list[Token], index: int, text: str) -> int:
    """How many pieces from `index` on spell one sensitive word (`scr-ipts`, `s c r i p t s`); 1 if none."""
    word, best = pieces[index].word, 1
    spelled = len(word) == 1
    for count, piece in enumerate(pieces[index + 1 : index + _LONGEST_HIDDEN], start=2):
        between = text[pieces[index + count - 2].end : piece.start]
        spelled = spelled and len(piece.word) == 1
        if not (
            _JOINER.fullmatch(between) or (spelled and between.strip(" .-_*") == "" and len(between) < 4)
        ):
            break
        word += piece.word
        if len(word) > _LONGEST_HIDDEN or not _may_begin(word):
            break
        if len(word) >= 5 and any(form in HIDEABLE for form in forms_of(word)):
            best = count
    return best


def _marks_sentence(pieces: list[Token], index: int, text: str) -> bool:
    if index == 0:
        return True
    before = pieces[index - 1]
    between = text[before.end : pieces[index].start]
    if between == " " or not _SENTENCE_END.search(between):
        return False
    if before.word in _BEFORE_NUMBERS and pieces[index].word[0].isdigit():
        return False
    short = before.word in _ABBREVIATIONS or (
        len(before.word) == 1 and before.word.isalpha() and before.word != "i"
    )
    return not (short and between.strip(" (") == ".")


def _is_parted(pieces: list[Token], index: int, text: str) -> bool:
    between = text[pieces[index - 1].end : pieces[index].start]
    return between != " " and _CLAUSE_END.search(between) is not None


def _mark_questions(tokens: list[Token], text: str) -> None:
    """Walk back from the end: a sentence is asked where a question mark stands between it and the next one."""
    after = len(text)
    asked = False
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if index + 1 == len(tokens) or tokens[index + 1].first:
            asked = "?" in text[token.end : after]
        token.asked = asked
        after = token.start


def tokenise(folded: Folded) -> list[Token]:
    """Words in order, hidden spellings joined, contractions parted; linear in the length of the text."""
    pieces = _pieces(folded)
    tokens: list[Token] = []
    index = 0
    while index < len(pieces):
        count = _joined(pieces, index, folded.text)
        head, tail = pieces[index], pieces[index + count - 1]
        word = "".join(piece.word for piece in pieces[index : index + count])
        first = _marks_sentence(pieces, index, folded.text)
        parted = first or _is_parted(pieces, index, folded.text)
        clause, part = parted or word in _CONJUNCTIONS, parted or word in _STARTERS
        tokens.append(Token(word, head.start, tail.end, first, forms_of(word), clause, part))
        index += count
    _mark_questions(tokens, folded.text)
    return tokens
