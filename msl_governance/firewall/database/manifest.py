"""Grants from labels: the one manifest. A new table is readable by nobody until it is in it."""

from __future__ import annotations

import hashlib

from django.apps import apps

from ..doors import CROSSINGS
from ..records import is_history, label_of
from . import directories, door_sql, history_sql, keyring
from .bootstrap import CORES, SIDE_LOGINS

FULL, READ, KEEP = "SELECT, INSERT, UPDATE, DELETE", "SELECT", "SELECT, INSERT, UPDATE"

LABEL_GRANTS: dict[str, dict[str, str]] = {
    "MEDICAL": {"medical": FULL, "oversight": READ},
    "COMMERCIAL": {"commercial": FULL, "oversight": READ},
    "SHARED": {"medical": READ, "commercial": READ, "oversight": READ, "steward": FULL},
    "JOINT": {},
    "OVERSIGHT": {"oversight": KEEP},
    "PLATFORM": {"platform": FULL},
    "DOOR": {},
}
# Tables of third parties, each with who needs it. Static words only: none holds business content.
THIRD_PARTY: dict[str, dict[str, str]] = {
    "django_content_type": dict.fromkeys(SIDE_LOGINS, READ),
    "auth_permission": dict.fromkeys(SIDE_LOGINS, READ),
    "django_migrations": {"core": READ},
    "auth_group": {},
    "auth_group_permissions": {},
    "guardian_userobjectpermission": {},
    "guardian_groupobjectpermission": {},
}


def table_grants() -> dict[str, dict[str, str]]:
    """Table -> login -> privileges, for every table of every installed model."""
    manifest = {table: _with_cores(grants) for table, grants in THIRD_PARTY.items()}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy or model._meta.db_table in THIRD_PARTY:
            continue
        manifest[model._meta.db_table] = grants_of(model)
    return manifest


def our_tables() -> str:
    """All tables of the manifest, quoted and separated; views belong to the keeper of directories."""
    return ", ".join(f'"{table}"' for table in sorted(table_grants()))


def grants_of(model) -> dict[str, str]:
    """Login -> privileges for one labelled model or its history table."""
    base = getattr(model, "instance_type", model)
    grants = dict(LABEL_GRANTS.get(label_of(base), {}))
    if is_history(model):
        return _history_grants(base, grants)
    grants |= getattr(base, "extra_grants", {})
    if getattr(base, "append_only", False):
        grants = {login: _without_change(words) for login, words in grants.items()}
    if getattr(base, "written_by_door", False):
        grants = dict.fromkeys(grants, READ)
    return _with_cores({login: words for login, words in grants.items() if words})


def _with_cores(grants: dict[str, str]) -> dict[str, str]:
    """The core of one side may do what core may; the model's ``row_policy`` says with which rows."""
    return grants | dict.fromkeys(CORES, grants["core"]) if "core" in grants else dict(grants)


def _history_grants(base, grants: dict[str, str]) -> dict[str, str]:
    """History is read by its side and by oversight. Of a door's copies it is oversight's alone: its times
    are the other side's doings."""
    if getattr(base, "written_by_door", False):
        grants = {"oversight": READ}
    return dict.fromkeys(grants, READ)


def _without_change(words: str) -> str:
    return ", ".join(w for w in words.split(", ") if w in ("SELECT", "INSERT"))


def fingerprint() -> str:
    """SHA-256 of all that ``apply`` states, so that a start under another manifest is refused."""
    return hashlib.sha256("\n".join(statements()).encode()).hexdigest()


def statements() -> list[str]:
    """Every statement of the manifest, in order."""
    logins = ", ".join(f"threshold_{login}" for login in SIDE_LOGINS)
    out = [
        "DO $do$ BEGIN EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());"
        f" EXECUTE format('GRANT CONNECT ON DATABASE %I TO {logins}', current_database()); END $do$",
        f"REVOKE ALL ON {our_tables()} FROM PUBLIC, {logins}, threshold_audit, threshold_directory, threshold_keyring",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {logins}",
    ]
    for table, grants in sorted(table_grants().items()):
        out += [f"GRANT {words} TO threshold_{login}" for login, words in _stated(table, grants)]
        out += _silence(table)
    out += history_sql.all_statements()
    out += directories.all_statements()
    out += keyring.all_statements()
    for crossing in CROSSINGS.values():
        out += door_sql.statements(crossing, our_tables())
    return out


def _stated(table: str, grants: dict[str, str]) -> list[tuple[str, str]]:
    """What each login is granted on a table, as SQL.

    Of a table that more than its own side reads, reading is granted column by column: then nobody reads the system
    columns. A row that refers to such a record leaves its transaction's number there (``xmax``, from the lock of the
    foreign key), and so would tell the other side, or an administrator, about whom or where something was written.
    """
    columns = _columns_of_all(table)
    read = f"SELECT ({', '.join(columns)})" if columns else READ
    return [
        (login, ", ".join(read if word == READ else word for word in words.split(", ")) + f' ON "{table}"')
        for login, words in sorted(grants.items())
    ]


def _columns_of_all(table: str) -> list[str]:
    """The columns of a table that more than its own side reads or refers to, its history's too; else nothing."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            common = table in THIRD_PARTY or label_of(model) in ("SHARED", "JOINT", "PLATFORM")
            common = common or _is_referred_to_from_elsewhere(model)
            return [f'"{field.column}"' for field in model._meta.local_concrete_fields] if common else []
    return []


def _is_referred_to_from_elsewhere(model) -> bool:
    """Whether rows of another label refer to it, as compliance's do to an inquiry that was put before them."""
    referring = (
        field.related_model for field in model._meta.get_fields(include_hidden=True) if field.auto_created
    )
    return bool({label_of(one) for one in referring if one} - {label_of(model), ""})


def _silence(table: str) -> list[str]:
    """Row policies switched on: an error never prints the row (“Failing row contains …”), and where the model
    states a ``row_policy`` it holds for reading and for writing; ``history_policy`` does so for its history.
    """
    if table in THIRD_PARTY:
        return []
    model = next(m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == table)
    base = getattr(model, "instance_type", model)
    rule = f"USING ({getattr(base, 'row_policy', 'true')})"
    if is_history(model):
        # A trigger writes it, for whoever changes the record: the policy is about reading it alone.
        rule = f"USING ({getattr(base, 'history_policy', 'true')}) WITH CHECK (true)"
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS by_label ON "{table}"',
        f'CREATE POLICY by_label ON "{table}" {rule}',
    ]


def apply(connection) -> None:
    """Apply the manifest as the owner, in one transaction, and write its fingerprint.

    How the wall stands then is for ``standing.accept`` to judge and keep.
    """
    from django.db import transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(7436)")
        for statement in statements():
            cursor.execute(statement)
        cursor.execute("DELETE FROM firewall_manifest")
        cursor.execute(
            "INSERT INTO firewall_manifest (id, fingerprint, standing) VALUES (gen_random_uuid(), %s, '{}')",
            [fingerprint()],
        )
