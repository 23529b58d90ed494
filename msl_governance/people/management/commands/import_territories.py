"""``manage.py import_territories FILE --by ADMINISTRATOR [--dry-run] [--json]``."""

from msl_governance.people.administration.importing import import_territories
from msl_governance.people.management.importer import Importer


class Command(Importer):
    """Territories from a CSV file."""

    help = "Import territories from a CSV file: created, changed field by field, or refused with line and reason."
    run_import = staticmethod(import_territories)
