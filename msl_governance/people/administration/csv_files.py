"""CSV files of people and of territories: read whole, or refused with a sentence."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

LARGEST = 1 << 20  # bytes
MOST = 2000  # lines: what a page can show, and take, while somebody waits for it
DELIMITERS = ",;\t"


class WrongFile(Exception):
    """The file cannot be read as what it should be. The message is one sentence for whoever chose it."""


@dataclass(frozen=True)
class Columns:
    """What a kind of file holds: ``needed`` columns, others that may be there, and what they may also be called."""

    kind: str
    needed: tuple[str, ...]
    others: tuple[str, ...]


PEOPLE = Columns(
    "people",
    ("username", "full_name", "role"),
    ("email", "team", "reports_to", "scientific_background", "attested_on", "time_zone", "identity"),
)
TERRITORIES = Columns("territories", ("side", "name"), ("parent", "states", "one_person"))


def decoded(data: bytes) -> str:
    """The text of a file. Raises ``WrongFile`` where it is too large, empty or no UTF-8."""
    if len(data) > LARGEST:
        raise WrongFile(
            _("The file is larger than 1 MiB. Split it and import the parts one after the other.")
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongFile(_("The file is not in UTF-8. Save it as “CSV UTF-8” and choose it again.")) from None
    if "\0" in text or not text.strip():
        raise WrongFile(_("The file holds no text. Choose a CSV file with a line of column names."))
    return text


def rows(text: str, columns: Columns) -> list[tuple[int, dict[str, str]]]:
    """Pairs of line and values by column, blank lines left out; of a row that breaks off the needed ones are empty.

    Raises ``WrongFile`` where columns are not right.
    """
    head = text.splitlines()[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        found = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        raise WrongFile(_("Line %(line)s cannot be read as CSV.") % {"line": reader.line_num}) from error
    names = [name.lower().replace(" ", "_") for name in found[0][1]]
    _check_names(names, columns)
    if len(found) - 1 > MOST:
        raise WrongFile(
            _("The file holds more than 2,000 lines. Split it and import the parts one after the other.")
        )
    empty = dict.fromkeys(columns.needed, "")
    return [(line, empty | dict(zip(names, cells, strict=False))) for line, cells in found[1:] if any(cells)]


def _check_names(names: list[str], columns: Columns) -> None:
    known = columns.needed + columns.others
    missing = [name for name in columns.needed if name not in names]
    if missing:
        sentence = _("The first line names no column “%(missing)s”. It may name: %(known)s.")
        raise WrongFile(sentence % {"missing": missing[0], "known": ", ".join(known)})
    strange = [name for name in names if name not in known]
    if strange:
        sentence = _(
            "There is no column “%(strange)s” here. Take it out; the first line may name: %(known)s."
        )
        raise WrongFile(sentence % {"strange": strange[0], "known": ", ".join(known)})
    if len(set(names)) < len(names):
        raise WrongFile(_("The first line names a column twice."))
