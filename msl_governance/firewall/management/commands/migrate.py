"""``migrate`` as the owner, and the grant manifest after it."""

from django.core.management.commands import migrate
from django.db import connection

from msl_governance.firewall.database import manifest


class Command(migrate.Command):
    """Tables belong to the owner; sides may not create any."""

    def handle(self, *args, **options):
        """Migrate, then apply the manifest unless only a part of the plan was asked for."""
        with connection.as_login("owner"):
            super().handle(*args, **options)
            partial = options.get("app_label") or options.get("plan") or options.get("check_unapplied")
            if not partial:
                manifest.apply(connection)
