"""Which numbers are deactivated: from CMS's list, and from the monthly file."""

import json
from datetime import date
from io import StringIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from accounts.shared import importing, workbooks
from accounts.shared.importing import import_deactivated, import_npi
from accounts.shared.models import Hcp, Organisation
from msl_governance.firewall.database import acting_as

from .npi_files import FULL, full_row, number, write

DOCTOR, CLINIC, NOBODY = number(123456781), number(123456782), number(123456783)
HEADER, BEFORE = ("NPI", "NPPES Deactivation Date"), '"NPPES Deactivated NPI Report, November 2026",""\n'


@pytest.fixture
def known(world):
    """A doctor and a clinic with numbers."""
    Hcp.objects.filter(pk=world.north_hcp.pk).update(npi=DOCTOR)
    Organisation.objects.filter(pk=world.hospital.pk).update(npi=CLINIC)
    return world


def counts(outcome):
    return outcome.created, outcome.changed, outcome.unchanged, len(outcome.refused)


def a_list(path, *rows, before=""):
    write(path, HEADER, rows)
    path.write_text(before + path.read_text())
    return path


@pytest.mark.parametrize("before", ["", BEFORE])
def test_the_list_marks_whom_the_directory_has_and_changes_nothing_the_second_time(known, tmp_path, before):
    path = a_list(
        tmp_path / "a.csv",
        (DOCTOR, "05/23/2024"),
        (CLINIC, "2024-05-24"),
        (NOBODY, "01/01/2020"),
        before=before,
    )
    assert counts(import_deactivated(path)) == (0, 2, 1, 0)
    assert counts(import_deactivated(path)) == (0, 0, 3, 0)
    assert Hcp.objects.get(npi=DOCTOR).deactivated_on == date(2024, 5, 23)
    assert Organisation.objects.get(npi=CLINIC).deactivated_on == date(2024, 5, 24)
    past = Hcp.history.filter(npi=DOCTOR).order_by("-history_date").first()
    assert past.history_change_reason == "import_deactivated_npi"


def test_a_row_that_is_not_right_is_refused_by_its_line(known, tmp_path):
    path = a_list(
        tmp_path / "a.csv",
        ("1234567890", "05/23/2024"),
        (DOCTOR, "soon"),
        (CLINIC, "05/23/2024"),
        before=BEFORE,
    )
    outcome = import_deactivated(path)
    assert counts(outcome) == (0, 1, 0, 2)
    assert outcome.refused == [
        (3, "NPI 1234567890 has a false check digit"),
        (4, "the deactivation date is no date"),
    ]


def test_what_is_no_such_list_is_said_in_a_sentence(known, tmp_path):
    wrong = write(tmp_path / "wrong.csv", ("NPI", "Name"), [(DOCTOR, "x"), (CLINIC, "x")])
    with pytest.raises(CommandError, match="no columns “NPI” and “NPPES Deactivation Date”"):
        call_command("import_deactivated_npi", wrong)
    packed = tmp_path / "packed.zip"
    with ZipFile(packed, "w") as archive:
        archive.writestr("report.xlsx", b"PK")
    with pytest.raises(CommandError, match=r"packed.zip is a ZIP archive; unpack it and name the workbook"):
        call_command("import_deactivated_npi", packed)
    book = tmp_path / "book.xlsx"
    with ZipFile(book, "w") as archive:
        archive.writestr("xl/workbook.xml", "and so on")
    with pytest.raises(CommandError, match=r"book.xlsx is a workbook that cannot be read; save its sheet"):
        call_command("import_deactivated_npi", book)
    wrong = a_book(tmp_path / "wrong.xlsx", ("NPI", "Name"), (DOCTOR, "x"))
    with pytest.raises(CommandError, match=r"wrong.xlsx has no columns “NPI”"):
        call_command("import_deactivated_npi", wrong)


