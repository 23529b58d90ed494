"""History by trigger: one generated function per audited table writes django-simple-history's row.

Bulk writes, ``update()``, raw SQL and cascades are in it, with person and reason. Signals missed 10 of 14
kinds of write (docs/decisions/0004-history-by-trigger.md). No login may insert, change or delete history.
"""

from __future__ import annotations

from django.apps import apps

from ..records import is_history
from .door_sql import as_role

PINNED = "SET search_path = pg_catalog, public, pg_temp"
REASON = "nullif(current_setting('threshold.reason', true), '')"
PERSON = "nullif(current_setting('threshold.person', true), '')::uuid"


def audited() -> list[tuple]:
    """Pairs of model and history model, by table name."""
    pairs = [
        (model, model.history.model)
        for model in apps.get_models()
        if hasattr(model, "history") and not is_history(model) and model._meta.managed
    ]
    return sorted(pairs, key=lambda pair: pair[0]._meta.db_table)


def all_statements() -> list[str]:
    """Statements for all audited tables and the guards of the append-only ones."""
    out = _guard_function()
    for model, past in audited():
        out += _statements(model, past)
    for model in apps.get_models():
        if is_history(model) or getattr(model, "append_only", False):
            out += _append_only(model._meta.db_table)
        elif getattr(model, "locked_when", ""):
            out += _lock(model)
    return out


def _statements(model, past) -> list[str]:
    table, history = model._meta.db_table, past._meta.db_table
    kept = {f.column for f in past._meta.concrete_fields}
    columns = [f.column for f in model._meta.concrete_fields if not f.generated and f.column in kept]
    names = ", ".join(f'"{column}"' for column in columns)
    function, never = f"history_of_{table}", getattr(model, "never_kept", ())
    return [
        "GRANT CREATE ON SCHEMA public TO threshold_audit",
        *as_role(
            "threshold_audit",
            [
                f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql"
                f" SECURITY DEFINER {PINNED} AS $f$ {_body(history, columns, names, never)} $f$",
                f"REVOKE ALL ON FUNCTION {function}() FROM PUBLIC",
                f"GRANT EXECUTE ON FUNCTION {function}() TO threshold_owner",
            ],
        ),
        "REVOKE CREATE ON SCHEMA public FROM threshold_audit",
        f'GRANT INSERT ON "{history}" TO threshold_audit',
        f'CREATE OR REPLACE TRIGGER history AFTER INSERT OR UPDATE OR DELETE ON "{table}"'
        f" FOR EACH ROW EXECUTE FUNCTION {function}()",
        f'CREATE OR REPLACE TRIGGER never_truncated BEFORE TRUNCATE ON "{table}"'
        f" FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()",
    ]


def _body(history: str, columns: list[str], names: str, never: tuple[str, ...]) -> str:
    """Body of the trigger; of the columns in ``never`` history keeps that they exist and no value."""

    def insert(kind: str, row: str) -> str:
        values = ", ".join("''" if column in never else f'{row}."{column}"' for column in columns)
        return (
            f'INSERT INTO "{history}" ({names}, history_id, history_date, history_type, history_user_id,'
            f" history_change_reason) VALUES ({values}, gen_random_uuid(), clock_timestamp(), '{kind}',"
            f" {PERSON}, left({REASON}, 100));"
        )

    return (
        f"BEGIN IF TG_OP = 'INSERT' THEN {insert('+', 'NEW')}"
        f" ELSIF TG_OP = 'DELETE' THEN {insert('-', 'OLD')}"
        f" ELSIF NEW IS DISTINCT FROM OLD THEN {insert('~', 'NEW')} END IF; RETURN NULL; END"
    )


def _guard_function() -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql {PINNED} AS"
        " $f$ BEGIN RAISE EXCEPTION 'This table is append-only.' USING ERRCODE = '42501'; END $f$",
    ]


def _append_only(table: str) -> list[str]:
    return [
        f'CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{table}"'
        f" FOR EACH ROW EXECUTE FUNCTION history_is_append_only()",
        f'CREATE OR REPLACE TRIGGER never_truncated BEFORE TRUNCATE ON "{table}"'
        f" FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()",
    ]


def _lock(model) -> list[str]:
    """Submitted means locked: refused in the database for everybody, whatever the code does.

    ``locked_when`` speaks of OLD. A part of a record (``is_part``) is refused as a new row as well, where the
    record it is put into is locked. ``moves`` are the changes of ``state`` that there are, as (from, to).
    """
    table, function = model._meta.db_table, f"lock_of_{model._meta.db_table}"
    allowed = set(getattr(model, "may_change_when_locked", ()))
    kept = [f.column for f in model._meta.concrete_fields if f.column not in allowed]
    same = " AND ".join(f'NEW."{c}" IS NOT DISTINCT FROM OLD."{c}"' for c in kept)
    refuse = "RAISE EXCEPTION 'This record is locked.' USING ERRCODE = '42501'"
    into = model.locked_when.replace("OLD.", "NEW.") if getattr(model, "is_part", False) else "false"
    body = (
        f"BEGIN IF TG_OP <> 'DELETE' AND ({into}) THEN {refuse}; END IF;"
        f"{_moves_alone(model)}"
        f" IF TG_OP = 'INSERT' THEN RETURN NEW; END IF;"
        f" IF {model.locked_when} THEN"
        f" IF TG_OP = 'UPDATE' AND {same} THEN RETURN NEW; END IF;"
        f" {refuse}; END IF;"
        f" IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    )
    return [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql {PINNED} AS $f$ {body} $f$",
        f'CREATE OR REPLACE TRIGGER locked BEFORE INSERT OR UPDATE OR DELETE ON "{table}"'
        f" FOR EACH ROW EXECUTE FUNCTION {function}()",
    ]


def _moves_alone(model) -> str:
    """The body's part that refuses a change of state for which there is no step."""
    moves = ", ".join(f"('{origin}', '{to}')" for origin, to in getattr(model, "moves", ()))
    if not moves:
        return ""
    return (
        f" IF TG_OP = 'UPDATE' AND NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN ({moves})"
        f" THEN RAISE EXCEPTION 'There is no such step.' USING ERRCODE = '42501'; END IF;"
    )
