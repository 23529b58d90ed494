"""``manage.py import_npi FILE [--json]``: the directory from an NPPES file."""

from accounts.shared.csv_lines import Outcome
from accounts.shared.importing import import_npi
from accounts.shared.management.file_command import FileCommand


class Command(FileCommand):
    """See ``FileCommand`` for what it prints."""

    help = "Import healthcare professionals and organisations from an NPPES CSV file."

    def read(self, **options) -> Outcome:
        """Bring the file into the directory."""
        return import_npi(options["file"], progress=self.progress)
