"""Workbooks of others, turned into the CSV that the readers of files take, line for line."""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from .csv_lines import WrongFile

INSIDE = "xl/workbook.xml"  # what makes a ZIP archive a workbook (ECMA-376, Office Open XML)
# Room for a sheet of the format's 1,048,576 rows in two columns, and for no more than a machine's memory bears.
MOST_BYTES, MOST_CELLS = 200 << 20, 4_000_000
PIECE = 1 << 20  # bytes of a sheet looked at together
# An archive that is broken off, encrypted, or packed in a way that is not known here.
TORN = (zipfile.BadZipFile, RuntimeError, zlib.error, EOFError)
WITHIN = rb"""(?:[^>"']|"[^"]*"|'[^']*')*"""  # of a tag: its attributes, whose values may hold a “>”
TAG = re.compile(rb"<(?:\w+:)?(row|c)\b(" + WITHIN + rb")>")
ANY_TAG = re.compile(rb"<" + WITHIN + rb">")
PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")  # of a row or a cell


def is_workbook(path: Path) -> bool:
    """Whether the file is an .xlsx, whatever its name says."""
    try:
        with zipfile.ZipFile(path) as archive:
            return INSIDE in archive.namelist()
    except zipfile.BadZipFile:  # no archive, or one that was torn off: the reader of CSV says what to do
        return False


@contextmanager
def as_csv(path: str | Path) -> Iterator[Path]:
    """The file itself, or the first sheet of a workbook as a CSV file of the same name, gone after the block.

    Rows keep their numbers, days are written as YYYY-MM-DD, whole numbers without a point. Raises
    ``csv_lines.WrongFile`` for a workbook that cannot be read.
    """
    path = Path(path)
    if not (path.is_file() and is_workbook(path)):
        yield path
        return
    with TemporaryDirectory() as folder:
        made = Path(folder) / path.name
        with made.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(_line(row) for row in _first_sheet(path))
        yield made


def _first_sheet(path: Path) -> Iterator[list[Any]]:
    try:
        if _is_vast(path):
            raise WrongFile(f"{path.name} unpacks to more than such a list holds; save its sheet as CSV.")
        with CalamineWorkbook.from_path(path) as book:
            yield from book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, *TORN):
        raise WrongFile(f"{path.name} is a workbook that cannot be read; save its sheet as CSV.") from None


def _is_vast(path: Path) -> bool:
    """Whether reading it whole would take the machine's memory: by size, or by one cell at the end of a sheet.

    The reader keeps every cell between the first and the last, the empty ones too.
    """
    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
            return True
        return any(_reach(archive, name) > MOST_CELLS for name in archive.namelist())


def _reach(archive: zipfile.ZipFile, name: str) -> int:
    """How many cells lie between the first cell of a sheet and its farthest row and column.

    A row or cell that names no place follows the one before it (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73).
    """
    rows = columns = 1
    row = column = 0
    for kind, attributes in _tags(archive, name):
        place = PLACE.search(attributes)
        letters, number = (place[1][:4], int(place[2][:8])) if place else (b"", 0)
        if kind == b"row":
            row, column = number or row + 1, 0
        else:
            row, column = number or row, _column(letters) if place else column + 1
        rows, columns = max(rows, row), max(columns, column)
    return rows * columns


def _tags(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[bytes, bytes]]:
    """Kind and attributes of each row and cell of a part, in order."""
    with archive.open(name) as stream:
        rest = b""
        while piece := stream.read(PIECE):
            whole, opened, torn = (rest + piece).rpartition(b"<")
            yield from TAG.findall(whole)
            rest = opened + torn
            if ANY_TAG.match(rest):
                yield from TAG.findall(rest)
                rest = b""


def _column(letters: bytes) -> int:
    """The number of a column by its letters; 1 where it has none."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return max(number, 1)


def _line(row: list[Any]) -> list[str]:
    """The cells of a row; nothing at all where it is blank, so that it reads as the empty line that it is."""
    cells = [_told(cell) for cell in row]
    return cells if any(cells) else []


def _told(cell: Any) -> str:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
