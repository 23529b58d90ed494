"""CSV files of others, read line by line, and files of ours, written so that no cell is taken for a formula.

A row that is not right is refused by its line and a reason; the rest of the file is read on.
"""

from __future__ import annotations

import csv
import io
import re
import resource
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LONGEST_LINE = 1 << 20  # characters; a real row has about 10,000
DELIMITERS = (",", ";", "\t", "|")
SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"  # how a spreadsheet's formula begins, in either width
FORMULA = (*SIGNS, "\t", "\r", "\n")
# Where a spreadsheet breaks a cell in two whose country separates cells by something other than a comma.
INSIDE = re.compile(rf"([;\t\r\n] *)(?=[{re.escape(SIGNS)}])")


class WrongFile(Exception):
    """The file is not what it should be. The message is one sentence for the person who named the file."""


class Refused(Exception):
    """One row is not taken. The message is the reason."""


@dataclass
class Outcome:
    """What became of a file. ``refused`` holds pairs of line and reason; ``peak_mib`` is of the process.

    ``about`` is a sentence that a person is told first, where there is something to say.
    """

    kind: str
    about: str = ""
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    seconds: float = 0.0
    peak_mib: float = 0.0

    @property
    def read(self) -> int:
        """Rows of the file, the header and empty lines not counted."""
        return self.created + self.changed + self.unchanged + len(self.refused)

    def as_json(self) -> dict:
        """The object that an import prints with ``--json``."""
        return {
            "kind": self.kind,
            "read": self.read,
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": [{"line": line, "reason": reason} for line, reason in self.refused],
            "seconds": round(self.seconds, 3),
            "peak_mib": round(self.peak_mib, 1),
        }


class CsvFile:
    """A CSV file whose columns are found by name. Subclasses say of what kind, and make rows of cells."""

    kind = "CSV"  # what a person calls such a file
    named = "CSV file"  # what to name instead of a wrong one
    most_before = 0  # lines that such a file may have before its header

    def __init__(self, path: str | Path):
        """``path`` names the file. Raises ``WrongFile`` with one sentence where it cannot be one."""
        self.path = Path(path)
        if self.path.is_dir():
            raise WrongFile(f"{self.path} is a folder; name {self.named}.")
        if not self.path.is_file():
            raise WrongFile(f"There is no file {self.path.name}; check the path.")
        self.size = self.path.stat().st_size
        self.header = self._header()
        self.check_header()

    def check_header(self) -> None:
        """Raise ``WrongFile`` where the columns are not those of such a file; find the ones that are read."""
        raise NotImplementedError

    def row(self, line: int, cells: list[str]) -> Any:
        """One accepted row. Raises ``Refused`` with the reason."""
        raise NotImplementedError

    def rows(self, refuse: Callable[[int, str], None]) -> Iterator[Any]:
        """Accepted rows in order; ``refuse(line, reason)`` is called for each that is not."""
        with self.path.open("rb") as stream:
            stream.seek(self.position)
            for line, raw in enumerate(_lines(stream), start=self.header_line + 1):
                self.position += len(raw)
                if not raw.strip():
                    continue
                try:
                    yield self.row(line, self._cells(raw))
                except Refused as reason:
                    refuse(line, str(reason))

    def _header(self) -> list[str]:
        self.position, names = 0, []
        with self.path.open("rb") as stream:
            for number in range(1, self.most_before + 2):
                raw = stream.readline(LONGEST_LINE)
                if not raw and number > 1:
                    break
                self.position, self.header_line = self.position + len(raw), number
                names = self._names(raw)
                if self.is_header(names):
                    break
        return names

    def is_header(self, names: list[str]) -> bool:
        """Whether these are the columns, where other lines may stand before them."""
        return True

    def _names(self, raw: bytes) -> list[str]:
        if raw.startswith(b"PK\x03\x04"):
            raise WrongFile(self.zipped)
        if not raw:
            raise WrongFile(f"{self.path.name} is empty; name {self.named}.")
        text = _decoded(raw)
        if not text.strip() or "\x00" in text:
            raise WrongFile(f"{self.path.name} is not a CSV file; name {self.named}.")
        self.delimiter = max(DELIMITERS, key=text.count)
        return [_bare(name) for name in _split(text, self.delimiter)]

    @property
    def zipped(self) -> str:
        """What to do with a ZIP archive, as one sentence."""
        return f"{self.path.name} is a ZIP archive; unpack it and name the CSV inside."

    def _cells(self, raw: bytes) -> list[str]:
        if not raw.endswith(b"\n") and self.position + LONGEST_LINE < self.size:
            raise Refused(f"the line is longer than any row of {self.kind}")
        text = _decoded(raw)
        if "\x00" in text:
            raise Refused("the row holds a NUL character")
        try:
            cells = _split(text, self.delimiter)
        except csv.Error:
            raise Refused("the row breaks off inside a quoted value") from None
        if len(cells) != len(self.header):
            raise Refused(f"the row has {len(cells)} columns where the header has {len(self.header)}")
        return cells

    def found(self, names: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
        """Where the columns stand that go by one of the names: ours to index, as far as the file has them."""
        places = {name: index for index, name in reversed(list(enumerate(self.header)))}
        known = {
            ours: next((places[n] for n in theirs if n in places), None) for ours, theirs in names.items()
        }
        return {ours: index for ours, index in known.items() if index is not None}


def csv_text(header: Iterable[str], rows: Iterable[Iterable]) -> str:
    """A CSV file that spreadsheets open as text in UTF-8, none of its cells a formula, nor any piece of one."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(list(header))
    writer.writerows([_guarded_within(cell) for cell in row] for row in rows)
    return out.getvalue()


def guarded(cell: Any) -> Any:
    """A text that would be taken for a formula gets an apostrophe before it; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA) else cell


def _guarded_within(cell: Any) -> Any:
    """Guarded as well where a semicolon, a tab or a line's end would make a cell of the rest; quotes do not hold there."""
    return INSIDE.sub(r"\1'", guarded(cell)) if isinstance(cell, str) else cell


def peak_mib() -> float:
    """Most memory this process has held, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _lines(stream) -> Iterator[bytes]:
    """Physical lines: one torn quote then costs one row, not the rest of the file."""
    while raw := stream.readline(LONGEST_LINE):
        yield raw


def _decoded(raw: bytes) -> str:
    """UTF-8 with or without a mark, else Latin-1, which decodes anything."""
    try:
        return raw.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        return raw.decode("latin-1").rstrip("\r\n")


def _split(text: str, delimiter: str) -> list[str]:
    return next(csv.reader([text], delimiter=delimiter, strict=True), [])


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")
