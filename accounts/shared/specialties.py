"""Words for taxonomy codes of the National Uniform Claim Committee (NUCC), the usual ones of them."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "specialties.tsv"


@cache
def table() -> dict[str, str]:
    """Code, or the first letters of a family of codes, to a word."""
    lines = DATA.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def specialty_of(code: str) -> str:
    """The word for a code, by the longest beginning that is known; empty for an unknown one."""
    known = table()
    return next((known[code[:n]] for n in range(len(code), 1, -1) if code[:n] in known), "")


def specialty_names() -> list[str]:
    """All words, each once, in order."""
    return sorted(set(table().values()))


def organisation_kind(code: str) -> str:
    """``Organisation.Kind`` of an organisation's taxonomy code: hospitals are 27 and 28, groups and clinics
    193, 261Q, or a clinician's own code (1, 20, 36)."""
    if code.startswith(("27", "28")):
        return "hospital"
    if code.startswith(("193", "261Q", "10", "11", "12", "15", "20", "213", "225", "363")):
        return "practice"
    return "other"
