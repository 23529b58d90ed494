"""SQL of the doors, generated from their declarations. Applied by the owner after migrations."""

from __future__ import annotations

from django.apps import apps

from ..doors import Crossing

PINNED = "SET search_path = pg_catalog, public, pg_temp"


def statements(crossing: Crossing, tables: str) -> list[str]:
    """All statements that make one crossing stand, in order; each may run again without harm.

    ``tables`` lists all tables of the manifest, from which the door's role first loses everything.
    """
    source, target = (apps.get_model(label)._meta.db_table for label in (crossing.source, crossing.target))
    return [
        _create_role(crossing),
        f"GRANT {crossing.role} TO threshold_owner WITH INHERIT FALSE, SET TRUE",
        f"GRANT USAGE, CREATE ON SCHEMA public TO {crossing.role}",
        *as_role(
            crossing.role, _build_function(crossing, source) + _cross_function(crossing, source, target)
        ),
        f"REVOKE CREATE ON SCHEMA public FROM {crossing.role}",
        f"REVOKE ALL ON {tables} FROM {crossing.role}",
        *_privileges(crossing, source, target),
    ]


def as_role(role: str, statements: list[str]) -> list[str]:
    """The statements, made by ``role`` itself: what it creates is its own, and nobody else inherits it."""
    return [f"SET LOCAL ROLE {role}", *statements, "SET LOCAL ROLE threshold_owner"]


def _create_role(crossing: Crossing) -> str:
    return (
        f"DO $do$ BEGIN CREATE ROLE {crossing.role} NOLOGIN NOINHERIT;"
        f" EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $do$"
    )


def _build_function(crossing: Crossing, source: str) -> list[str]:
    """What crosses, from near values: the same function serves the preview and the crossing."""
    pairs = ", ".join(f"'{far}', near.{near}" for far, near in crossing.fields.items())
    name = f"{crossing.function}_build"
    columns = ", ".join(f"{column} {type_}" for column, type_ in _near_columns(crossing, source))
    rows = f" FROM jsonb_to_record(near_values) AS near({columns})" if columns else ""
    return [
        f"CREATE OR REPLACE FUNCTION {name}(near_values jsonb) RETURNS jsonb LANGUAGE sql STABLE"
        f" {PINNED} AS $f$ SELECT jsonb_build_object({pairs})"
        f"{rows} $f$",
        f"REVOKE ALL ON FUNCTION {name}(jsonb) FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {name}(jsonb) TO threshold_{crossing.origin.login}",
    ]


def _near_columns(crossing: Crossing, source: str) -> list[tuple[str, str]]:
    from django.db import connection

    model = next(m for m in apps.get_models() if m._meta.db_table == source)
    wanted = sorted(set(crossing.fields.values()))
    by_column = {f.column: f for f in model._meta.concrete_fields}
    return [(column, by_column[column].db_type(connection)) for column in wanted]


def _cross_function(crossing: Crossing, source: str, target: str) -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION {crossing.function}(source_id uuid, basis text) RETURNS boolean"
        f" LANGUAGE plpgsql SECURITY DEFINER {PINNED} AS $f$ {_cross_body(crossing, source, target)} $f$",
        f"REVOKE ALL ON FUNCTION {crossing.function}(uuid, text) FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {crossing.function}(uuid, text) TO threshold_{crossing.origin.login}",
    ]


def _cross_body(crossing: Crossing, source: str, target: str) -> str:
    near = ", ".join(f"'{column}', near.{column}" for column in sorted(set(crossing.fields.values())))
    author = f"near.{crossing.author}" if crossing.author else "NULL::uuid"
    return f"""
    DECLARE payload jsonb; far uuid := gen_random_uuid(); near_ref uuid; near_author uuid; back uuid; delivered boolean;
            person text := current_setting('threshold.person', true); allowed boolean;
            reason text := current_setting('threshold.reason', true);
            request text := current_setting('threshold.request', true);
    BEGIN
      SELECT jsonb_build_object({near}), near.{crossing.near_reference}, {author}, ({crossing.condition})
        INTO payload, near_ref, near_author, allowed FROM {source} near WHERE near.id = source_id;
      IF NOT FOUND OR allowed IS NOT TRUE THEN RETURN false; END IF;
      {_check_person(crossing)}
      {_once(crossing)}
      {_find_back(crossing)}
      payload := {_built(crossing)};
      -- The far side's history must not name who acted on this side, nor why, nor on which request.
      PERFORM set_config('threshold.person', '', true), set_config('threshold.reason', '', true),
              set_config('threshold.request', '', true);
      {_deliver(crossing, target)}
      delivered := FOUND;
      PERFORM set_config('threshold.person', coalesce(person, ''), true),
              set_config('threshold.reason', coalesce(reason, ''), true),
              set_config('threshold.request', coalesce(request, ''), true);
      IF NOT delivered THEN RETURN false; END IF;
      {_remember(crossing)}
      {_record(crossing)}
      RETURN true;
    END"""


def _built(crossing: Crossing) -> str:
    """What crosses. Of a change only what changes: the ledger says no more than what was done."""
    built = f"{crossing.function}_build(payload)"
    return f"jsonb_strip_nulls({built})" if crossing.changes else built


