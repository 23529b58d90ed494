"""At the end the owner moves what the database's clock wrote to the moments that were told.

The story is a year old at once; pages of a single afternoon would show nothing. Development only: in any other
place these triggers are never switched off.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from msl_governance.firewall.database import as_login

# Begins of clocks that services copy from a column of the database, with the column that lies after it.
COPIED = {"aware_at": "due_at"}
# By how much the telling in progress at a column's real moment lies in the past.
MOVED = (
    '(SELECT told.at - told.real FROM told WHERE told.real <= t."{column}" ORDER BY told.real DESC LIMIT 1)'
)


def settle(told: list[tuple[datetime, datetime]]) -> None:
    """Move every column of the database's clock; all in one transaction, triggers back on at its end.

    ``told`` pairs the real moment at which a telling began with the told one, in order.
    """
    with as_login("owner"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE told (real timestamptz PRIMARY KEY, at timestamptz) ON COMMIT DROP")
        cursor.executemany("INSERT INTO told VALUES (%s, %s) ON CONFLICT DO NOTHING", told)
        cursor.execute("ANALYZE told")
        for model, columns in _tables():
            _move(cursor, model._meta.db_table, columns)
        _count_as_mailed(cursor, told[0][1])


def receive(follow_up_id, at: datetime) -> None:
    """Let a question have come at a told moment, before it is worked on."""
    with as_login("owner"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute('ALTER TABLE "handoffs_medical_followup" DISABLE TRIGGER USER')
        cursor.execute(
            'UPDATE "handoffs_medical_followup" SET received_at = %s WHERE id = %s', [at, follow_up_id]
        )
        cursor.execute('ALTER TABLE "handoffs_medical_followup" ENABLE TRIGGER USER')


def _tables() -> Iterator[tuple[type[models.Model], list[str]]]:
    for model in apps.get_models():
        kind = getattr(model, "instance_type", model)  # a history model knows the model whose past it keeps
        if not kind._meta.managed:
            continue
        columns = [field.column for field in kind._meta.concrete_fields if _by_clock(field)]
        if kind is not model:
            columns.append("history_date")
        if columns:
            yield model, columns


def _by_clock(field) -> bool:
    if not isinstance(field, models.DateTimeField):
        return False
    by_database = field.db_default is not models.NOT_PROVIDED
    return by_database or field.default is REAL_NOW or field.name in COPIED


def _move(cursor, table: str, columns: list[str]) -> None:
    cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    for column in columns:
        moved = MOVED.format(column=column)
        changes = [f'"{name}" = t."{name}" + {moved}' for name in (column, COPIED.get(column)) if name]
        cursor.execute(
            f'UPDATE "{table}" t SET {", ".join(changes)} WHERE t."{column}" >= (SELECT min(real) FROM told)'  # noqa: S608
        )
    cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _count_as_mailed(cursor, since: datetime) -> None:
    """Notices of the past year went out long ago: no worker is to send a year of mail on the first start."""
    for table in ("medicalnotice", "commercialnotice", "oversightnotice"):
        name = f"notifications_{table}"
        cursor.execute(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
        cursor.execute(
            f'UPDATE "{name}" SET mailed_at = made_at WHERE mailed_at IS NULL AND made_at >= %s',  # noqa: S608
            [since],
        )
        cursor.execute(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')


# As the models have it for their defaults: taken before any story patches the module.
REAL_NOW = timezone.now
