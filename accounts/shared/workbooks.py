"""Workbooks of others, turned into the CSV that the readers of files take, line for line."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from .csv_lines import WrongFile

INSIDE = "xl/workbook.xml"  # what makes a ZIP archive a workbook (ECMA-376, Office Open XML)


def is_workbook(path: Path) -> bool:
    """Whether the file is an .xlsx, whatever its name says."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return INSIDE in archive.namelist()


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
        with CalamineWorkbook.from_path(path) as book:
            yield from book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError:
        raise WrongFile(f"{path.name} is a workbook that cannot be read; save its sheet as CSV.") from None


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
