"""Clocks remind: the MSL when one is near, the MSL and the directors when it is over; once each."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from msl_governance.notifications.models import Notice
from msl_governance.notifications.services import notify_medical

from . import selectors
from .models import FollowUp, MedicalAdverseEvent
from .moves import address_of
from .rules import OPEN

EVENT_NEAR = timedelta(hours=6)


def remind() -> None:
    """Write the notices that are due now. Running again writes nothing twice."""
    rows = (
        FollowUp.objects.filter(state__in=OPEN)
        .select_related("hcp", "territory")
        .order_by("received_at", "pk")
    )
    for follow_up in selectors.with_deadlines(rows):
        if follow_up.deadline.is_overdue:
            people = {*_answering(follow_up), *selectors.directors_of(follow_up)}
            _tell(follow_up, people, Notice.Kind.CLOCK_OVERDUE, follow_up.deadline.clock.name)
        elif follow_up.deadline.is_near:
            _tell(follow_up, _answering(follow_up), Notice.Kind.CLOCK_NEAR, follow_up.deadline.clock.name)
    _remind_of_adverse_events()


def _remind_of_adverse_events() -> None:
    soon = timezone.now() + EVENT_NEAR
    events = MedicalAdverseEvent.objects.filter(forwarded_at=None, due_at__lte=soon, follow_up__isnull=False)
    for event in events.select_related("follow_up__territory"):
        people = {*_answering(event.follow_up), *selectors.directors_of(event.follow_up)}
        _tell(event.follow_up, people, Notice.Kind.ADVERSE_EVENT, "due")


def _answering(follow_up: FollowUp) -> list:
    """Who has it; in the queue, all who could take it."""
    return [follow_up.assigned_id] if follow_up.assigned_id else selectors.workers_of(follow_up.territory)


def _tell(follow_up: FollowUp, people, kind: str, which: str) -> None:
    for person_id in people:
        notify_medical(
            person_id=person_id,
            kind=kind,
            url=address_of(follow_up.pk),
            unique_for=f"{kind}:{which}:{follow_up.pk}:{person_id}",
        )
