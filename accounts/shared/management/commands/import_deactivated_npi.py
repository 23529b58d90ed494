"""``manage.py import_deactivated_npi FILE [--json]``: which numbers of the directory are deactivated."""

from accounts.shared.csv_lines import Outcome
from accounts.shared.importing import import_deactivated
from accounts.shared.management.file_command import FileCommand


class Command(FileCommand):
    """See ``FileCommand`` for what it prints."""

    help = "Note which NPIs are deactivated, from the deactivated NPI report of NPPES (.xlsx or CSV)."

    def read(self, **options) -> Outcome:
        """Note the days."""
        return import_deactivated(options["file"], progress=self.progress)
