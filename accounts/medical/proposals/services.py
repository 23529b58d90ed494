"""Writes of medical's proposals. A proposal is kept as it was made; only a steward changes the directory."""

from __future__ import annotations

from accounts.shared.proposing.drafts import Draft

from .models import MedicalProposal


def propose(*, by, draft: Draft) -> MedicalProposal:
    """Keep a proposal. Raises ``ValidationError`` where it says what no field of the directory holds."""
    return MedicalProposal.objects.create(author_id=by.pk, **draft.columns)
