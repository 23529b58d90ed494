"""Reads of standing requests. Every medical person sees them all: a wish is the HCP's, not a territory's."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.shared.selectors import same_as

from .models import StandingRequest


def standing_requests(person, *, hcp_id: UUID | None = None) -> QuerySet[StandingRequest]:
    """Standing requests, the latest first; of one HCP where ``hcp_id`` is given."""
    found = StandingRequest.objects.visible_to(person).select_related("hcp", "topic", "author")
    return found.filter(hcp__in=same_as(hcp_id)) if hcp_id else found


def holding(person, *, on: date, hcp_id: UUID | None = None) -> QuerySet[StandingRequest]:
    """Those that hold on a day."""
    lasts = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
    return standing_requests(person, hcp_id=hcp_id).filter(lasts, asked_on__lte=on, expires_on__gte=on)


def standing_of(person, pk: UUID) -> StandingRequest:
    """One standing request. Raises ``Http404``."""
    found = standing_requests(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
