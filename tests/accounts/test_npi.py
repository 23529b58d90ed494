"""The check digit and the reader, without a database."""

import pytest

from accounts.shared import csv_lines
from accounts.shared.csv_lines import WrongFile
from accounts.shared.names import folded, spelled
from accounts.shared.npi import NppesFile, SeenNumbers, has_true_check_digit
from accounts.shared.places import country_of, region_code
from accounts.shared.specialties import organisation_kind, specialty_names, specialty_of

from .npi_files import FULL, REDUCED, full_row, number, write


def test_check_digit_against_the_published_example_and_the_slow_way():
    assert has_true_check_digit("1234567893")  # the example of 45 CFR 162.406's implementation guide
    for first_nine in range(123456700, 123457700):
        good = number(first_nine)
        assert [has_true_check_digit(good[:9] + digit) for digit in "0123456789"].count(True) == 1
        assert has_true_check_digit(good)


@pytest.mark.parametrize("text", ["", "123456789", "12345678930", "3234567893", "12345678٩3", "abcdefghij"])
def test_what_is_no_number_has_no_true_check_digit(text):
    assert not has_true_check_digit(text)


def read(path):
    refused = []
    rows = list(NppesFile(path).rows(lambda line, reason: refused.append((line, reason))))
    return rows, refused


def test_wide_row_gives_directory_facts_and_nothing_private(tmp_path):
    rows, refused = read(write(tmp_path / "a.csv", FULL, [full_row(number(123456789))], newline="\r\n"))
    assert refused == []
    assert rows[0].facts == {
        "last_name": "Veldran", "first_name": "Mireille", "credentials": "M.D.", "city": "Albany",
        "region": "NY", "country": "US", "specialty_code": "207RC0000X", "specialty": "Cardiology", "deactivated_on": None,
    }  # fmt: skip


def test_first_taxonomy_counts_where_none_is_primary_and_none_gives_no_specialty(tmp_path):
    no_switch = full_row(number(123456789), **{"Healthcare Provider Primary Taxonomy Switch_2": ""})
    none = full_row(
        number(123456788),
        **{"Healthcare Provider Taxonomy Code_1": "", "Healthcare Provider Taxonomy Code_2": ""},
    )
    rows, _ = read(write(tmp_path / "a.csv", FULL, [no_switch, none]))
    assert [row.facts["specialty"] for row in rows] == ["Nephrology", ""]


def test_reduced_file_leaves_columns_it_lacks_alone(tmp_path):
    path = write(
        tmp_path / "a.csv",
        REDUCED,
        [
            (number(123456789), "1.0", "", "O'HALVARD", "JO", "PUERTO RICO", "207RC0000X"),
            (f"{number(123456780)}.0", "2.0", "VELDRAN HEART CLINIC, PLLC", "", "", "TX", "261QM1300X"),
        ],
    )
    rows, refused = read(path)
    assert refused == []
    assert rows[0].facts["last_name"] == "O'Halvard"
    assert rows[0].facts["region"] == "PR"
    assert "city" not in rows[0].facts
    assert rows[1].facts == {
        "name": "Veldran Heart Clinic, PLLC", "kind": "practice", "region": "TX", "country": "US"
    }  # fmt: skip


REFUSALS = [
    (("12345", "1", "", "A", "", "", ""), "the NPI is not a number of ten digits"),
    (("1234567890", "1", "", "A", "", "", ""), "NPI 1234567890 has a false check digit"),
    ((number(111111111), "", "", "A", "", "", ""), "no entity type, as NPPES writes a deactivated NPI"),
    (
        (number(111111111), "3", "", "A", "", "", ""),
        "the entity type is neither 1 (person) nor 2 (organisation)",
    ),
    ((number(111111111), "1", "", "", "B", "", ""), "a person without a last name"),
    ((number(111111111), "2", "", "A", "B", "", ""), "an organisation without a name"),
    ((number(111111111), "1"), "the row has 2 columns where the header has 7"),
    ((number(111111111), "1", "", "A\x00B", "", "", ""), "the row holds a NUL character"),
]


@pytest.mark.parametrize(("row", "reason"), REFUSALS)
def test_a_bad_row_is_refused_by_line_and_its_neighbours_are_not(tmp_path, row, reason):
    good = [(number(n), "1", "", "A", "", "NY", "") for n in (123456781, 123456782)]
    rows, refused = read(write(tmp_path / "a.csv", REDUCED, [good[0], row, good[1]]))
    assert refused == [(3, reason)]
    assert [one.line for one in rows] == [2, 4]


def test_a_number_that_comes_twice_is_refused_the_second_time(tmp_path):
    row = (number(123456781), "1", "", "A", "", "NY", "")
    rows, refused = read(write(tmp_path / "a.csv", REDUCED, [row, row]))
    assert len(rows) == 1
    assert refused == [(3, f"NPI {row[0]} stands in this file already")]


