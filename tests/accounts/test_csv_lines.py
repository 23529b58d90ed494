"""Files of ours: no cell is taken for a formula. Files of others are tested with their readers."""

import csv
import io
import re

import pytest

from accounts.shared.csv_lines import CsvFile, csv_text, guarded


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1"])
def test_a_formula_becomes_text(cell):
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Once daily", "", "a=b", 12, -3, None])
def test_what_is_no_formula_stays(cell):
    assert guarded(cell) == cell


def test_a_file_is_read_back_as_it_was_written():
    text = csv_text(["Name", "Said"], [["Müñoz", 'He said "no", twice'], ["=A1", "two\nlines"]])
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    assert rows == [["Name", "Said"], ["Müñoz", 'He said "no", twice'], ["'=A1", "two\nlines"]]


def test_a_reader_says_of_what_kind_it_is(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(NotImplementedError):
        CsvFile(path)


@pytest.mark.parametrize("separator", [";", "; ", "\t", "\n", "\r\n"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d"])
def test_no_piece_of_a_cell_is_a_formula_where_cells_are_separated_otherwise(separator, sign):
    """Most of Europe's spreadsheets break a file at semicolons, in the middle of what somebody typed as well."""
    text = csv_text(["Notes"], [[f"fine{separator}{sign}1+cmd|A1{separator}rest"]])
    pieces = [piece.lstrip(' "') for piece in re.split("[;\t\r\n]+", text)]
    assert any("1+cmd" in piece for piece in pieces)
    assert [piece for piece in pieces if piece.startswith(sign)] == []
    assert "fine; all well" in csv_text(["Notes"], [["fine; all well"]])
