"""A start is refused where the wall does not stand: old server, missing manifest, extra membership."""

from __future__ import annotations

import json

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor

from .bootstrap import KEEPERS, PREFIX, role_name
from .standing import standing

# First minor release of each line with the fixes of CVE-2023-2455, CVE-2024-10978 and CVE-2025-8713.
OLDEST = {15: 150014, 16: 160010, 17: 170006, 18: 180000}


# Who may become or inherits what. A creator's bare ADMIN option gives neither.
MEMBERSHIPS = """
    select m.roleid::regrole::text, m.member::regrole::text from pg_auth_members m
     where m.inherit_option or m.set_option
"""


CHANGED = (
    "The {} in the database are not as the last “manage.py migrate” left them. Find out who changed them and why, put "
    "them right, and run it again."
)


def server_is_current(version: int) -> bool:
    """Whether ``server_version_num`` has the fixes the wall relies on. Lines older than 15 never do."""
    line = version // 10000
    return version >= OLDEST[line] if line in OLDEST else line > max(OLDEST)


def find_problems(connection) -> list[str]:
    """Sentences, one per reason not to start; empty where the wall stands. Runs as core."""
    from . import manifest

    with connection.cursor() as cursor:
        problems = []
        cursor.execute("show server_version_num")
        if not server_is_current(int(cursor.fetchone()[0])):
            problems.append(
                "PostgreSQL is older than the minor release the wall relies on; update the server."
            )
        problems += extra_memberships(cursor)
        problems += _manifest_problems(cursor, manifest)
    return problems


def _manifest_problems(cursor, manifest) -> list[str]:
    cursor.execute("select fingerprint, standing from firewall_manifest")
    row = cursor.fetchone()
    if row is None:
        return ["The grant manifest was never applied; run “manage.py migrate”."]
    if row[0] != manifest.fingerprint():
        return ["The grants in the database are not this version's; run “manage.py migrate”."]
    kept = json.loads(row[1])
    return [CHANGED.format(part) for part, now in standing(cursor).items() if kept.get(part) != now]


def extra_memberships(cursor) -> list[str]:
    """Sentences: who of the database's roles is or may become another one, beyond what the wall knows."""
    cursor.execute(MEMBERSHIPS)
    return [
        f"The database role {member} is a member of {role}; revoke it."
        for role, member in cursor.fetchall()
        if is_extra(role, member)
    ]


def is_extra(role: str, member: str) -> bool:
    """Whether a membership of ours is one the wall does not know: the owner alone holds keepers and doors."""
    if not role.startswith(PREFIX) and not member.startswith(PREFIX):
        return False
    held_by_owner = role in {role_name(k) for k in KEEPERS} or role.startswith(f"{PREFIX}door_")
    return not (held_by_owner and member == role_name("owner"))


def refuse_unless_sound(connection) -> None:
    """Raise ``ImproperlyConfigured`` with all reasons; called where a web or worker process starts."""
    try:
        problems = find_problems(connection)
    except DatabaseError as error:
        raise ImproperlyConfigured("The database is not ready; run “manage.py migrate”.") from error
    if problems:
        raise ImproperlyConfigured(" ".join(problems))


def readiness(connection) -> dict[str, bool]:
    """``database``, ``migrations``, ``broker``: whether each is ready."""
    return {
        "database": _answers(lambda: _ping(connection)),
        "migrations": _answers(lambda: _migrated(connection)),
        "broker": _answers(_broker),
    }


def _answers(probe) -> bool:
    try:
        return bool(probe())
    except Exception:
        return False


def _ping(connection) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        return cursor.fetchone() == (1,)


def _migrated(connection) -> bool:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not pending and not find_problems(connection)


def _broker() -> bool:
    from django.conf import settings
    from redis import Redis

    if settings.CELERY_BROKER_URL.startswith("memory"):
        return True
    with Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=2) as client:
        return client.ping()
