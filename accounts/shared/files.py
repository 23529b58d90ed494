"""Rows that leave the product as a file: CSV or XLSX, no cell of which a spreadsheet takes for a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from .csv_lines import csv_text, guarded
from .shapes import TakenOut

MOST_ROWS = 10_000
TYPES = {
    TakenOut.File.CSV: "text/csv; charset=utf-8",
    TakenOut.File.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A text stays a text; nothing is written to the disk; no property tells who made the file, or when.
MANNERS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NEVER = datetime(2000, 1, 1)
LONGEST_CELL = 32_767  # characters, the file format's own limit
CUT = "…"


class TooMany(Exception):
    """More rows than a file takes. The message is a sentence."""


def rows_of(found) -> list:
    """All rows of an ordered queryset. Raises ``TooMany`` rather than leave some out in silence."""
    rows = list(found[: MOST_ROWS + 1])
    if len(rows) > MOST_ROWS:
        raise TooMany(
            _(
                "A file takes %(most)s rows at most, and more fit these filters. Narrow the period and export again."
            )
            % {"most": f"{MOST_ROWS:,}"}
        )
    return rows


def kind_of(word: str) -> TakenOut.File:
    """The kind of file that a button asks for; CSV for what is none."""
    return TakenOut.File(word) if word in TakenOut.File.values else TakenOut.File.CSV


def answer(kind: TakenOut.File, name: str, header: Sequence[str], rows: Iterable[Sequence]) -> HttpResponse:
    """The file as a download; ``name`` without its ending, to which today's date is added."""
    content = csv_text(header, rows) if kind == TakenOut.File.CSV else xlsx_bytes(header, rows)
    response = HttpResponse(content, content_type=TYPES[kind])
    file = f"{name}-{timezone.localdate()}.{kind.value}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    """One sheet, its first row the header; the same rows are the same bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, MANNERS) as book:
        book.set_properties({"created": NEVER})
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        for column, word in enumerate(header):
            sheet.write_string(0, column, str(word), bold)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, line, column, guarded(cell))
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _write(sheet, line: int, column: int, cell) -> None:
    if isinstance(cell, int):
        sheet.write_number(line, column, cell)
    else:
        text = str(cell)
        cut = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + CUT
        sheet.write_string(line, column, cut)
