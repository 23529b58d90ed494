"""Writes of commercial's proposals. A proposal is kept as it was made; only a steward changes the directory."""

from __future__ import annotations

from accounts.shared.proposing.drafts import Draft

from .models import CommercialProposal


def propose(*, by, draft: Draft) -> CommercialProposal:
    """Keep a proposal. Raises ``ValidationError`` where it says what no field of the directory holds."""
    return CommercialProposal.objects.create(author_id=by.pk, **draft.columns)
