"""Reads of what medical has said of an entry. The other side's sayings are behind the wall."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.shared.listing.selectors import entries_of_same
from accounts.shared.models import ListEntry

from .models import InfluenceSetting

SHOWN = 20


def words_on(person, entry: ListEntry) -> QuerySet[InfluenceSetting]:
    """One's own side's latest words on an entry, newest first."""
    found = InfluenceSetting.objects.visible_to(person).filter(entry__in=entries_of_same(entry))
    return found.select_related("author")[:SHOWN]
