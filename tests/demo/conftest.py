"""The small story, told once into the committed test database and taken out again."""

from io import StringIO

import pytest
from django.core.management import call_command


def said(*arguments):
    """What ``manage.py demo`` printed."""
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """Committed, because a story enters each side by itself; the tables are emptied afterwards."""
    with django_db_blocker.unblock():
        try:
            yield said()
        finally:
            call_command("flush", interactive=False, verbosity=0)
