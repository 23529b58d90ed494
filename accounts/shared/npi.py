"""National Provider Identifier: check digit, and a reader of the NPPES dissemination file.

Format: CMS, "NPPES Data Dissemination - Readme", 330 columns since April 2021 and 329 before; files reduced to
a few columns are read as well, since columns are found by name. Only public directory facts are read: names,
credentials, taxonomy, city and state of the practice location. Telephone numbers, street addresses, dates of
birth and identifiers of other payers are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .csv_lines import CsvFile, Refused, WrongFile
from .names import spelled
from .places import country_of, region_code
from .specialties import organisation_kind, specialty_of

PERSON, ORGANISATION = "1", "2"

# What is read, under the names the columns have had, in lower case with underscores for all else.
COLUMNS = {
    "npi": ("npi",),
    "entity": ("entity_type_code", "entity_type"),
    "organisation": ("provider_organization_name_legal_business_name", "organization_name"),
    "last_name": ("provider_last_name_legal_name", "last_name"),
    "first_name": ("provider_first_name", "first_name"),
    "credentials": ("provider_credential_text", "credentials", "credential"),
    "city": ("provider_business_practice_location_address_city_name", "city"),
    "region": ("provider_business_practice_location_address_state_name", "state"),
    "country": ("provider_business_practice_location_address_country_code_if_outside_u_s", "country"),
    "replacement": ("replacement_npi",),
    "deactivated": ("npi_deactivation_date",),
    "reactivated": ("npi_reactivation_date",),
    "taxonomy": ("taxonomy_code", "healthcare_provider_taxonomy_code"),
}


@dataclass(frozen=True)
class Row:
    """One accepted row. ``facts`` holds only the model fields whose columns the file has.

    Of a number that is deactivated nothing is told but ``gone``, the day.
    """

    line: int
    npi: str
    is_person: bool
    facts: dict[str, Any] = field(default_factory=dict)
    gone: date | None = None


def has_true_check_digit(npi: str) -> bool:
    """Whether ten digits carry a true check digit: Luhn over 80840 and the number (45 CFR 162.406).

    The prefix 80840 adds a constant 24 to the sum. Numbers begin with 1 or 2.
    """
    if not re.fullmatch(r"[12]\d{9}", npi, re.ASCII):
        return False
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in npi[0:9:2])
    return (24 + doubled + sum(int(digit) for digit in npi[1:10:2])) % 10 == 0


def checked_number(text: str) -> str:
    """The NPI that a cell holds. Raises ``Refused`` where it is none."""
    npi = text.removesuffix(".0")
    if not re.fullmatch(r"\d{10}", npi, re.ASCII):
        raise Refused("the NPI is not a number of ten digits")
    if not has_true_check_digit(npi):
        raise Refused(f"NPI {npi} has a false check digit")
    return npi


def day_of(text: str) -> date:
    """The day of a cell, as CMS writes it or as ISO 8601 does. Raises ``Refused`` where it is none."""
    for form in ("%m/%d/%Y", "%Y-%m-%d"):
        with suppress(ValueError):
            return datetime.strptime(text.strip(), form).date()
    raise Refused("the deactivation date is no date")


class NppesFile(CsvFile):
    """An NPPES CSV, read line by line. Memory does not grow with the file but for the numbers seen."""

    kind = "NPPES"
    named = "the npidata file of NPPES"

    def check_header(self) -> None:
        """It has numbers and entity types. The rest may be missing."""
        if "npi" not in self.header or not {"entity_type_code", "entity_type"} & set(self.header):
            raise WrongFile(
                f"{self.path.name} has no columns “NPI” and “Entity Type Code” in its first line; "
                "name an NPPES file."
            )
        self.columns = self.found(COLUMNS)
        self.taxonomies = _taxonomies(self.header)

    def rows(self, refuse: Callable[[int, str], None]) -> Iterator[Row]:
        """Accepted rows in order; ``refuse(line, reason)`` is called for each that is not."""
        self.seen = SeenNumbers()
        return super().rows(refuse)

    def row(self, line: int, cells: list[str]) -> Row:
        """One person or organisation. Raises ``Refused``."""
        get = {name: cells[index].strip() for name, index in self.columns.items()}
        npi = checked_number(get["npi"])
        if get.get("deactivated") and not get.get("reactivated"):
            row = Row(line, npi, False, gone=day_of(get["deactivated"]))
        else:
            entity = _checked_entity(get)
            row = Row(line, npi, entity == PERSON, self._facts(entity, get, cells))
        if not self.seen.add(npi):
            raise Refused(f"NPI {npi} stands in this file already")
        return row

    def _facts(self, entity: str, get: dict[str, str], cells: list[str]) -> dict[str, Any]:
        code = self._taxonomy(cells)
        facts: dict[str, Any] = {} if code is None else _of_taxonomy(entity, code)
        if "deactivated" in get:
            facts["deactivated_on"] = None
        if "city" in get:
            facts["city"] = spelled(get["city"])
        if "region" in get:
            facts["region"] = region_code(get["region"])
            facts["country"] = country_of(get.get("country", ""), facts["region"])
        if entity == ORGANISATION:
            facts["name"] = _needed(spelled(get.get("organisation", "")), "an organisation without a name")
            return facts
        facts["last_name"] = _needed(spelled(get.get("last_name", "")), "a person without a last name")
        for name in {"first_name", "credentials"} & set(get):
            facts[name] = spelled(get[name]) if name == "first_name" else get[name].upper()
        return facts

    def _taxonomy(self, cells: list[str]) -> str | None:
        """The primary taxonomy code, else the first; None where the file has no such column."""
        if self.taxonomies:
            codes = [
                (cells[i].strip(), s is not None and cells[s].strip() == "Y") for i, s in self.taxonomies
            ]
            return max((c for c in codes if c[0]), key=lambda c: c[1], default=("", False))[0]
        return cells[self.columns["taxonomy"]].strip() if "taxonomy" in self.columns else None


class SeenNumbers:
    """Which NPIs came already: one bit each, at most 25 MiB for every number there can be."""

    def __init__(self):
        self._parts: dict[int, bytearray] = {}

    def add(self, npi: str) -> bool:
        """Note a number; false where it was noted before."""
        part, bit = divmod(int(npi[:9]), 1 << 16)
        bits = self._parts.setdefault(part, bytearray(1 << 13))
        known = bits[bit >> 3] & (1 << (bit & 7))
        bits[bit >> 3] |= 1 << (bit & 7)
        return not known


def _taxonomies(header: list[str]) -> list[tuple[int, int | None]]:
    places = {name: index for index, name in enumerate(header)}
    code, switch = "healthcare_provider_taxonomy_code_{}", "healthcare_provider_primary_taxonomy_switch_{}"
    return [
        (places[code.format(n)], places.get(switch.format(n)))
        for n in range(1, 16)
        if code.format(n) in places
    ]


def _checked_entity(get: dict[str, str]) -> str:
    if get.get("replacement"):
        raise Refused("the NPI was replaced by another one")
    entity = get["entity"].removesuffix(".0")
    if not entity:
        raise Refused("no entity type, as NPPES writes a deactivated NPI")
    if entity not in (PERSON, ORGANISATION):
        raise Refused("the entity type is neither 1 (person) nor 2 (organisation)")
    return entity


def _of_taxonomy(entity: str, code: str) -> dict[str, str]:
    if entity == ORGANISATION:
        return {"kind": organisation_kind(code)}
    return {"specialty_code": code, "specialty": specialty_of(code)}


def _needed(value: str, reason: str) -> str:
    if not value:
        raise Refused(reason)
    return value
