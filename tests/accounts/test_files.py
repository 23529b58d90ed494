"""Files that leave the product: no formula, no property that tells, the same rows the same bytes."""

import io
import re
import time
import zipfile
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from accounts.shared import files
from accounts.shared.narrowing import AccountChoice, unsealed
from accounts.shared.shapes import TakenOut

HEADER = ["Account", "Minutes", "Note"]
TEXTS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "  =1+1",
    "https://x.example",
    "12",
    "plain <b> & “word”",
    "",
]


def cells(content):
    """Kind and text of every cell, as the file holds them."""
    book = zipfile.ZipFile(io.BytesIO(content))
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml")).findall("m:si", space)
    words = ["".join(one.itertext()) for one in shared]
    sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    found = []
    for cell in sheet.iterfind(".//m:c", space):
        value = cell.findtext("m:v", None, space)
        assert cell.find("m:f", space) is None, "a formula"
        found.append(words[int(value)] if cell.get("t") == "s" else value and int(value))
    return found


def test_no_cell_of_a_spreadsheet_is_a_formula_or_a_link():
    content = files.xlsx_bytes(HEADER, [[text, 20, ""] for text in TEXTS])
    shown = cells(content)
    assert shown[:3] == HEADER
    assert shown[3] == "'=1+1"
    assert [cell for cell in shown if isinstance(cell, str) and re.match(r"\s*[=+\-@]", cell)] == []
    assert 20 in shown
    assert "12" in shown
    assert b"hyperlink" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_the_same_rows_are_the_same_bytes_and_no_property_tells_who_or_when(monkeypatch):
    first = files.xlsx_bytes(HEADER, [["a", 1, ""]])
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert files.xlsx_bytes(HEADER, [["a", 1, ""]]) == first
    core = zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml").decode()
    assert "2000-01-01" in core
    assert "<dc:creator></dc:creator>" in core
    assert re.findall(r"20[1-9]\d-", core) == []


def test_a_cell_longer_than_the_format_takes_is_cut_and_says_so():
    assert cells(files.xlsx_bytes(["Note"], [["x" * 40_000]]))[1] == "x" * 32_766 + "…"


@pytest.mark.parametrize(("word", "kind"), [("csv", "csv"), ("xlsx", "xlsx"), ("", "csv"), ("exe", "csv")])
def test_kinds(word, kind):
    assert files.kind_of(word) == kind
    answer = files.answer(TakenOut.File(kind), "rows", HEADER, [["a", 1, ""]])
    assert answer["Content-Disposition"].endswith(f'.{kind}"')
    assert answer.content.startswith(b"\xef\xbb\xbf" if kind == "csv" else b"PK")


def test_what_was_sealed_elsewhere_is_no_word():
    somebody = SimpleNamespace(side="MEDICAL", pk=1)
    assert unsealed("", somebody) == unsealed("x", somebody) == ""


def test_an_account_choice_offers_groups_that_hold_something():
    field = AccountChoice()
    field.offer([("Doctors", [("1", "One")]), ("Places", [])], None)
    assert list(field.choices) == [("", "All accounts"), ("Doctors", [("1", "One")])]
