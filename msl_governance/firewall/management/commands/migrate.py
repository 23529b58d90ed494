"""``migrate`` as the owner, the grant manifest after it, and a look whether the wall stands."""

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connection

from msl_governance.firewall.database import manifest, standing


class Command(migrate.Command):
    """Tables belong to the owner; sides may not create any."""

    def handle(self, *args, **options):
        """Migrate, then apply the manifest unless only a part of the plan was asked for.

        Exit 1, and no process starts, where somebody has opened in the catalogue what the manifest does not close.
        """
        with connection.as_login("owner"):
            super().handle(*args, **options)
            partial = options.get("app_label") or options.get("plan") or options.get("check_unapplied")
            if not partial:
                manifest.apply(connection)
                if problems := standing.accept(connection):
                    raise CommandError("\n".join(["The wall does not stand:", *problems]))
