"""The Celery application. A worker serves one side, with that side's broker user and password alone.

Web processes publish nothing: what waits is a row first, and each side's beat looks for rows.
"""

import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_governance.settings.dev")

app = Celery("threshold")
app.config_from_object("msl_governance.settings.celery", namespace="")
app.autodiscover_tasks()


@worker_init.connect
def refuse_unless_sound(**kwargs):
    """A worker does not start where the wall does not stand."""
    from django.db import connection

    from msl_governance.firewall.database import guard

    guard.refuse_unless_sound(connection)