def a_book(path, *rows, day=None):
    """A workbook of one sheet; ``day`` is how a date's cell is shown."""
    with xlsxwriter.Workbook(path) as book:
        sheet, shown = book.add_worksheet(), book.add_format({"num_format": day or "mm/dd/yyyy"})
        for number_, row in enumerate(rows):
            for column, cell in enumerate(row):
                write_cell = sheet.write_datetime if isinstance(cell, date) else sheet.write
                write_cell(number_, column, cell, *([shown] if isinstance(cell, date) else []))
    return path


def a_sheet(path, cells, **manners):
    """The least that is a workbook, its sheet written by hand."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": "<workbook><sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml' Type="
        "'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet'/></Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{cells}</sheetData></worksheet>",
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize(
    "cells",
    [
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        "<row r='1'><c r='XFD1'><v>1</v></c></row><row r=\"900000\"><c><v>1</v></c></row>",
        # Rows and cells may name no place: each then follows the one before it.
        "<row>" + "<c/>" * 16_384 + "</row><row r='1048576'><c/></row>",
        "<row r='1048576'/><row><c x='>' r='XFD1'><v>1</v></c></row>",
        "<x:row r='3'/>" + "<x:row ><x:c/></x:row>" * 3_000 + "<x:row><x:c r='BZZ3004'/></x:row>",
        " " * (workbooks.MOST_BYTES + 1),
    ],
)
def test_a_small_workbook_that_would_take_all_memory_is_refused_unread(known, tmp_path, cells):
    """A file of 2 KB ended the process: the reader keeps every cell up to the farthest."""
    book = a_sheet(tmp_path / "vast.xlsx", cells)
    assert book.stat().st_size < 1 << 20
    with pytest.raises(CommandError, match=r"vast.xlsx unpacks to more than such a list holds"):
        call_command("import_deactivated_npi", book)


def test_a_place_between_two_pieces_of_a_sheet_is_seen(tmp_path, monkeypatch):
    book = a_sheet(tmp_path / "book.xlsx", "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")
    for piece in range(20, 60):
        monkeypatch.setattr(workbooks, "PIECE", piece)
        assert workbooks._is_vast(book)


def test_a_workbook_that_was_torn_or_is_locked_is_said_in_a_sentence(known, tmp_path):
    whole = a_book(tmp_path / "whole.xlsx", HEADER, (DOCTOR, "05/23/2024")).read_bytes()
    torn = tmp_path / "torn.xlsx"
    torn.write_bytes(whole[:-200])
    with pytest.raises(CommandError, match=r"torn.xlsx is a ZIP archive"):
        call_command("import_deactivated_npi", torn)
    locked, at = bytearray(whole), whole.index(b"PK\x01\x02") + 8
    locked[at] |= 1  # “encrypted”, of the first part
    torn.write_bytes(locked)
    with pytest.raises(CommandError, match=r"torn.xlsx is a workbook that cannot be read"):
        call_command("import_deactivated_npi", torn)


def test_the_workbook_as_cms_gives_it_is_read_like_its_sheet_saved_as_csv(known, tmp_path):
    report = ("NPPES Deactivated NPI Report, November 2026",)
    book = a_book(
        tmp_path / "report.xlsx", report, HEADER, (DOCTOR, "05/23/2024"), (),
        (int(CLINIC), date(2024, 5, 24)), ("1234567890", "05/23/2024"),
    )  # fmt: skip
    outcome = import_deactivated(book)
    assert counts(outcome) == (0, 2, 0, 1)
    assert outcome.refused == [(6, "NPI 1234567890 has a false check digit")]
    assert Hcp.objects.get(npi=DOCTOR).deactivated_on == date(2024, 5, 23)
    assert Organisation.objects.get(npi=CLINIC).deactivated_on == date(2024, 5, 24)
    assert counts(import_deactivated(book)) == (0, 0, 2, 1)


def test_the_command_says_what_became_of_the_file(known, tmp_path):
    out = StringIO()
    call_command(
        "import_deactivated_npi", a_list(tmp_path / "a.csv", (DOCTOR, "05/23/2024")), json=True, stdout=out
    )
    said = json.loads(out.getvalue())
    assert (said["kind"], said["changed"], said["refused"]) == ("deactivated_npi", 1, [])


def test_nothing_is_half_imported(known, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)
    real, calls = importing.deactivate, []

    def breaks(days, outcome):
        calls.append(days)
        if len(calls) == 2:
            raise OSError("the disk is gone")
        return real(days, outcome)

    monkeypatch.setattr(importing, "deactivate", breaks)
    with pytest.raises(OSError, match="disk"):
        import_deactivated(a_list(tmp_path / "a.csv", (DOCTOR, "05/23/2024"), (CLINIC, "05/23/2024")))
    assert Hcp.objects.get(npi=DOCTOR).deactivated_on is None


def test_the_monthly_file_sets_the_mark_and_takes_it_away(known, tmp_path):
    gone = {"NPI Deactivation Date": "01/02/2024"}
    rows = [full_row(DOCTOR, **gone), full_row(NOBODY, **gone)]
    outcome = import_npi(write(tmp_path / "a.csv", FULL, rows))
    assert (outcome.changed, outcome.refused) == (1, [(3, "the NPI is deactivated")])
    doctor = Hcp.objects.get(npi=DOCTOR)
    assert (doctor.last_name, doctor.deactivated_on) == ("Marchetti", date(2024, 1, 2))
    back = full_row(DOCTOR, **gone | {"NPI Reactivation Date": "02/02/2024"})
    assert counts(import_npi(write(tmp_path / "b.csv", FULL, [back]))) == (0, 1, 0, 0)
    assert Hcp.objects.get(npi=DOCTOR).deactivated_on is None
    assert counts(import_npi(tmp_path / "b.csv")) == (0, 0, 1, 0)


def test_a_page_and_a_list_warn_and_the_account_stays_usable(known, tmp_path, client):
    import_deactivated(a_list(tmp_path / "a.csv", (DOCTOR, "05/23/2024"), (CLINIC, "05/24/2024")))
    for person, side in ((known.msl1, "medical"), (known.rep1, "commercial")):
        client.force_login(person)
        page = client.get(f"/accounts/{side}/{known.north_hcp.pk}/").content.decode()
        assert "was deactivated on 23 May 2024" in page
        assert "NPI deactivated" in client.get("/accounts/").content.decode()
    assert "was deactivated on 24 May 2024" in client.get(f"/accounts/{known.hospital.pk}/").content.decode()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("rep1", "/handoffs/commercial/new/"), ("rep1", "/accounts/commercial/calls/new/"),
        ("rep1", "/accounts/commercial/objectives/new/"), ("msl1", "/accounts/medical/reports/new/"),
        ("msl1", "/accounts/medical/visits/new/"), ("msl1", "/accounts/medical/objectives/new/"),
    ],
)  # fmt: skip
def test_what_is_begun_with_a_marked_account_warns_and_can_be_begun(known, client, name, path):
    client.force_login(getattr(known, name))
    plain = client.get(f"{path}?hcp={known.north_hcp.pk}").content.decode()
    assert "was deactivated on" not in plain
    Hcp.objects.filter(npi=DOCTOR).update(deactivated_on=date(2024, 5, 23))
    answer = client.get(f"{path}?hcp={known.north_hcp.pk}")
    assert answer.status_code == 200
    assert "was deactivated on 23 May 2024" in answer.content.decode()


def test_no_side_can_set_the_mark(known):
    for name in ("msl1", "rep1", "compliance1"):
        with pytest.raises(Exception, match="permission denied"), acting_as(getattr(known, name)):
            Hcp.objects.filter(npi=DOCTOR).update(deactivated_on=date(2024, 1, 1))
