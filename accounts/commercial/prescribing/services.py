"""Deciles, worked out for commercial alone: after each import, and every night when a new month may have begun."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from msl_governance.people.selectors import commercial_territory_of

from .models import Decile, Prescribing, Span
from .rules import MONTHS, deciles, months_before

FACTS = ("decile", "scripts", "is_at_least", "since", "until", "territory_id")


def rework_deciles(*, today: date | None = None) -> int:
    """Work every product's deciles out anew; how many rows were made, changed or taken away.

    A product counts by its last twelve complete months where any monthly count of them is on record, else by its
    latest year. Suppressed counts add nothing and mark the total as “at least”; whose counts are all suppressed
    has no decile. A row that says nothing new is not written.
    """
    today = today or timezone.localdate()
    territories: dict[str, Any] = {}
    written = 0
    products = Prescribing.objects.order_by("product").values_list("product", flat=True).distinct()
    for product in list(products):
        written += _rework(product, today.replace(day=1), territories)
    gone = Decile.objects.exclude(product__in=Prescribing.objects.values("product"))
    return written + gone.delete()[0]


def _rework(product: str, running: date, territories: dict[str, Any]) -> int:
    span, since, until = _basis(product, running)
    rows = Prescribing.objects.filter(product=product, span=span, month__gte=since, month__lte=until)
    totals = {
        hcp: (region, scripts, hidden > 0)
        for hcp, region, scripts, hidden in rows.order_by()
        .values_list(
            Coalesce("hcp__merged_into_id", "hcp_id"), Coalesce("hcp__merged_into__region", "hcp__region")
        )
        .annotate(total=Sum("scripts"), hidden=Count("pk", filter=Q(scripts=None)))
        if scripts is not None
    }
    ranks = deciles({hcp: scripts for hcp, (_region, scripts, _hidden) in totals.items()})
    wanted = {
        hcp: (ranks[hcp], scripts, hidden, since, until, _territory_id(region, territories))
        for hcp, (region, scripts, hidden) in totals.items()
    }
    return _write(product, wanted)


def _basis(product: str, running: date) -> tuple[Span, date, date]:
    """By which counts a product is judged: their span, the first and the last beginning."""
    since, until = months_before(running, MONTHS), months_before(running, 1)
    mine = Prescribing.objects.filter(product=product)
    if mine.filter(span=Span.MONTH, month__gte=since, month__lt=running, scripts__isnull=False).exists():
        return Span.MONTH, since, until
    latest = mine.filter(span=Span.YEAR).aggregate(latest=Max("month"))["latest"]
    return (Span.YEAR, latest, latest) if latest else (Span.MONTH, since, until)


def _write(product: str, wanted: dict) -> int:
    present = {one.hcp_id: one for one in Decile.objects.filter(product=product)}
    changed = []
    for hcp in wanted.keys() & present.keys():
        one = present[hcp]
        if tuple(getattr(one, name) for name in FACTS) != wanted[hcp]:
            for name, value in zip(FACTS, wanted[hcp], strict=True):
                setattr(one, name, value)
            changed.append(one)
    new = [
        Decile(product=product, hcp_id=hcp, **dict(zip(FACTS, wanted[hcp], strict=True)))
        for hcp in wanted.keys() - present.keys()
    ]
    gone = [present[hcp].pk for hcp in present.keys() - wanted.keys()]
    Decile.objects.bulk_create(new, batch_size=2000)
    Decile.objects.bulk_update(changed, list(FACTS), batch_size=500)
    Decile.objects.filter(pk__in=gone).delete()
    return len(new) + len(changed) + len(gone)


def _territory_id(region: str, known: dict[str, Any]):
    if region not in known:
        territory = commercial_territory_of(region)
        known[region] = territory and territory.pk
    return known[region]
