"""Reads of the library."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from .models import ScientificMaterial


def materials(person) -> QuerySet[ScientificMaterial]:
    """Every version of every piece."""
    return ScientificMaterial.objects.visible_to(person).select_related("topic")


def approved(person, *, on: date) -> QuerySet[ScientificMaterial]:
    """What may be shared on a day."""
    lasts = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
    return materials(person).filter(lasts, approved_on__lte=on, expires_on__gte=on)


def material_of(person, pk: UUID) -> ScientificMaterial:
    """One version. Raises ``Http404``."""
    found = materials(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