def _deliver(crossing: Crossing, target: str) -> str:
    """The new record on the far side; or what changes of the shared one, which must be there."""
    if crossing.changes:
        columns = [column for column in crossing.fields if column != "id"]
        kept = [f"{column} = coalesce(made.{column}, old.{column})" for column in columns]
        new = ", ".join([*kept, *(f"{column} = {literal}" for column, literal in crossing.constants.items())])
        return f"""UPDATE {target} old SET {new}
        FROM jsonb_populate_record(null::{target}, payload) made WHERE old.id = made.id;"""
    columns = [column for column in crossing.fields if column != "id"]
    far = [*columns, *crossing.constants]
    values = [f"made.{column}" for column in columns] + list(crossing.constants.values())
    if crossing.back_reference:
        far, values = [*far, crossing.back_reference], [*values, "back"]
    chosen = "far := (payload->>'id')::uuid;" if "id" in crossing.fields else ""
    return f"""{chosen}
      INSERT INTO {target} (id, {", ".join(far)})
        SELECT far, {", ".join(values)} FROM jsonb_populate_record(null::{target}, payload) made;"""


def _check_person(crossing: Crossing) -> str:
    """The door asks itself who comes: an active person of a role that opens it, or a task where it lets one."""
    roles = ", ".join(f"'{role.value}'" for role in crossing.opened_by)
    author = " AND p.id = near_author" if crossing.author else ""
    known = (
        f"EXISTS (SELECT 1 FROM people_person p WHERE p.id = nullif(person, '')::uuid AND p.is_active"
        f" AND p.role IN ({roles}){author})"
    )
    by_task = "coalesce(person, '') = '' OR " if crossing.by_task else ""
    return f"IF NOT ({by_task}{known}) THEN RETURN false; END IF;"


def _record(crossing: Crossing) -> str:
    """The row of the passage ledger, in the same transaction."""
    reference, far_reference = _references(crossing)
    return f"""INSERT INTO firewall_passage
        (id, door, crossing, direction, person_id, reference_id, far_reference_id, basis, payload, sha256)
        VALUES (gen_random_uuid(), {crossing.door}, '{crossing.name}', '{crossing.direction}',
                nullif(person, '')::uuid, {reference}, {far_reference}, basis, payload::text,
                encode(sha256(convert_to(payload::text, 'UTF8')), 'hex'));"""


def _references(crossing: Crossing) -> tuple[str, str]:
    """What the ledger calls the matter: as the side knows it where it began, and as the other side does."""
    if "id" in crossing.fields:
        return "(payload->>'id')::uuid", "NULL"
    if crossing.answers:
        return "back", "near_ref"
    return ("near_ref", "back") if crossing.follows else ("source_id", "far")


def _once(crossing: Crossing) -> str:
    if not crossing.once:
        return ""
    return (
        f"IF EXISTS (SELECT 1 FROM firewall_correspondence c WHERE c.crossing = '{crossing.name}'"
        f" AND c.near_id = source_id) THEN RETURN false; END IF;"
    )


def _remember(crossing: Crossing) -> str:
    if not crossing.once:
        return ""
    return (
        f"INSERT INTO firewall_correspondence (id, crossing, near_id, far_id)"
        f" VALUES (gen_random_uuid(), '{crossing.name}', source_id, far);"
    )


def _find_back(crossing: Crossing) -> str:
    """The far side's own id of the matter, through the crossing that this one answers or follows."""
    if crossing.answers:
        known, wanted, through = "far_id", "near_id", crossing.answers
    elif crossing.follows:
        known, wanted, through = "near_id", "far_id", crossing.follows
    else:
        return ""
    return (
        f"SELECT c.{wanted} INTO back FROM firewall_correspondence c"
        f" WHERE c.crossing = '{through}' AND c.{known} = near_ref;"
        f" IF back IS NULL THEN RETURN false; END IF;"
    )


def _privileges(crossing: Crossing, source: str, target: str) -> list[str]:
    read = {"id", crossing.near_reference, *crossing.fields.values(), *_condition_columns(crossing)}
    read |= {crossing.author} - {""}
    return [
        f"GRANT SELECT ({', '.join(sorted(read))}) ON {source} TO {crossing.role}",
        *_writes(crossing, target),
        f"GRANT SELECT (id, role, is_active) ON people_person TO {crossing.role}",
        f"GRANT SELECT, INSERT ON firewall_correspondence TO {crossing.role}",
        f"GRANT INSERT ON firewall_passage TO {crossing.role}",
    ]


def _writes(crossing: Crossing, target: str) -> list[str]:
    """What the door may write on the far side, column by column; of a change it reads these as well."""
    if crossing.changes:
        columns = [column for column in crossing.fields if column != "id"]
        return [
            f"GRANT SELECT ({', '.join(['id', *columns])}) ON {target} TO {crossing.role}",
            f"GRANT UPDATE ({', '.join([*columns, *crossing.constants])}) ON {target} TO {crossing.role}",
        ]
    write = {"id", *crossing.fields, *crossing.constants, *filter(None, [crossing.back_reference])}
    return [f"GRANT INSERT ({', '.join(sorted(write))}) ON {target} TO {crossing.role}"]


def _condition_columns(crossing: Crossing) -> set[str]:
    model = apps.get_model(crossing.source)
    return {f.column for f in model._meta.concrete_fields if f"near.{f.column}" in crossing.condition}
