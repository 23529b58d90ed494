"""Names as a person writes them, from a file that shouts."""

import re
import unicodedata

KEPT = {
    "LLC", "PLLC", "LLP", "PC", "PA", "PS", "SC", "PSC", "APC", "MD", "DO", "DDS", "DMD", "DPM", "OD", "DC",
    "PHD", "PSYD", "PT", "RN", "NP", "LCSW", "LMFT", "LPC", "CVS", "VA", "US", "USA", "UCLA", "NYU", "ENT",
    "II", "III", "IV", "DBA",
}  # fmt: skip
# The database folds names with this very table (a generated column), so both sides of a search agree.
ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŠŽŁĆČĘĄŚŻŹŃĐĞİŘŮŐŰàáâãäåçèéêëìíîïñòóôõöøùúûüýÿšžłćčęąśżźńđğıřůőű"
PLAIN = "AAAAAACEEEEIIIINOOOOOOUUUUYSZLCCEASZZNDGIRUOUaaaaaaceeeeiiiinoooooouuuuyyszlcceaszzndgiruou"
SMALL = {"and", "of", "the", "for", "at", "in", "on", "by"}
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def spelled(text: str) -> str:
    """“BRYANT-JONES” as “Bryant-Jones”, “MCDONALD” as “McDonald”; text with small letters stays as it is."""
    text = " ".join(text.split())
    if not text.isupper():
        return text
    return WORD.sub(lambda word: _word(word[0], first=word.start() == 0), text)


def _word(word: str, *, first: bool) -> str:
    if word in KEPT:
        return word
    if not first and word.lower() in SMALL:
        return word.lower()
    if word.startswith("MC") and len(word) > 3:
        return "Mc" + word[2:].capitalize()
    head, mark, tail = word.partition("'") if "'" in word else word.partition("’")
    long = tail.capitalize() if len(tail) > 1 else tail.lower()
    return head.capitalize() + mark + long


def folded(text: str) -> str:
    """Small letters without accents, as the database keeps names for searching."""
    plain = unicodedata.normalize("NFKD", text.translate(str.maketrans(ACCENTED, PLAIN)))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
