"""Part D counts: both generations of columns, refusals by line, suppressed is not zero, all or nothing."""

import json
import os
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import Error

from accounts.commercial.models import Decile, Prescribing
from accounts.commercial.prescribing import importing, partd
from accounts.commercial.prescribing.importing import import_prescribing
from accounts.commercial.prescribing.partd import PartDFile, year_of
from accounts.shared.csv_lines import WrongFile
from accounts.shared.models import Hcp, Product
from msl_governance.firewall.database import acting_as

from .npi_files import number

OLD = (
    "npi", "nppes_provider_last_org_name", "nppes_provider_first_name", "nppes_provider_city",
    "nppes_provider_state", "specialty_description", "description_flag", "drug_name", "generic_name",
    "bene_count", "total_claim_count", "total_30_day_fill_count", "total_day_supply", "total_drug_cost",
)  # fmt: skip
NEW = (
    "Prscrbr_NPI", "Prscrbr_Last_Org_Name", "Prscrbr_First_Name", "Prscrbr_City", "Prscrbr_State_Abrvtn",
    "Prscrbr_State_FIPS", "Prscrbr_Type", "Prscrbr_Type_Src", "Brnd_Name", "Gnrc_Name", "Tot_Clms",
    "Tot_30day_Fills", "Tot_Day_Suply", "Tot_Drug_Cst", "Tot_Benes",
)  # fmt: skip
NORTH, SOUTH, NOBODY = number(123456781), number(123456782), number(123456783)


@pytest.fixture
def numbered(world):
    """The two doctors with numbers that files may name."""
    Hcp.objects.filter(pk=world.north_hcp.pk).update(npi=NORTH)
    Hcp.objects.filter(pk=world.south_hcp.pk).update(npi=SOUTH)
    return world


def write(path, header, *rows):
    """A file whose rows give number, brand, generic and claims; what else it holds is made up."""
    names = partd.COLUMNS
    places = [
        next(n for n in header if n.lower() in names[key]) for key in ("npi", "brand", "generic", "claims")
    ]
    lines = [",".join(header)]
    for row in rows:
        cells = dict(zip(places, row, strict=False))
        lines.append(",".join(f'"{cells.get(name, "HIDDEN")}"' for name in header))
    path.write_text("\n".join(lines) + "\n")
    return path


def counts(outcome):
    return outcome.created, outcome.changed, outcome.unchanged, len(outcome.refused)


def stored():
    rows = Prescribing.objects.order_by("hcp__npi", "product")
    return list(rows.values_list("hcp__npi", "product", "scripts", "span", "month"))


@pytest.mark.parametrize("header", [OLD, NEW])
def test_both_generations_of_columns_end_alike(numbered, tmp_path, header):
    Product.objects.create(name="Corvanta")
    path = write(
        tmp_path / "partd_2024.csv",
        header,
        (NORTH, "CORVANTA", "CORVANTREL", "40"),
        (SOUTH, "", "Metoprolol", ""),
    )
    assert counts(import_prescribing(path)) == (2, 0, 0, 0)
    year = date(2024, 1, 1)
    assert stored() == [
        (NORTH, "Corvanta", 40, "year", year), (SOUTH, "Metoprolol", None, "year", year)
    ]  # fmt: skip
    one = Prescribing.objects.get(hcp__npi=NORTH)
    assert one.territory == numbered.commercial_north
    assert "HIDDEN" not in str(list(Prescribing.objects.values()))


def test_twice_without_harm_and_a_change_is_written(numbered, tmp_path):
    path = write(tmp_path / "a_2024.csv", NEW, (NORTH, "Corvanta", "", "40"), (NORTH, "Zelmira", "", "*"))
    assert counts(import_prescribing(path)) == (2, 0, 0, 0)
    before = Prescribing.history.count(), Decile.history.count()
    assert counts(import_prescribing(path)) == (0, 0, 2, 0)
    assert (Prescribing.history.count(), Decile.history.count()) == before
    write(path, NEW, (NORTH, "Corvanta", "", "55"), (NORTH, "Zelmira", "", "0"))
    assert counts(import_prescribing(path)) == (0, 2, 0, 0)
    assert [row[2] for row in stored()] == [55, 0]
    past = Prescribing.history.filter(history_type="~").first()
    assert past.history_change_reason == "import_prescribing"


