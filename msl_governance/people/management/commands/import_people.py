"""``manage.py import_people FILE --by ADMINISTRATOR [--dry-run] [--json]``."""

from msl_governance.people.administration.importing import import_people
from msl_governance.people.management.importer import Importer


class Command(Importer):
    """Accounts from a CSV file."""

    help = "Import people from a CSV file: created, changed field by field, or refused with line and reason."
    run_import = staticmethod(import_people)
