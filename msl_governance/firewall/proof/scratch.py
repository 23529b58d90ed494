"""Databases of the proof: made from migrations, cloned per world, dropped at the end."""

from __future__ import annotations

import os
from contextlib import contextmanager
from secrets import token_hex

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import InMemoryStorage
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import override_settings

from ..database import as_login
from ..database.bootstrap import SIDE_LOGINS, role_name

PREFIX = "threshold_proof"
FROZEN = "2026-03-02 14:30:00+00"  # a Monday; all worlds live at this moment

DEFAULTS = """
    select c.relname, a.attname from pg_attrdef d
      join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum join pg_class c on c.oid = d.adrelid
     where c.relnamespace = 'public'::regnamespace and a.attgenerated = ''
       and pg_get_expr(d.adbin, d.adrelid) ~* '(statement_timestamp|now\\(\\)|current_timestamp)'
"""


def use(name: str) -> None:
    """Point Django's one connection at another database, whose content types have keys of their own."""
    connection.close()
    ContentType.objects.clear_cache()
    connection.settings_dict["NAME"] = name


def maintain(statement: str) -> None:
    """One statement as the owner on the maintenance database."""
    stored = connection.settings_dict["NAME"]
    use("postgres")
    try:
        with as_login("owner"), connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        use(stored)


@contextmanager
def template(source: str = "", *, migrated: str = ""):
    """A migrated, empty database with a frozen clock; everything made in the block is dropped after it.

    ``source`` names such a database that somebody else keeps, ``migrated`` one whose clock still runs and that spares
    the time of migrating from nothing; nobody may be connected to either.
    """
    original = connection.settings_dict["NAME"]
    name = source or f"{PREFIX}_{os.getpid()}_{token_hex(3)}"
    made = [] if source else [name]
    try:
        if not source:
            _create(name, migrated)
        yield name, made
    finally:
        use(original)
        for database in reversed(made):
            # Not FORCE: a side's connection that is just ending is waited for, and the owner may not end it.
            maintain(f"DROP DATABASE IF EXISTS {database}")


def _create(name: str, migrated: str) -> None:
    maintain(f"CREATE DATABASE {name}" + (f" TEMPLATE {migrated}" if migrated else ""))
    _in_haste(name)
    use(name)
    call_command("migrate", verbosity=0, interactive=False)
    _freeze_defaults()


def _in_haste(name: str) -> None:
    """Nothing here outlives a crash, so no commit waits for the disk; nor is a short query worth compiling."""
    maintain(f"ALTER DATABASE {name} SET synchronous_commit = off")
    maintain(f"ALTER DATABASE {name} SET jit = off")


def clone(source: str, name: str, made: list[str]) -> str:
    """A copy of a database; its name goes to ``made``."""
    use("postgres")
    maintain(f"CREATE DATABASE {name} TEMPLATE {source}")
    made.append(name)
    _in_haste(name)
    # A copy does not take the database's own privileges along.
    logins = ", ".join(role_name(short) for short in SIDE_LOGINS)
    maintain(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
    maintain(f"GRANT CONNECT ON DATABASE {name} TO {logins}")
    return name


class _Kept(InMemoryStorage):
    """Files in memory, the same ones whenever Django makes its stores anew."""

    root = vars(InMemoryStorage())["_root"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._root = self.root


def files_in_memory():
    """Context manager: no file of the proof lands on a disk, and no page needs collected static files."""
    kept, plain = f"{__name__}._Kept", "django.contrib.staticfiles.storage.StaticFilesStorage"
    stores = {name: {"BACKEND": kept} for name in settings.STORAGES} | {"staticfiles": {"BACKEND": plain}}
    return override_settings(STORAGES=stores)


def _freeze_defaults() -> None:
    """Column defaults that read the clock get the frozen moment, so that worlds do not differ by it."""
    with as_login("owner"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(DEFAULTS)
        for table, column in cursor.fetchall():
            cursor.execute(
                f"""ALTER TABLE "{table}" ALTER COLUMN "{column}" SET DEFAULT '{FROZEN}'::timestamptz"""
            )
