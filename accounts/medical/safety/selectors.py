"""Reads of safety records, within the reports one may read."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from .models import SafetyRecord


def records(person, *, waiting: bool = True) -> QuerySet[SafetyRecord]:
    """Records that wait to be forwarded, or those that drug safety has."""
    found = SafetyRecord.objects.visible_to(person).select_related("author", "report")
    found = found.prefetch_related("report__attendees__hcp")
    return found.filter(forwarded_at__isnull=waiting)


def record_of(person, pk: UUID) -> SafetyRecord:
    """One record. Raises ``Http404`` for a missing and for a hidden one alike."""
    found = SafetyRecord.objects.visible_to(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
