"""Reads of one's own proposals. What colleagues propose is theirs, and the other side's is behind the wall."""

from __future__ import annotations

from django.db.models import QuerySet

from .models import CommercialProposal

ORDER = ("-proposed_at", "-pk")


def proposals(person) -> QuerySet[CommercialProposal]:
    """One's own proposals with what they are about and what came of them, unordered."""
    found = CommercialProposal.objects.visible_to(person)
    return found.select_related(
        "standing", "hcp", "organisation", "other_hcp", "other_organisation", "affiliation__organisation"
    )
