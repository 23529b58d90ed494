"""CMS's list of deactivated numbers, the "NPPES Deactivated NPI Report": a number and a day, nothing else.

CMS gives it as a workbook with a line of its own before the header: see ``workbooks``; saved as CSV that line stays.
"""

from __future__ import annotations

from .csv_lines import CsvFile, WrongFile
from .npi import Row, checked_number, day_of

DAY = ("nppes_deactivation_date", "npi_deactivation_date", "deactivation_date")


class DeactivatedFile(CsvFile):
    """The list as CSV, read line by line."""

    kind = "the list of deactivated NPIs"
    named = "the deactivated NPI report of NPPES, as CMS gives it or saved as CSV"
    most_before = 2

    def is_header(self, names: list[str]) -> bool:
        """It names the number and the day."""
        return "npi" in names and bool(set(DAY) & set(names))

    def check_header(self) -> None:
        """It has a number and a day."""
        if not self.is_header(self.header):
            raise WrongFile(
                f"{self.path.name} has no columns “NPI” and “NPPES Deactivation Date”; name {self.named}."
            )
        self.columns = self.found({"npi": ("npi",), "day": DAY})

    @property
    def zipped(self) -> str:
        """CMS packs the workbook once more."""
        return f"{self.path.name} is a ZIP archive; unpack it and name the workbook inside."

    def row(self, line: int, cells: list[str]) -> Row:
        """One number with its day. Raises ``Refused``."""
        get = {name: cells[index].strip() for name, index in self.columns.items()}
        return Row(line, checked_number(get["npi"]), False, gone=day_of(get["day"]))
