"""One database migrated from nothing, of which every database of a run begins as a copy.

Migrating takes twenty seconds, nearly all of them Django's own drawing of models as they once were, and a run needs it
four times. A copy is migrated all the same: that finds nothing to do, and states the grants as ever.
"""

import hashlib
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from django.core.management import call_command
from django.db import connection

from msl_governance.firewall.database import as_login
from msl_governance.firewall.proof import scratch

PROJECT = Path(__file__).resolve().parents[2]
PREFIX = "threshold_migrated"
LOCK = 7437  # of the server; no other of ours has this number
# What a migrated database is made of, of each of our packages: migrations and what states tables and grants. The
# whole of the wall, and the libraries that bring tables along, count as well.
PARTS = ("**/migrations/*.py", "**/door.py", "**/models.py", "**/models/*.py")
WHOLE = ("msl_governance/firewall/**/*.py", "requirements-dev.lock")


def migrated() -> str:
    """The name of the database of this release, made if it is missing; those of other releases are dropped."""
    name = f"{PREFIX}_{_digest()}"
    original = connection.settings_dict["NAME"]
    with _alone():
        known = _databases()
        if name not in known:
            for old in known:
                scratch.maintain(f"DROP DATABASE IF EXISTS {old}")
            _make(name)
    scratch.use(original)
    return name


def _make(name: str) -> None:
    """Under another name until it is whole, so that a run that was ended leaves no half of it to copy."""
    half = f"{name}_half"
    scratch.maintain(f"CREATE DATABASE {half}")
    scratch.use(half)
    call_command("migrate", verbosity=0, interactive=False)
    scratch.use("postgres")
    scratch.maintain(f"ALTER DATABASE {half} RENAME TO {name}")


def _digest() -> str:
    found = hashlib.sha256()
    # Not the whole project: beside it lie libraries, and data that come and go while one looks.
    ours = [path.parent for path in PROJECT.glob("*/__init__.py")]
    paths = {path for package in ours for part in PARTS for path in package.glob(part)}
    paths |= {path for part in WHOLE for path in PROJECT.glob(part)}
    for path in sorted(paths):
        found.update(f"{path.relative_to(PROJECT)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _databases() -> list[str]:
    scratch.use("postgres")
    with as_login("owner"), connection.cursor() as cursor:
        cursor.execute("select datname from pg_database where datname like %s", [f"{PREFIX}%"])
        return [name for (name,) in cursor.fetchall()]


@contextmanager
def _alone():
    """One process at a time looks whether it is there, and makes it."""
    scratch.use("postgres")
    with as_login("owner"):
        params = connection.get_connection_params()
    # Only what the driver itself knows: the rest is Django's.
    known = {key: params[key] for key in ("dbname", "user", "password", "host", "port") if params.get(key)}
    with closing(psycopg2.connect(**known)) as session, session.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LOCK])
        yield
