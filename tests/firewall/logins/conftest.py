"""A committed database with rows on every side, asked through the real logins."""

import os

import psycopg2
import pytest
from django.db import connection

from msl_governance.firewall.proof import scratch, worlds
from msl_governance.firewall.proof.interference import prepared
from msl_governance.firewall.proof.values import Variation
from msl_governance.settings.environment import parse_database


class Logins:
    """Opens a real connection per login to the committed database."""

    def __init__(self, database, ids):
        self.database, self.ids, self._open = database, ids, {}

    def connect(self, login):
        """A connection of its own, authenticated with that login's password."""
        # A process of all sides holds no core of one side; the environment names them all.
        known = connection.settings_dict["LOGINS"]
        params = known.get(login) or parse_database(os.environ[f"DATABASE_URL_{login.upper()}"])
        opened = psycopg2.connect(
            dbname=self.database, user=params["USER"], password=params["PASSWORD"], host=params["HOST"],
            port=params["PORT"] or None,
        )  # fmt: skip
        opened.autocommit = False
        self._open.setdefault(login, []).append(opened)
        return opened

    def ask(self, login, statement):
        """Rows of the last statement; the transaction is rolled back. Raises as psycopg2 does."""
        opened = self._open[login][0] if self._open.get(login) else self.connect(login)
        try:
            with opened.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            opened.rollback()

    def close(self):
        """Close everything that was opened."""
        for opened in self._open.values():
            for one in opened:
                one.close()


@pytest.fixture(scope="module")
def logins(empty_database, django_db_blocker):
    """Real logins on a database where medical and commercial records are committed."""
    original = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), prepared("COMMERCIAL", (Variation("base"),), empty_database) as made:
        opened = Logins(made.names["base"], made.ids["base"])
        yield opened
        opened.close()
        scratch.use(original)
    assert worlds
