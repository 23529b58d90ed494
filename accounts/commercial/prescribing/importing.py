"""Prescribing from a Part D file: one transaction for the whole file, by the commercial side alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from django.utils import timezone

from accounts.shared.csv_lines import Outcome, peak_mib
from accounts.shared.models import Hcp, Product
from msl_governance.firewall.database import acting_for
from msl_governance.firewall.sides import Side
from msl_governance.people.selectors import commercial_territory_of

from . import services
from .models import Prescribing, Span
from .partd import PartDFile, Row, year_of

BATCH = 2000


@dataclass
class YearOutcome(Outcome):
    """What became of a file of yearly counts."""

    year: int = 0

    def as_json(self) -> dict:
        """As ``Outcome``, with the year that the counts were taken for."""
        return super().as_json() | {"year": self.year}


def import_prescribing(
    path: str | Path, *, year: int | None = None,
    progress: Callable[[int, int], None] = lambda done, all_: None,
) -> YearOutcome:  # fmt: skip
    """Bring a Part D file into commercial's counts; all of its accepted rows, or none where anything breaks.

    ``progress(bytes_done, bytes_in_all)`` is called after each batch. A row that says nothing new is not
    written. Deciles are worked out anew in the same transaction. Raises ``csv_lines.WrongFile``.
    """
    started, source = time.monotonic(), PartDFile(path)
    number, about = year_of(source.path, year, timezone.localdate())
    outcome = YearOutcome("prescribing", year=number, about=about)
    rows = source.rows(lambda line, reason: outcome.refused.append((line, reason)))
    with acting_for(Side.COMMERCIAL, reason="import_prescribing"):
        store = Store(date(number, 1, 1), outcome)
        while batch := list(islice(rows, BATCH)):
            store.take(batch)
            progress(source.position, source.size)
        services.rework_deciles()
    outcome.refused.sort()
    outcome.seconds = time.monotonic() - started
    outcome.peak_mib = peak_mib()
    return outcome


@dataclass
class Store:
    """Writes batches of a file's rows, each number and drug once."""

    start: date
    outcome: YearOutcome
    seen: set[tuple[str, str]] = field(default_factory=set)
    territories: dict = field(default_factory=dict)
    ours: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        self.ours = {name.casefold(): name for name in Product.objects.values_list("name", flat=True)}

    def take(self, batch: list[Row]) -> None:
        """Write what is new or changed of a batch; refuse unknown numbers and what came already."""
        doctors = {one.npi: one for one in Hcp.objects.filter(npi__in={row.npi for row in batch})}
        wanted: dict[tuple, tuple] = {}
        for row in batch:
            product = self.ours.get(row.product.casefold(), row.product)
            if hcp := self._doctor(row, doctors, product):
                wanted[hcp.pk, product] = (hcp, row.scripts)
        present = Prescribing.objects.filter(
            hcp__in={hcp for hcp, _scripts in wanted.values()}, span=Span.YEAR, month=self.start
        )
        self._write(wanted, {(one.hcp_id, one.product): one for one in present})

    def _doctor(self, row: Row, doctors: dict[str, Hcp], product: str) -> Hcp | None:
        """The HCP of a row, or None, with the reason noted, where the row is not taken."""
        key = (row.npi, product.casefold())
        if row.npi not in doctors:
            self.outcome.refused.append((row.line, f"NPI {row.npi} is nobody in the directory"))
            return None
        if key in self.seen:
            reason = f"NPI {row.npi} and {product} stand in this file already"
            self.outcome.refused.append((row.line, reason))
            return None
        self.seen.add(key)
        return doctors[row.npi]

    def _write(self, wanted: dict[tuple, tuple], present: dict[tuple, Prescribing]) -> None:
        new, changed = [], []
        for (_hcp_id, product), (hcp, scripts) in wanted.items():
            one = present.get((hcp.pk, product))
            territory = self._territory(hcp.region)
            if one is None:
                new.append(
                    Prescribing(
                        hcp=hcp, territory=territory, product=product, month=self.start, span=Span.YEAR,
                        scripts=scripts,
                    )
                )  # fmt: skip
            elif (one.scripts, one.territory_id) != (scripts, territory and territory.pk):
                one.scripts, one.territory = scripts, territory
                changed.append(one)
        Prescribing.objects.bulk_create(new)
        Prescribing.objects.bulk_update(changed, ["scripts", "territory"], batch_size=500)
        self.outcome.created += len(new)
        self.outcome.changed += len(changed)
        self.outcome.unchanged += len(wanted) - len(new) - len(changed)

    def _territory(self, region: str):
        if region not in self.territories:
            self.territories[region] = commercial_territory_of(region)
        return self.territories[region]
