"""Arrivals find their MSL: by territory and kind of question, from medical's own alignment.

Runs as a task of medical, because the representative's request must not wait for, or learn of, any of it.
"""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone

from handoffs.clocks import adverse_event_due
from handoffs.protocol import FollowUpState as State
from msl_governance.notifications.models import Notice
from msl_governance.notifications.services import notify_medical
from msl_governance.people.selectors import medical_territory_of

from . import selectors
from .models import FollowUp, MedicalAdverseEvent, Withdrawal
from .moves import address_of, move
from .rules import ENDED

BATCH = 100
log = logging.getLogger("threshold.handoffs")


def route_arrivals() -> int:
    """Route what has arrived and work off withdrawals; how many rows were handled.

    May run twice at once: rows that another run holds are skipped. A row that fails is left for the next run.
    """
    arrived = FollowUp.objects.filter(state=State.ARRIVED)
    arrived = arrived.select_for_update(skip_locked=True, of=("self",), no_key=True)
    handled = sum(_each(_route, one) for one in arrived.select_related("hcp")[:BATCH])
    withdrawn = Withdrawal.objects.filter(handled_at=None).select_for_update(skip_locked=True)
    return handled + sum(_each(_work_off, one) for one in withdrawn[:BATCH])


def _each(function, row) -> bool:
    """Whether the row was handled. One bad row must not hold up the others; the log gets no text of it."""
    try:
        with transaction.atomic():
            function(row)
    except Exception as error:
        log.warning("%s of %s failed: %s", function.__name__, row.pk, type(error).__name__)
        return False
    return True


def _route(follow_up: FollowUp) -> None:
    territory = medical_territory_of(follow_up.hcp.region) or selectors.root_territory()
    msl_id = selectors.msl_for(territory, follow_up.kind)
    if msl_id is None:
        move(follow_up, "queue", by=None, territory=territory)
        waiting = selectors.workers_of(territory)
    else:
        move(follow_up, "route", by=None, territory=territory, assigned_id=msl_id)
        waiting = [msl_id]
    _tell(follow_up, waiting, Notice.Kind.INQUIRY_WAITS)
    if follow_up.adverse_event:
        _open_adverse_event(follow_up, waiting)


def _open_adverse_event(follow_up: FollowUp, waiting) -> None:
    """The company became aware when it arrived; drug safety must have it 24 hours later (ICH E2D)."""
    MedicalAdverseEvent.objects.create(
        follow_up=follow_up,
        aware_at=follow_up.received_at,
        due_at=adverse_event_due(follow_up.received_at),
    )
    _tell(follow_up, waiting, Notice.Kind.ADVERSE_EVENT)


def _work_off(withdrawal: Withdrawal) -> None:
    """Withdraw the follow-up where it is still open; one that ended stays as it ended."""
    found = FollowUp.objects.select_for_update(of=("self",), no_key=True).get(pk=withdrawal.follow_up_id)
    if found.state not in (*ENDED, State.FOLLOWED_UP):
        move(found, "withdraw", by=None)
        if found.assigned_id:
            _tell(found, [found.assigned_id], Notice.Kind.STANDING_CHANGED)
    withdrawal.handled_at = timezone.now()
    withdrawal.save(update_fields=["handled_at"])


def _tell(follow_up: FollowUp, people, kind: str) -> None:
    for person_id in people:
        notify_medical(
            person_id=person_id,
            kind=kind,
            url=address_of(follow_up.pk),
            unique_for=f"{kind}:{follow_up.pk}:{person_id}",
        )
