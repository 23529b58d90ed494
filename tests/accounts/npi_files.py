"""Small NPPES files made up for tests: no row is of a real person."""

FULL = (
    "NPI", "Entity Type Code", "Replacement NPI", "Provider Organization Name (Legal Business Name)",
    "Provider Last Name (Legal Name)", "Provider First Name", "Provider Credential Text",
    "Provider First Line Business Practice Location Address",
    "Provider Business Practice Location Address City Name",
    "Provider Business Practice Location Address State Name",
    "Provider Business Practice Location Address Country Code (If outside U.S.)",
    "Provider Business Practice Location Address Telephone Number",
    "NPI Deactivation Date", "NPI Reactivation Date",
    "Healthcare Provider Taxonomy Code_1", "Healthcare Provider Primary Taxonomy Switch_1",
    "Healthcare Provider Taxonomy Code_2", "Healthcare Provider Primary Taxonomy Switch_2",
)  # fmt: skip
REDUCED = (
    "NPI",
    "Entity_Type_Code",
    "Organization_Name",
    "Last_Name",
    "First_Name",
    "State",
    "Taxonomy_Code",
)


def number(first_nine: int) -> str:
    """An NPI with its true check digit, worked out the slow way: Luhn over 80840 and the number."""
    body = f"80840{first_nine}"
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{first_nine}{-total % 10}"


def full_row(npi, **values):
    """A row of the wide layout; keys are the beginnings of the header's words, underscored."""
    known = {
        "NPI": npi, "Entity Type Code": "1", "Provider Last Name (Legal Name)": "VELDRAN",
        "Provider First Name": "MIREILLE", "Provider Credential Text": "M.D.",
        "Provider First Line Business Practice Location Address": "1 HIDDEN LANE",
        "Provider Business Practice Location Address City Name": "ALBANY",
        "Provider Business Practice Location Address State Name": "NY",
        "Provider Business Practice Location Address Telephone Number": "5550142",
        "Healthcare Provider Taxonomy Code_1": "207RN0300X", "Healthcare Provider Primary Taxonomy Switch_1": "N",
        "Healthcare Provider Taxonomy Code_2": "207RC0000X", "Healthcare Provider Primary Taxonomy Switch_2": "Y",
    } | values  # fmt: skip
    return [known.get(name, "") for name in FULL]


def write(path, header, rows, *, encoding="utf-8", newline="\n"):
    """A CSV file, every value quoted as NPPES does."""
    lines = [",".join(f'"{value}"' for value in row) for row in (header, *rows)]
    path.write_bytes((newline.join(lines) + newline).encode(encoding))
    return path
