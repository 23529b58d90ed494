"""The import: counts, history, all or nothing, and what the command says."""

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.shared import importing
from accounts.shared.importing import import_npi
from accounts.shared.models import Hcp, Organisation
from msl_governance.firewall.database import acting_as

from .npi_files import FULL, REDUCED, full_row, number, write

pytestmark = pytest.mark.django_db
DOCTOR, CLINIC = number(123456781), number(123456782)


@pytest.fixture
def two(tmp_path):
    """A person and an organisation."""
    rows = [
        (DOCTOR, "1", "", "VELDRAN", "MIREILLE", "NY", "207RC0000X"),
        (CLINIC, "2", "VELDRAN HEART HOSPITAL", "", "", "NY", "282N00000X"),
    ]
    return write(tmp_path / "two.csv", REDUCED, rows)


def counts(outcome):
    return outcome.created, outcome.changed, outcome.unchanged, len(outcome.refused)


def test_both_kinds_are_created_once_and_left_alone_the_second_time(two):
    assert counts(import_npi(two)) == (2, 0, 0, 0)
    assert counts(import_npi(two)) == (0, 0, 2, 0)
    doctor, clinic = Hcp.objects.get(npi=DOCTOR), Organisation.objects.get(npi=CLINIC)
    assert (doctor.last_name, doctor.specialty, clinic.kind) == ("Veldran", "Cardiology", "hospital")
    assert [past.history_type for past in doctor.history.all()] == ["+"]
    assert doctor.history.get().history_change_reason == "import_npi"


def test_a_changed_row_is_written_and_what_the_file_lacks_stays(two, tmp_path):
    import_npi(two)
    Hcp.objects.filter(npi=DOCTOR).update(city="Albany", phone="+1 555 0142")
    row = (DOCTOR, "1", "", "VELDRAN", "MIREILLE", "MA", "207RC0000X")
    assert counts(import_npi(write(tmp_path / "b.csv", REDUCED, [row]))) == (0, 1, 0, 0)
    doctor = Hcp.objects.get(npi=DOCTOR)
    assert (doctor.region, doctor.city, doctor.phone) == ("MA", "Albany", "+1 555 0142")


def test_telephone_and_street_of_the_file_are_nowhere(tmp_path):
    import_npi(write(tmp_path / "a.csv", FULL, [full_row(DOCTOR)]))
    doctor = Hcp.objects.filter(npi=DOCTOR).values().get()
    assert "5550142" not in str(doctor)
    assert "HIDDEN" not in str(doctor).upper()


def test_a_number_of_the_other_kind_and_a_long_value_are_refused(two, tmp_path):
    import_npi(two)
    rows = [
        (CLINIC, "1", "", "VELDRAN", "", "NY", ""),
        (number(123456783), "1", "", "V" * 101, "", "NY", ""),
        (DOCTOR, "1", "", "VELDRAN", "MIREILLE", "NY", "207RC0000X"),
    ]
    outcome = import_npi(write(tmp_path / "b.csv", REDUCED, rows))
    assert outcome.refused == [
        (2, f"NPI {CLINIC} is another entity type in the directory"),
        (3, "last name is too long"),
    ]
    assert outcome.unchanged == 1
    assert outcome.read == 3


def test_where_anything_breaks_nothing_is_imported(two, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)
    done = []

    def breaks(read, whole):
        done.append(read)
        if len(done) == 2:
            raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        import_npi(two, progress=breaks)
    assert len(done) == 2
    assert not Hcp.objects.filter(npi=DOCTOR).exists()


def test_batches_of_any_size_end_alike(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 3)
    rows = [(number(123456700 + n), "1", "", f"VELDRAN{n}", "", "NY", "") for n in range(10)]
    steps = []
    outcome = import_npi(write(tmp_path / "a.csv", REDUCED, rows), progress=lambda *step: steps.append(step))
    assert outcome.created == 10
    assert len(steps) == 4
    assert steps[-1][0] <= steps[-1][1]


def test_json_has_the_promised_keys(two):
    out = StringIO()
    call_command("import_npi", str(two), "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert {name: said[name] for name in ("kind", "read", "created", "changed", "unchanged", "refused")} == {
        "kind": "npi", "read": 2, "created": 2, "changed": 0, "unchanged": 0, "refused": []
    }  # fmt: skip
    assert said["seconds"] >= 0
    assert 1 < said["peak_mib"] < 2000


class Screen(StringIO):
    """A terminal."""

    def isatty(self):
        return True


def test_words_for_a_person_name_each_refused_row_and_draw_a_bar(tmp_path):
    path = write(tmp_path / "a.csv", REDUCED, [("1234567890", "1", "", "A", "", "", "")])
    out, bar = StringIO(), Screen()
    call_command("import_npi", str(path), stdout=out, stderr=bar)
    assert "line 2: refused, NPI 1234567890 has a false check digit" in out.getvalue()
    assert "1 rows read: 0 created, 0 changed, 0 unchanged, 1 refused" in out.getvalue()
    call_command(
        "import_npi", str(write(path, REDUCED, [(DOCTOR, "1", "", "A", "", "", "")])), stdout=out, stderr=bar
    )
    assert "100 %" in bar.getvalue()


def test_a_wrong_file_ends_with_one_sentence(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear colleague,\n")
    with pytest.raises(CommandError, match=r"letter\.txt has no columns"):
        call_command("import_npi", str(path))


@pytest.mark.parametrize("told", [(), ("--json",)])
def test_a_header_alone_is_refused(tmp_path, told):
    path = write(tmp_path / "head.csv", REDUCED, [])
    with pytest.raises(CommandError, match=r"head\.csv holds no rows below its header; nothing was written"):
        call_command("import_npi", str(path), *told)


@pytest.mark.parametrize("command", ["import_npi", "import_prescribing", "import_deactivated_npi"])
def test_a_folder_is_called_one(tmp_path, command):
    with pytest.raises(CommandError, match=f"{tmp_path} is a folder; name the "):
        call_command(command, str(tmp_path))


def test_no_side_may_write_the_directory(world):
    for person in (world.msl1, world.rep1):
        with acting_as(person), pytest.raises(Exception, match="permission denied"):
            Hcp.objects.filter(pk=world.north_hcp.pk).update(phone="1")


SAMPLES = Path(os.environ.get("THRESHOLD_SAMPLE_DATA", "/nonexistent")) / "npi"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="THRESHOLD_SAMPLE_DATA names no folder with npi/*.csv")
def test_real_files_of_every_layout_are_read_twice_without_harm():
    for path in sorted(SAMPLES.glob("*.csv")):
        first, second = import_npi(path), import_npi(path)
        assert (second.created, second.changed) == (0, 0), path.name
        assert second.unchanged == first.created + first.unchanged
        assert first.refused == second.refused
