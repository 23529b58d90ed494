"""``manage.py import_prescribing FILE [--year YYYY] [--json]``: yearly counts from a Part D file."""

from accounts.commercial.prescribing.importing import import_prescribing
from accounts.shared.csv_lines import Outcome
from accounts.shared.management.file_command import FileCommand


class Command(FileCommand):
    """See ``FileCommand`` for what it prints."""

    help = "Import prescribing counts from a CMS file of Part D prescribers by provider and drug."

    def add_arguments(self, parser):
        """The file, the year it is about where its name does not say, and whether a program reads the answer."""
        super().add_arguments(parser)
        parser.add_argument("--year", type=int, help="Calendar year of the counts, four digits.")

    def read(self, **options) -> Outcome:
        """Bring the file into commercial's counts."""
        return import_prescribing(options["file"], year=options["year"], progress=self.progress)
