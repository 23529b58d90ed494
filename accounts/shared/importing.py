"""The directory from an NPPES file: one transaction for the whole file, by the steward alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice
from pathlib import Path
from uuid import uuid4

from django.db import connection, transaction

from msl_governance.firewall.database import as_login

from .csv_lines import Outcome, peak_mib
from .deactivated import DeactivatedFile
from .models import Hcp, Organisation
from .npi import NppesFile, Row
from .workbooks import as_csv

BATCH = 2000
UNLIMITED = 1 << 30
LIMITS = {
    model: {f.name: getattr(f, "max_length", None) or UNLIMITED for f in model._meta.concrete_fields}
    for model in (Hcp, Organisation)
}


def import_npi(
    path: str | Path, *, progress: Callable[[int, int], None] = lambda done, all_: None
) -> Outcome:
    """Bring an NPPES file into the directory; all of its accepted rows, or none where anything breaks.

    ``progress(bytes_done, bytes_in_all)`` is called after each batch. A row that says nothing new is not
    written, so that no history arises. Raises ``csv_lines.WrongFile``.
    """
    started, outcome, source = time.monotonic(), Outcome("npi"), NppesFile(path)
    rows = source.rows(lambda line, reason: outcome.refused.append((line, reason)))
    with as_login("steward"), transaction.atomic():
        connection.introduce("", str(uuid4()), "import_npi")  # type: ignore[attr-defined]
        while batch := list(islice(rows, BATCH)):
            _store(batch, outcome)
            progress(source.position, source.size)
    outcome.refused.sort()
    outcome.seconds = time.monotonic() - started
    outcome.peak_mib = peak_mib()
    return outcome


def _store(batch: list[Row], outcome: Outcome) -> None:
    gone = [row for row in batch if row.gone]
    unknown = deactivate({row.npi: row.gone for row in gone}, outcome)
    outcome.refused += [(row.line, "the NPI is deactivated") for row in gone if row.npi in unknown]
    people = [row for row in batch if row.is_person]
    places = [row for row in batch if not row.is_person and not row.gone]
    for model, other, rows in ((Hcp, Organisation, people), (Organisation, Hcp, places)):
        fitting = list(_fitting(model, other, rows, outcome))
        _write(model, fitting, outcome)


def deactivate(days: dict[str, date | None], outcome: Outcome) -> set[str]:
    """Note for each number since when it is deactivated; gives back the numbers that the directory does not have."""
    unknown = set(days)
    for model in (Hcp, Organisation):
        known = list(model.objects.filter(npi__in=list(days)))
        unknown -= {one.npi for one in known}
        changed = [one for one in known if one.deactivated_on != days[one.npi]]
        for one in changed:
            one.deactivated_on = days[one.npi]
        model.objects.bulk_update(changed, ["deactivated_on"], batch_size=500)
        outcome.changed += len(changed)
        outcome.unchanged += len(known) - len(changed)
    return unknown


def import_deactivated(
    path: str | Path, *, progress: Callable[[int, int], None] = lambda done, all_: None
) -> Outcome:
    """Note from CMS's list which numbers of the directory are deactivated, in one transaction.

    A number that the directory does not have changes nothing. Raises ``csv_lines.WrongFile``.
    """
    started, outcome = time.monotonic(), Outcome("deactivated_npi")
    with as_csv(path) as file, as_login("steward"), transaction.atomic():
        source = DeactivatedFile(file)
        rows = source.rows(lambda line, reason: outcome.refused.append((line, reason)))
        connection.introduce("", str(uuid4()), "import_deactivated_npi")  # type: ignore[attr-defined]
        while batch := list(islice(rows, BATCH)):
            unknown = deactivate({row.npi: row.gone for row in batch}, outcome)
            outcome.unchanged += len(unknown)
            progress(source.position, source.size)
    outcome.refused.sort()
    outcome.seconds, outcome.peak_mib = time.monotonic() - started, peak_mib()
    return outcome


def _fitting(model, other, rows: list[Row], outcome: Outcome) -> Iterable[Row]:
    """Rows whose values fit the columns and whose number is not the other kind's."""
    taken = set(other.objects.filter(npi__in=[row.npi for row in rows]).values_list("npi", flat=True))
    for row in rows:
        long = [name for name, value in row.facts.items() if value and len(value) > LIMITS[model][name]]
        if long:
            outcome.refused.append((row.line, f"{long[0].replace('_', ' ')} is too long"))
        elif row.npi in taken:
            outcome.refused.append((row.line, f"NPI {row.npi} is another entity type in the directory"))
        else:
            yield row


def _write(model, rows: list[Row], outcome: Outcome) -> None:
    known = {one.npi: one for one in model.objects.filter(npi__in=[row.npi for row in rows])}
    new, changed = [], []
    for row in rows:
        one = known.get(row.npi)
        if one is None:
            new.append(model(npi=row.npi, **row.facts))
        elif any(getattr(one, name) != value for name, value in row.facts.items()):
            for name, value in row.facts.items():
                setattr(one, name, value)
            changed.append(one)
    model.objects.bulk_create(new)
    if changed:
        model.objects.bulk_update(
            changed, sorted({name for row in rows for name in row.facts}), batch_size=500
        )
    outcome.created += len(new)
    outcome.changed += len(changed)
    outcome.unchanged += len(rows) - len(new) - len(changed)
