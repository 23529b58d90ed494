"""The two whole layouts of the monthly NPPES file, after CMS, "NPPES Data Dissemination - Readme": names and order.

``WIDE_330`` has stood since the certification date came in; ``WIDE_329`` is the file before, which also names a
person's sex otherwise. Rows made with ``row`` hold a decoy in every column that nobody may read.
"""

_NAME_PARTS = (
    "Last Name",
    "First Name",
    "Middle Name",
    "Name Prefix Text",
    "Name Suffix Text",
    "Credential Text",
)


def _address(of: str) -> list[str]:
    before = f"Provider Business {of} Address"
    return [
        f"Provider First Line Business {of} Address", f"Provider Second Line Business {of} Address",
        f"{before} City Name", f"{before} State Name", f"{before} Postal Code",
        f"{before} Country Code (If outside U.S.)", f"{before} Telephone Number", f"{before} Fax Number",
    ]  # fmt: skip


def _layout(sex: str, end: tuple[str, ...]) -> tuple[str, ...]:
    taxonomies = [
        name.format(n)
        for n in range(1, 16)
        for name in (
            "Healthcare Provider Taxonomy Code_{}", "Provider License Number_{}",
            "Provider License Number State Code_{}", "Healthcare Provider Primary Taxonomy Switch_{}",
        )
    ]  # fmt: skip
    others = [
        f"Other Provider Identifier{part}_{n}"
        for n in range(1, 51)
        for part in ("", " Type Code", " State", " Issuer")
    ]
    return (
        "NPI", "Entity Type Code", "Replacement NPI", "Employer Identification Number (EIN)",
        "Provider Organization Name (Legal Business Name)", "Provider Last Name (Legal Name)",
        *(f"Provider {part}" for part in _NAME_PARTS[1:]),
        "Provider Other Organization Name", "Provider Other Organization Name Type Code",
        *(f"Provider Other {part}" for part in _NAME_PARTS), "Provider Other Last Name Type Code",
        *_address("Mailing"), *_address("Practice Location"),
        "Provider Enumeration Date", "Last Update Date", "NPI Deactivation Reason Code", "NPI Deactivation Date",
        "NPI Reactivation Date", sex,
        *(f"Authorized Official {part}" for part in ("Last Name", "First Name", "Middle Name", "Title or Position",
                                                     "Telephone Number")),
        *taxonomies, *others,
        "Is Sole Proprietor", "Is Organization Subpart", "Parent Organization LBN", "Parent Organization TIN",
        *(f"Authorized Official {part}" for part in ("Name Prefix Text", "Name Suffix Text", "Credential Text")),
        *(f"Healthcare Provider Taxonomy Group_{n}" for n in range(1, 16)),
        *end,
    )  # fmt: skip


WIDE_330 = _layout("Provider Sex Code", ("Certification Date",))
WIDE_329 = _layout("Provider Gender Code", ())
DECOY = "ZZDECOY"
# Read, and empty unless a row says otherwise: a decoy in them would be a fact.
_SPEAKING = {
    "Replacement NPI", "NPI Deactivation Date", "NPI Reactivation Date",
    "Provider Organization Name (Legal Business Name)", "Provider Last Name (Legal Name)", "Provider First Name",
    "Provider Credential Text", "Provider Business Practice Location Address Country Code (If outside U.S.)",
}  # fmt: skip


def row(layout: tuple[str, ...], npi: str, entity: str = "1", **facts: str) -> list[str]:
    """A whole row; ``facts`` are names of columns with what stands there."""
    practice = "Provider Business Practice Location Address"
    known = dict.fromkeys(layout, DECOY) | dict.fromkeys(_SPEAKING, "")
    known |= {name: "" for name in layout if name.startswith("Healthcare Provider")}
    known |= {
        "NPI": npi,
        "Entity Type Code": entity,
        f"{practice} City Name": "ALBANY",
        f"{practice} State Name": "NY",
    }
    known |= {
        "Healthcare Provider Taxonomy Code_1": "207RN0300X",
        "Healthcare Provider Primary Taxonomy Switch_1": "N",
    }
    return [(known | facts)[name] for name in layout]
