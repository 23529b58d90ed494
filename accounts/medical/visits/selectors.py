"""Reads of planned visits, within what the person may see."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.shared.selectors import same_as

from .models import PlannedVisit


def visits(person) -> QuerySet[PlannedVisit]:
    """Visits of one's territories and one's own, with what a list shows of them."""
    return PlannedVisit.objects.visible_to(person).select_related("hcp", "author", "topic", "objective")


def visit_of(person, pk: UUID) -> PlannedVisit:
    """One visit. Raises ``Http404`` for a missing and for a hidden one alike."""
    found = visits(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def planned_between(person, start: datetime, end: datetime) -> QuerySet[PlannedVisit]:
    """One's own open visits from ``start`` (in) to ``end`` (out), by time."""
    return _own(person).filter(starts_at__gte=start, starts_at__lt=end)


def to_report(person, *, before: datetime) -> QuerySet[PlannedVisit]:
    """One's own visits whose time has come, and of which no report tells yet."""
    return _own(person).filter(starts_at__lt=before)


def open_with(person, hcp_id: UUID) -> QuerySet[PlannedVisit]:
    """Open visits with one HCP, the soonest first."""
    open_ones = visits(person).filter(hcp__in=same_as(hcp_id), state=PlannedVisit.State.PLANNED)
    return open_ones.order_by("starts_at", "pk")


def to_begin(person, pk: UUID | None, hcp_id: UUID) -> PlannedVisit | None:
    """One's own open visit with this HCP, from which a report may begin; None where there is none."""
    return _own(person).filter(pk=pk, hcp__in=same_as(hcp_id)).first()


def _own(person) -> QuerySet[PlannedVisit]:
    found = visits(person).filter(author_id=person.pk, state=PlannedVisit.State.PLANNED)
    return found.order_by("starts_at", "pk")
