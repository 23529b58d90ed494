"""What a superuser does once per server: roles, the database, and the catalogue closed.

Needs psycopg2 alone, so that it runs before Django stands. Everything here may run twice without harm.
"""

from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

PREFIX = "threshold_"
SIDES = ("medical", "commercial", "oversight", "platform")
# ``core`` signs everybody in. A process of one side holds that side's own core instead, which knows its people alone.
CORES = tuple(f"core_{side}" for side in SIDES)
SIDE_LOGINS = ("core", *CORES, *SIDES, "steward")
LOGINS = ("owner", *SIDE_LOGINS)
# Roles nobody can log in as: the author of history, the author of the ledger, the keepers of directories and passwords.
KEEPERS = ("audit", "ledger", "directory", "keyring")

PATIENCE = {
    "statement_timeout": "30s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
}

# Columns of pg_class that tell how big somebody else's table is or when it was last vacuumed.
SIZE_COLUMNS = ("relpages", "reltuples", "relallvisible", "relallfrozen", "relfrozenxid", "relminmxid")

# Functions PUBLIC loses: statistics, sizes, locks, notifications, large objects, write-ahead log and
# transaction clocks. Measured oracles: each answered a side with zero grants on the table asked about. And locks that
# outlive their transaction: no login's patience ends them, and enough of them leave no memory for anybody's locks.
CLOSED_FUNCTIONS = """
    select p.oid::regprocedure::text
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = 'pg_catalog' and p.prokind in ('f', 'w')
       and (p.proname ~ '^pg_stat_' or p.proname ~ '^pg_.*_size$' or p.proname ~ '^(lo_|be_lo)'
            or p.proname ~ '^(loread|lowrite)$' or p.proname ~ '^pg_(current|last)_(wal|xact)'
            or p.proname ~ '^pg_(xact_|snapshot_|current_snapshot)' or p.proname ~ '^(txid_|pg_control_)'
            or p.proname ~ '^pg_(try_)?advisory_lock'
            or p.proname in ('pg_notify', 'pg_lock_status', 'pg_blocking_pids', 'pg_safe_snapshot_blocking_pids',
                             'pg_listening_channels', 'pg_notification_queue_usage', 'pg_relation_filenode',
                             'pg_relation_filepath', 'pg_sequence_last_value', 'pg_get_sequence_data',
                             'pg_prepared_xact', 'pg_export_snapshot', 'pg_last_committed_xact',
                             'pg_isolation_test_session_is_blocked', 'pg_logical_emit_message',
                             'pg_show_all_file_settings', 'pg_get_multixact_members',
                             'pg_column_toast_chunk_id'))
       and p.proname not in ('pg_size_pretty', 'pg_size_bytes', 'pg_column_size', 'pg_current_xact_id')
"""
# Views and catalogues that hold statistics or other people's values.
CLOSED_RELATIONS = """
    select c.oid::regclass::text
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'pg_catalog' and c.relkind in ('r', 'v')
       and (c.relname ~ '^pg_stat' or c.relname in ('pg_locks', 'pg_prepared_xacts', 'pg_largeobject',
            'pg_largeobject_metadata', 'pg_sequences', 'pg_roles', 'pg_user', 'pg_shadow', 'pg_group'))
"""


def role_name(short: str) -> str:
    """Full name of the database role for a short name such as ``medical``."""
    return f"{PREFIX}{short}"


