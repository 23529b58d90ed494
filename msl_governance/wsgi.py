"""The web server's entry point. Refuses to start where the wall does not stand."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_governance.settings.production")

application = get_wsgi_application()


def _refuse_unless_sound():
    from django.db import connection

    from msl_governance.firewall.database import guard

    guard.refuse_unless_sound(connection)
    connection.close()


_refuse_unless_sound()