def test_each_refusal_by_its_line(numbered, tmp_path):
    path = write(
        tmp_path / "a_2024.csv", NEW,
        (NORTH, "Corvanta", "", "40"),
        (NOBODY, "Corvanta", "", "40"),
        ("1234567890", "Corvanta", "", "40"),
        (NORTH, "CORVANTA", "", "41"),
        (NORTH, "", "", "41"),
        (NORTH, "Zelmira", "", "many"),
        (NORTH, "Zelmira", "", "-3"),
        (NORTH, "Zelmira", "", "9999999999"),
        (NORTH, "Z" * 81, "", "12"),
    )  # fmt: skip
    with path.open("a") as file:
        file.write(f'{NORTH},torn,"row\n{SOUTH},short\n')
        file.write(",".join([SOUTH, *["x"] * 7, "Corvanta", "", "12.0", *["x"] * 4]))
    outcome = import_prescribing(path)
    assert outcome.refused == [
        (3, f"NPI {NOBODY} is nobody in the directory"),
        (4, "NPI 1234567890 has a false check digit"),
        (5, f"NPI {NORTH} and Corvanta stand in this file already"),
        (6, "the row names no drug"),
        (7, "the number of claims is not a whole number"),
        (8, "the number of claims is not a whole number"),
        (9, "the number of claims is not a whole number"),
        (10, "the name of the drug is too long"),
        (11, "the row breaks off inside a quoted value"),
        (12, "the row has 2 columns where the header has 15"),
    ]
    assert [row[:3] for row in stored()] == [(NORTH, "Corvanta", 40), (SOUTH, "Corvanta", 12)]


def test_a_number_and_a_drug_come_once_across_batches_too(numbered, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)
    path = write(tmp_path / "a_2024.csv", NEW, (NORTH, "Corvanta", "", "40"), (NORTH, "Corvanta", "x", "41"))
    assert counts(import_prescribing(path)) == (1, 0, 0, 1)


def test_where_anything_breaks_nothing_is_imported(numbered, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)
    path = write(tmp_path / "a_2024.csv", NEW, (NORTH, "Corvanta", "", "40"), (SOUTH, "Corvanta", "", "41"))
    done = []

    def breaks(read, whole):
        done.append(read)
        if len(done) == 2:
            raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        import_prescribing(path, progress=breaks)
    assert (Prescribing.objects.count(), Decile.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "given", "year", "words"),
    [
        ("a_2019.csv", 2021, 2021, "as asked"),
        ("partd_by_provider_2023_head.csv", None, 2023, "file's name"),
        ("part_20231_1999_2020.csv", None, 2020, "file's name"),
        ("DY22.csv", None, 2025, "last complete year"),
        ("plan_2031.csv", None, 2025, "last complete year"),
    ],
)
def test_the_year_is_known_and_said(name, given, year, words):
    found, sentence = year_of(Path(name), given, date(2026, 3, 2))
    assert found == year
    assert str(year) in sentence
    assert words in sentence


@pytest.mark.parametrize("year", [2005, 2027])
def test_a_year_that_cannot_be_is_refused(year):
    with pytest.raises(WrongFile, match="between 2006 and 2026"):
        year_of(Path("a.csv"), year, date(2026, 3, 2))


def test_a_wrong_file_ends_with_one_sentence(numbered, tmp_path):
    path = tmp_path / "npi.csv"
    path.write_text("NPI,Entity_Type_Code\n1,1\n")
    with pytest.raises(CommandError, match=r"npi\.csv lacks columns of Part D"):
        call_command("import_prescribing", str(path))
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_prescribing", str(tmp_path / "none.csv"))


def test_the_command_says_the_year_and_prints_json(numbered, tmp_path):
    path = write(tmp_path / "a.csv", NEW, (NORTH, "Corvanta", "", "40"), (NOBODY, "Corvanta", "", "1"))
    out = StringIO()
    call_command("import_prescribing", str(path), "--year", "2022", stdout=out)
    assert out.getvalue().startswith("Counts of 2022, as asked.\nline 3: refused, NPI")
    assert "2 rows read: 1 created, 0 changed, 0 unchanged, 1 refused" in out.getvalue()
    out = StringIO()
    call_command("import_prescribing", str(path), "--year=2022", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert set(said) == {
        "kind", "read", "created", "changed", "unchanged", "refused", "seconds", "peak_mib", "year"
    }  # fmt: skip
    assert (said["kind"], said["read"], said["unchanged"], said["year"]) == ("prescribing", 2, 1, 2022)
    assert said["refused"] == [{"line": 3, "reason": f"NPI {NOBODY} is nobody in the directory"}]


def test_the_import_runs_as_commercial_and_medical_reads_none_of_it(numbered, tmp_path, monkeypatch):
    from django.db import connection

    logins = []
    monkeypatch.setattr(importing.services, "rework_deciles", lambda: logins.append(connection.login))
    import_prescribing(write(tmp_path / "a_2024.csv", NEW, (NORTH, "Corvanta", "", "40")))
    assert logins == ["commercial"]
    for model in (Prescribing, Decile):
        with pytest.raises(Error, match="permission denied"), acting_as(numbered.msl1):
            list(model.objects.all())


SAMPLES = Path(os.environ.get("THRESHOLD_SAMPLE_DATA", "/nonexistent")) / "partd"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="THRESHOLD_SAMPLE_DATA names no folder with partd/*.csv")
def test_real_files_are_read_twice_without_harm(db):
    for path in sorted(SAMPLES.glob("*.csv")):
        for row in PartDFile(path).rows(lambda line, reason: None):
            Hcp.objects.get_or_create(npi=row.npi, defaults={"last_name": "Veldran"})
        first, second = import_prescribing(path), import_prescribing(path)
        assert first.created > 0
        assert first.refused == second.refused
        assert (second.created, second.changed, second.unchanged) == (0, 0, first.created)
