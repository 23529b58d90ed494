"""Which words of a report are searched, and how a hit is shown. Pure functions over plain values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from accounts.shared.names import folded

# Characters of the private use area, which no text holds (``searchable``): they stand for the marks of a hit.
START, STOP = "\ue000", "\ue001"
BETWEEN = "·"  # parts of a report that follow each other in a headline
# Of a draft's form: the fields that hold sentences.
TYPED = re.compile(
    r"^(summary|setting|safety_description|c-\d+-name|d-\d+-(notes|verbatim|asked_by_\w+|information_provided"
    r"|follow_up_questions))$"
)
WORD = re.compile(r"[^\W_]+")


def searchable(parts: Iterable[str]) -> str:
    """Parts as one text: a line each, without what is empty, said twice, or no character of a text."""
    lines = dict.fromkeys(part.strip() for part in parts if part and part.strip())
    text = "\n".join(lines)
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Co", "Cs"))


def without_accents(text: str) -> str:
    """The words of a text that accents change, each once, without them."""
    changed = (word for word in WORD.findall(text) if folded(word) != word.lower())
    return " ".join(dict.fromkeys(folded(word) for word in changed))


def typed_words(typed: dict[str, list[str]]) -> list[str]:
    """The sentences of a draft's form as it was left."""
    return [word for name, words in typed.items() if TYPED.match(name) for word in words]


def marked(headline: str) -> SafeString:
    """A headline with its hits marked; every other character as text. Empty where it holds no hit."""
    if START not in headline:
        return mark_safe("")
    line = f" {BETWEEN} ".join(part.strip() for part in headline.splitlines() if part.strip())
    shown = escape(line).replace(START, '<mark class="fw-hit">').replace(STOP, "</mark>")
    return mark_safe(shown)  # noqa: S308  escaped above; the marks are ours
