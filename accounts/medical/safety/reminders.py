"""The clock of a safety record reminds: its author when it is near, the directors as well when it is over; once each."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from msl_governance.firewall.sides import Role
from msl_governance.notifications.models import Notice
from msl_governance.notifications.services import notify_medical
from msl_governance.people.models import MedicalTerritory
from msl_governance.people.selectors import medical_people, who_works

from .models import SafetyRecord

NEAR = timedelta(hours=6)


def remind() -> None:
    """Write the notices that are due now; without a word of what was told. Running again writes nothing twice."""
    now = timezone.now()
    waiting = SafetyRecord.objects.filter(forwarded_at=None, due_at__lte=now + NEAR)
    active = set(medical_people().values_list("id", flat=True))
    for record in waiting.select_related("report__territory").order_by("due_at", "pk"):
        is_over = record.due_at <= now
        told = {record.author_id} & active
        if is_over or not told:  # whoever has left forwards nothing
            told |= set(_directors_of(record.report.territory))
        for person_id in told:
            _tell(record, person_id, "over" if is_over else "near")


def _directors_of(territory: MedicalTerritory | None) -> list[UUID]:
    """Active MSL directors who work the territory or one above it; where nobody does, all directors."""
    directors = medical_people(role=Role.MSL_DIRECTOR)
    working = directors.filter(pk__in=who_works(territory)).values_list("id", flat=True)
    return list(working) or list(directors.values_list("id", flat=True))


def _tell(record: SafetyRecord, person_id: UUID, which: str) -> None:
    notify_medical(
        person_id=person_id,
        kind=Notice.Kind.ADVERSE_EVENT,
        url=reverse("accounts_medical:safety") + f"#r-{record.pk}",
        unique_for=f"safety:{which}:{record.pk}:{person_id}",
    )
