"""Reads of the ledger and the refusals, for oversight alone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from msl_governance.firewall.doors import CROSSINGS
from msl_governance.firewall.models import Passage, Refusal
from msl_governance.people.models import AnyColleague

from . import pending, rules, words

SIZE = 30
MOST_ON_PAPER = 500


@dataclass
class Page:
    """Rows with their person, and where the next page starts."""

    rows: list = field(default_factory=list)
    next: str = ""


def _page(rows, before: str, size: int = SIZE) -> Page:
    cursor = _cursor(before)
    if cursor:
        at, key = cursor
        rows = rows.filter(at__lte=at).exclude(at=at, pk__lte=key)
    found = list(rows.order_by("-at", "pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    _name_people(found)
    return Page(found, f"{found[-1].at.isoformat()},{found[-1].pk}" if more else "")


def _cursor(before: str) -> tuple[datetime, UUID] | None:
    """Moment and key of the row at the edge; None where ``before`` is empty or nonsense."""
    moment, _comma, key = before.partition(",")
    try:
        at = parse_datetime(moment)
        return (at.astimezone(UTC), UUID(key)) if at and timezone.is_aware(at) else None
    except (ValueError, OverflowError):
        return None


def _name_people(rows) -> None:
    names = AnyColleague.objects.in_bulk({row.person_id for row in rows if row.person_id})
    for row in rows:
        row.person = names.get(row.person_id)


def passages(person, wishes: dict, before: str = "", *, size: int = SIZE) -> Page:
    """A page of crossings, newest first; ``wishes`` are lookups, ``before`` a page's ``next``.

    The wish ``reference`` is short or whole, of either side: all passages of one hand-off or account.
    """
    wishes = dict(wishes)
    like = rules.references_like(wishes.pop("reference", ""))
    rows = Passage.objects.visible_to(person).filter(**wishes)
    if like:
        rows = rows.filter(Q(reference_id__range=like) | Q(far_reference_id__range=like))
    page = _page(rows, before, size)
    for row in page.rows:
        _describe(row)
    return page


def who_may_cross() -> list[tuple[str, str]]:
    """Id and name of everybody whose role opens a door, with those who left; by name."""
    roles = {role for crossing in CROSSINGS.values() for role in crossing.opened_by}
    people = AnyColleague.objects.filter(role__in=roles).order_by("full_name", "pk")
    return [(str(key), name) for key, name in people.values_list("pk", "full_name")]


def _describe(row: Any) -> None:
    """What the ledger calls the crossing, its two sides and its matter; kept words where a door was taken out since."""
    known = CROSSINGS.get(row.crossing)
    row.title = known.title if known else row.crossing
    row.origin, _arrow, row.destination = row.direction.partition(" > ")
    row.reference = rules.reference(row.reference_id)


def refusals(person, wishes: dict, before: str = "") -> Page:
    """A page of refusals, newest first, each with ``where`` in words."""
    page = _page(Refusal.objects.visible_to(person).filter(**wishes), before)
    for row in page.rows:
        row.where, row.found = words.place(row), words.found(row)
    return page


def _one(queryset, pk):
    row = queryset.filter(pk=pk).first()
    if row is None:
        raise Http404
    _name_people([row])
    return row


def passage_of(person, pk) -> Passage:
    """One crossing with ``facts`` (what crossed, in words) and ``intact`` (the hash worked out again). Raises Http404."""
    row = _one(Passage.objects.visible_to(person), pk)
    row.facts = words.payload(row.crossing, json.loads(row.payload))
    _describe(row)
    row.intact = hashlib.sha256(row.payload.encode()).hexdigest() == row.sha256
    return row


def refusal_of(person, pk) -> Refusal:
    """One refusal with ``sentence``, ``where`` and ``reasons`` in words. Raises Http404."""
    row = _one(Refusal.objects.visible_to(person), pk)
    row.sentence, row.where, row.reasons = (
        words.KIND_SENTENCES[row.kind],
        words.place(row),
        words.reasons(row),
    )
    return row


def overview(person) -> dict:
    """Home of compliance and legal: what waits, the last seven days by kind, and the newest of both lists."""
    since = timezone.now() - timedelta(days=7)
    refused = Refusal.objects.visible_to(person)
    counts = dict(refused.filter(at__gte=since).values_list("kind").annotate(n=Count("id")).order_by())
    crossed = Passage.objects.visible_to(person)
    return {
        "kinds": [(Refusal.Kind(kind).label, counts.get(kind, 0)) for kind in Refusal.Kind.values],
        "refused": sum(counts.values()),
        "crossed": crossed.filter(at__gte=since).count(),
        "passages": passages(person, {}).rows[:6],
        "refusals": refusals(person, {}).rows[:6],
        "waiting": pending.cards(person),
    }
