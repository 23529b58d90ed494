"""Files as wide as the real ones: the facts are found by name among hundreds of columns nobody may read."""

import tracemalloc

import pytest

from accounts.shared import importing
from accounts.shared.importing import import_npi
from accounts.shared.models import Hcp, Organisation

from .npi_files import number, write
from .npi_layouts import DECOY, WIDE_329, WIDE_330, row

pytestmark = pytest.mark.django_db
DOCTOR, CLINIC = number(123456781), number(123456782)
LAYOUTS = {"329": WIDE_329, "330": WIDE_330}
PERSON = {
    "Provider Last Name (Legal Name)": "VELDRAN", "Provider First Name": "MIREILLE",
    "Provider Credential Text": "M.D.",
    # The primary one stands last of the fifteen.
    "Healthcare Provider Taxonomy Code_15": "207RC0000X", "Healthcare Provider Primary Taxonomy Switch_15": "Y",
}  # fmt: skip
PLACE = {
    "Provider Organization Name (Legal Business Name)": "VELDRAN HEART HOSPITAL",
    "Healthcare Provider Taxonomy Code_1": "282N00000X",
}


def whole_file(layout, path):
    """One row of each kind the monthly file holds."""
    rows = [
        row(layout, DOCTOR, **PERSON),
        row(layout, CLINIC, "2", **PLACE),
        row(layout, number(123456783), **PERSON, **{"NPI Deactivation Date": "05/01/2020"}),
        row(layout, number(123456784), **PERSON, **{"Replacement NPI": DOCTOR}),
        row(layout, "1234567890", **PERSON),
        row(layout, DOCTOR, **PERSON),
        row(layout, number(123456785), **PERSON)[:-7],
    ]
    return write(path, layout, rows)


@pytest.mark.parametrize("width", LAYOUTS)
def test_the_layouts_are_as_wide_as_the_readme_says(width):
    assert len(LAYOUTS[width]) == len(set(LAYOUTS[width])) == int(width)


def test_the_layouts_differ_by_what_cms_changed():
    assert set(WIDE_330) ^ set(WIDE_329) == {
        "Provider Sex Code",
        "Provider Gender Code",
        "Certification Date",
    }


@pytest.mark.parametrize("width", LAYOUTS)
def test_a_file_of_the_whole_layout_is_imported_and_again_without_harm(width, tmp_path):
    path = whole_file(LAYOUTS[width], tmp_path / f"npidata_{width}.csv")
    first, second = import_npi(path), import_npi(path)
    assert (first.created, first.changed, first.unchanged) == (2, 0, 0)
    assert (second.created, second.changed, second.unchanged) == (0, 0, 2)
    assert [line for line, _ in first.refused] == [4, 5, 6, 7, 8]
    assert first.refused == second.refused
    doctor, clinic = Hcp.objects.get(npi=DOCTOR), Organisation.objects.get(npi=CLINIC)
    assert (doctor.last_name, doctor.city, doctor.region) == ("Veldran", "Albany", "NY")
    assert (doctor.specialty_code, doctor.specialty) == ("207RC0000X", "Cardiology")
    assert (clinic.name, clinic.kind, clinic.region) == ("Veldran Heart Hospital", "hospital", "NY")
    assert [doctor.history.count(), clinic.history.count()] == [1, 1]


@pytest.mark.parametrize("width", LAYOUTS)
def test_no_other_column_leaves_a_trace(width, tmp_path):
    import_npi(whole_file(LAYOUTS[width], tmp_path / "npidata.csv"))
    for model in (Hcp, Organisation, Hcp.history.model, Organisation.history.model):
        assert DECOY not in str(list(model.objects.values())).upper()


def most_memory(path) -> int:
    """The most that Python held while a file was read, beyond what it held before."""
    tracemalloc.start()
    try:
        import_npi(path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_ten_times_the_rows_take_less_than_twice_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 100)
    files = {}
    for name, first, rows in (("warm", 1, 100), ("short", 1_000, 300), ("long", 10_000, 3_000)):
        numbers = (number(123_400_000 + first + n) for n in range(rows))
        files[name] = write(tmp_path / name, WIDE_330, (row(WIDE_330, npi, **PERSON) for npi in numbers))
    import_npi(files["warm"])
    assert most_memory(files["long"]) < 2 * most_memory(files["short"])
    assert Hcp.objects.count() == 3_400