def test_deactivated_and_replaced_numbers_are_refused_and_reactivated_ones_are_not(tmp_path):
    rows, refused = read(
        write(
            tmp_path / "a.csv",
            FULL,
            [
                full_row(number(123456781), **{"NPI Deactivation Date": "01/02/2024"}),
                full_row(
                    number(123456782),
                    **{"NPI Deactivation Date": "01/02/2024", "NPI Reactivation Date": "01/03/2024"},
                ),
                full_row(number(123456783), **{"Replacement NPI": number(123456782)}),
            ],
        )
    )
    assert [(row.line, str(row.gone)) for row in rows] == [(2, "2024-01-02"), (3, "None")]
    assert rows[1].facts["deactivated_on"] is None
    assert [reason for _line, reason in refused] == ["the NPI was replaced by another one"]


def test_a_torn_quote_costs_one_row_and_empty_lines_cost_none(tmp_path):
    path = tmp_path / "a.csv"
    good = f"{number(123456781)},1,,Veldran,,NY,"
    path.write_text(
        f'{",".join(REDUCED)}\n{good}\n\n{number(123456782)},1,,"Velt\n{number(123456783)},1,,C,,,'
    )
    rows, refused = read(path)
    assert [row.line for row in rows] == [2, 5]
    assert refused == [(4, "the row breaks off inside a quoted value")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_encodings_are_told_apart_by_themselves(tmp_path, encoding):
    path = write(
        tmp_path / "a.csv", REDUCED, [(number(123456781), "1", "", "Müñoz", "", "NY", "")], encoding=encoding
    )
    rows, refused = read(path)
    assert (rows[0].facts["last_name"], refused) == ("Müñoz", [])


def test_semicolons_are_read_too(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"{';'.join(REDUCED)}\n{number(123456781)};1;;Veldran;;NY;\n")
    assert read(path)[0][0].facts["last_name"] == "Veldran"


WRONG = {
    "zip": (b"PK\x03\x04rest", "is a ZIP archive"),
    "empty": (b"", r"empty\.csv is empty; name"),
    "binary": (b"\x89PNG\x00\x00\n", "is not a CSV file"),
    "other": (b"name,town\nA,B\n", "has no columns “NPI” and “Entity Type Code”"),
    "text": (b"Dear colleague,\n", "has no columns"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_file_is_said_in_one_sentence(tmp_path, kind):
    content, words = WRONG[kind]
    path = tmp_path / f"{kind}.csv"
    path.write_bytes(content)
    with pytest.raises(WrongFile, match=words):
        NppesFile(path)


def test_a_missing_file_is_said_too(tmp_path):
    with pytest.raises(WrongFile, match=r"There is no file nothing\.csv"):
        NppesFile(tmp_path / "nothing.csv")


def test_a_line_without_end_is_refused_in_pieces_of_bounded_size(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_lines, "LONGEST_LINE", 200)
    path = tmp_path / "a.csv"
    path.write_text(f"{','.join(REDUCED)}\n{'x' * 1000}\n{number(123456781)},1,,Veldran,,NY,\n")
    rows, refused = read(path)
    assert [row.facts["last_name"] for row in rows] == ["Veldran"]
    assert "the line is longer than any row of NPPES" in {reason for _line, reason in refused}


def test_seen_numbers_forget_nothing():
    seen, numbers = SeenNumbers(), [number(n) for n in range(199999990, 200000010)]
    assert all(seen.add(one) for one in numbers)
    assert not any(seen.add(one) for one in numbers)


@pytest.mark.parametrize(
    ("loud", "plain"),
    [
        ("BRYANT-JONES", "Bryant-Jones"), ("MCALISTAIR", "McAlistair"), ("O'HARA", "O'Hara"),
        ("VELDRAN'S HOUSE OF CARE", "Veldran's House of Care"), ("THE CLINIC, LLC", "The Clinic, LLC"),
        ("De la Veld", "De la Veld"), ("  ANN   LEE ", "Ann Lee"), ("", ""), ("MCA", "Mca"),
    ],
)  # fmt: skip
def test_names_stop_shouting(loud, plain):
    assert spelled(loud) == plain


def test_folding_places_and_specialties():
    assert folded("Łukasz Müñoz-Øre") == "lukasz munoz-ore"
    assert [region_code(text) for text in ("ny", "Ontario", "NEW  SOUTH WALES")] == ["NY", "ON", "NEW SOUTH "]
    assert [country_of("DE", ""), country_of("", "ON"), country_of("Germany", "")] == ["DE", "CA", "US"]
    assert [specialty_of(code) for code in ("207RC0000X", "207RZZ", "999", "")] == [
        "Cardiology", "Internal medicine", "", ""
    ]  # fmt: skip
    assert [organisation_kind(code) for code in ("282N00000X", "261Q00000X", "332B00000X")] == [
        "hospital", "practice", "other"
    ]  # fmt: skip
    assert specialty_names() == sorted(set(specialty_names()))


def test_a_file_may_have_no_state_at_all(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"NPI,Entity_Type_Code,Last_Name\n{number(123456781)},1,Veldran\n")
    assert read(path)[0][0].facts == {"last_name": "Veldran"}
