"""Writes of who answers what."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from handoffs.medical.models import TopicAlignment
from msl_governance.firewall.sides import Role
from msl_governance.people.models import MedicalColleague, MedicalTerritory
from msl_governance.people.selectors import territory_ids


@transaction.atomic
def align(
    *, by, msl: MedicalColleague, territory: MedicalTerritory, kinds: list[str]
) -> TopicAlignment | None:
    """Say which kinds of question ``msl`` answers in ``territory``, and nothing else there; None for none at all.

    Holds for questions that arrive from now on. Raises ``PermissionDenied`` for anybody but an MSL director, and for a
    territory that the director does not work.
    """
    if by.role != Role.MSL_DIRECTOR or territory.pk not in territory_ids(by):
        raise PermissionDenied
    known: dict[str, Any] = {"msl_id": msl.pk, "territory": territory}
    if not kinds:
        TopicAlignment.objects.filter(**known).delete()
        return None
    return TopicAlignment.objects.update_or_create(**known, defaults={"kinds": kinds})[0]
