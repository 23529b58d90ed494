"""Reads of the library."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When
from django.http import Http404

from .models import ScientificMaterial

MOST_OFFERED = 40  # in a form, beside what is chosen already
ORDER = ("code", "-approved_on", "pk")


def materials(person) -> QuerySet[ScientificMaterial]:
    """Every version of every piece."""
    return ScientificMaterial.objects.visible_to(person).select_related("topic")


def approved(person, *, on: date) -> QuerySet[ScientificMaterial]:
    """What may be shared on a day."""
    lasts = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
    return materials(person).filter(lasts, approved_on__lte=on, expires_on__gte=on)


def offered(person, *, on: date, topics: Iterable[UUID], chosen: Iterable[UUID]) -> list[ScientificMaterial]:
    """What a report offers: the pieces chosen already, whatever their day, then those that may be shared on the day.

    Of those the ones on the report's topics come first, since no more than ``MOST_OFFERED`` fit a form.
    """
    kept, about = list(chosen), Q(topic__in=list(topics))
    rank = Case(When(about, then=Value(0)), default=Value(1))
    fitting = approved(person, on=on).exclude(pk__in=kept).order_by(rank, *ORDER)
    return [*materials(person).filter(pk__in=kept).order_by(*ORDER), *fitting[:MOST_OFFERED]]


def material_of(person, pk: UUID) -> ScientificMaterial:
    """One version. Raises ``Http404``."""
    found = materials(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