def with_database(url: str, database: str) -> str:
    """The same server and login, another database."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{database}"))


def prepare(admin_url: str, *, database: str, passwords: dict[str, str], set_passwords: bool = True) -> None:
    """Create the roles and the database and close the catalogue. Idempotent.

    ``admin_url`` is the URL of a superuser; ``passwords`` maps short login names (see ``LOGINS``) to
    passwords. Raises ``psycopg2.Error`` where the server refuses.
    """
    with _session(with_database(admin_url, "postgres")) as cursor:
        _create_roles(cursor, passwords if set_passwords else {})
        _create_database(cursor, database)
    for name in ("template1", database):
        with _session(with_database(admin_url, name)) as cursor:
            close_catalogue(cursor)


class _session:
    """A cursor in autocommit, closed with its connection at the end."""

    def __init__(self, url: str):
        self.url = url

    def __enter__(self):
        self.connection = psycopg2.connect(self.url)
        self.connection.autocommit = True
        return self.connection.cursor()

    def __exit__(self, *exc):
        self.connection.close()


def _create_roles(cursor, passwords: dict[str, str]) -> None:
    for short in (*LOGINS, *KEEPERS):
        name = sql.Identifier(role_name(short))
        cursor.execute("select 1 from pg_roles where rolname = %s", [role_name(short)])
        if not cursor.fetchone():
            cursor.execute(sql.SQL("CREATE ROLE {} NOINHERIT").format(name))
        login = "LOGIN" if short in LOGINS else "NOLOGIN"
        create = "CREATEROLE CREATEDB" if short == "owner" else "NOCREATEROLE NOCREATEDB"
        cursor.execute(
            sql.SQL("ALTER ROLE {} {} {} NOSUPERUSER NOBYPASSRLS NOREPLICATION NOINHERIT").format(
                name, sql.SQL(login), sql.SQL(create)
            )
        )
        _set_patience(cursor, short)
        if passwords.get(short):
            cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD %s").format(name), [passwords[short]])
    for keeper in KEEPERS:
        # The owner hands functions and views over to the keepers, and needs SET for that; never INHERIT.
        cursor.execute(
            sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE, ADMIN FALSE").format(
                sql.Identifier(role_name(keeper)), sql.Identifier(role_name("owner"))
            )
        )


def _set_patience(cursor, short: str) -> None:
    """A side's login waits and holds for seconds, so that no side can stop another; imports take their time."""
    if short in ("owner", "steward") or short not in LOGINS:
        return
    for setting, value in PATIENCE.items():
        cursor.execute(
            sql.SQL("ALTER ROLE {} SET {} = %s").format(
                sql.Identifier(role_name(short)), sql.Identifier(setting)
            ),
            [value],
        )


def _create_database(cursor, database: str) -> None:
    cursor.execute("select 1 from pg_database where datname = %s", [database])
    owner = sql.Identifier(role_name("owner"))
    if not cursor.fetchone():
        cursor.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template1").format(
                sql.Identifier(database), owner
            )
        )
    cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
    for short in SIDE_LOGINS:
        cursor.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                sql.Identifier(database), sql.Identifier(role_name(short))
            )
        )


def close_catalogue(cursor) -> None:
    """Take from PUBLIC what tells sizes, counts, activity and clocks of other people's tables.

    ``cursor`` belongs to a superuser connected to the database to close. Source: firewall measurements,
    kept in docs/decisions/0002-catalogue-closed.md.
    """
    cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    cursor.execute(
        sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(sql.Identifier(role_name("owner")))
    )
    for short in (*SIDE_LOGINS, *KEEPERS):
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(role_name(short))))
    cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public")
    cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public")
    cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public")
    _close_columns(cursor)
    cursor.execute(CLOSED_FUNCTIONS)
    for (function,) in cursor.fetchall():
        cursor.execute(f"REVOKE EXECUTE ON FUNCTION pg_catalog.{_bare(function)} FROM PUBLIC")
    cursor.execute(CLOSED_RELATIONS)
    for (relation,) in cursor.fetchall():
        cursor.execute(f"REVOKE ALL ON {relation} FROM PUBLIC")
    owner = sql.Identifier(role_name("owner"))
    cursor.execute(sql.SQL("GRANT SELECT ON pg_catalog.pg_class, pg_catalog.pg_roles TO {}").format(owner))
    _open_kinds_of_roles(cursor)


def _open_kinds_of_roles(cursor) -> None:
    """Whoever starts asks whether a login of ours became a superuser since: names and kinds of roles, nothing else."""
    for short in ("core", *CORES):
        cursor.execute(
            sql.SQL(
                "GRANT SELECT (rolname, rolsuper, rolbypassrls, rolreplication, rolinherit) ON pg_catalog.pg_roles TO {}"
            ).format(sql.Identifier(role_name(short)))
        )


def _close_columns(cursor) -> None:
    cursor.execute(
        "select attname from pg_attribute where attrelid = 'pg_catalog.pg_class'::regclass"
        " and not attisdropped and attname <> all(%s)",
        [list(SIZE_COLUMNS)],
    )
    open_columns = sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall())
    cursor.execute("REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC")
    cursor.execute(sql.SQL("GRANT SELECT ({}) ON pg_catalog.pg_class TO PUBLIC").format(open_columns))


def _bare(signature: str) -> str:
    return signature.removeprefix("pg_catalog.")
