"""Reads of objectives, with their progress from submitted call reports."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from accounts.medical.models import CallReport
from accounts.shared.selectors import same_as, same_as_outer

from .models import MslObjective


def objectives(person, *, state: str = "", mine: bool = False) -> QuerySet[MslObjective]:
    """Objectives one may read, with ``held``: exchanges with the HCP on the topic within the period."""
    found = MslObjective.objects.visible_to(person).select_related("author", "hcp", "topic")
    wanted = (Q(state=state) if state else Q()) & (Q(author_id=person.pk) if mine else Q())
    return found.filter(wanted).annotate(held=_held(person))


def objective_of(person, pk: UUID) -> MslObjective:
    """One objective. Raises ``Http404`` for a missing and for a hidden one alike."""
    found = objectives(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def open_with(person, hcp_id: UUID) -> list[MslObjective]:
    """Open objectives with an HCP, the soonest end first."""
    return list(objectives(person, state=MslObjective.State.OPEN).filter(hcp__in=same_as(hcp_id))[:5])


def open_of(person) -> QuerySet[MslObjective]:
    """One's own open objectives, the soonest end first."""
    return objectives(person, state=MslObjective.State.OPEN, mine=True).order_by("period_end", "pk")


def _held(person) -> Coalesce:
    reports = (
        CallReport.objects.visible_to(person)
        .filter(
            state=CallReport.State.SUBMITTED,
            attendees__hcp__in=same_as_outer("hcp"),
            discussions__topic=OuterRef("topic"),
            met_at__date__range=(OuterRef("period_start"), OuterRef("period_end")),
        )
        .order_by()
        .values("discussions__topic")
        .annotate(number=Count("pk", distinct=True))
        .values("number")
    )
    return Coalesce(Subquery(reports, output_field=IntegerField()), 0)
