"""Files of ours: no cell is taken for a formula. Files of others are tested with their readers."""

import csv
import io

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
