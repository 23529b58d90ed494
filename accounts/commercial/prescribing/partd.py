"""A reader of CMS's “Medicare Part D Prescribers - by Provider and Drug”, in both generations of columns.

Until the data year 2018 the columns were npi, drug_name, generic_name, total_claim_count …; since then they are
Prscrbr_NPI, Brnd_Name, Gnrc_Name, Tot_Clms …. Names, places, costs and beneficiaries are never looked at. CMS
leaves counts below 11 out: a blank, a star or a number sign means suppressed, not zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from accounts.shared.csv_lines import CsvFile, Refused, WrongFile
from accounts.shared.names import spelled
from accounts.shared.npi import checked_number

FIRST_YEAR = 2006  # of Medicare Part D
LONGEST_NAME = 80
MOST = 2_147_483_647
SUPPRESSED = {"", "*", "#"}
COLUMNS = {
    "npi": ("prscrbr_npi", "npi"),
    "brand": ("brnd_name", "drug_name"),
    "generic": ("gnrc_name", "generic_name"),
    "claims": ("tot_clms", "total_claim_count"),
}


@dataclass(frozen=True)
class Row:
    """One accepted row; ``scripts`` is None where the count is suppressed."""

    line: int
    npi: str
    product: str
    scripts: int | None


class PartDFile(CsvFile):
    """A Part D file, read line by line."""

    kind = "Part D"
    named = "the file of Part D prescribers by provider and drug"

    def check_header(self) -> None:
        """It has a number, a name of a drug and a number of claims."""
        self.columns = self.found(COLUMNS)
        if not {"npi", "brand", "claims"} <= set(self.columns):
            raise WrongFile(
                f"{self.path.name} lacks columns of Part D prescribers by provider and drug "
                "(Prscrbr_NPI, Brnd_Name, Tot_Clms, or npi, drug_name, total_claim_count); name such a file."
            )

    def row(self, line: int, cells: list[str]) -> Row:
        """One count. Raises ``Refused``."""
        get = {name: cells[index].strip() for name, index in self.columns.items()}
        npi = checked_number(get["npi"])
        product = spelled(get["brand"] or get.get("generic", ""))
        if not product:
            raise Refused("the row names no drug")
        if len(product) > LONGEST_NAME:
            raise Refused("the name of the drug is too long")
        return Row(line, npi, product, _count(get["claims"]))


def year_of(path: Path, given: int | None, today: date) -> tuple[int, str]:
    """The calendar year that a file is about, and a sentence that says where it is known from.

    ``given``, else four digits in the file's name, else the last complete year. Raises ``WrongFile`` where the
    year given cannot be.
    """
    if given is not None:
        if not FIRST_YEAR <= given <= today.year:
            raise WrongFile(f"The year must lie between {FIRST_YEAR} and {today.year}.")
        return given, f"Counts of {given}, as asked."
    for digits in re.findall(r"(?<!\d)\d{4}(?!\d)", path.name):
        if FIRST_YEAR <= int(digits) <= today.year:
            return int(digits), f"Counts of {digits}, as the file's name says."
    return (
        today.year - 1,
        f"Counts of {today.year - 1}, the last complete year; say --year where that is wrong.",
    )


def _count(text: str) -> int | None:
    if text in SUPPRESSED:
        return None
    if not re.fullmatch(r"\d{1,10}(\.0+)?", text, re.ASCII) or int(text.split(".", maxsplit=1)[0]) > MOST:
        raise Refused("the number of claims is not a whole number")
    return int(text.split(".", maxsplit=1)[0])
