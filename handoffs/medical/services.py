"""What medical does with a scientific inquiry. Each function is one recorded step.

All take ``by``, the acting person, and raise ``NotNow`` (not in this state, not this person's), ``DoorClosed``
(the door does not open for them) or ``Http404`` (out of their scope); nothing is written then, provided the
caller's transaction ends with the error.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.medical.models import Discussion
from handoffs.protocol import ANSWERING, NotNow
from msl_governance.notifications.models import Notice
from msl_governance.notifications.services import notify_medical

from . import selectors
from .models import FollowUp, MedicalAdverseEvent
from .moves import address_of, locked, move
from .returns import (
    Held,
    expire_interests,
    hold_interest,
    note_shown,
    propose_interest,
    release_interest,
    screen_interest,
)
from .routing import route_arrivals

__all__ = [
    "Held",
    "accept",
    "classify",
    "close",
    "decline",
    "escalate",
    "expire_interests",
    "forward_adverse_event",
    "hold_interest",
    "note_shown",
    "propose_interest",
    "reassign",
    "record_follow_up",
    "refer",
    "release_interest",
    "route_arrivals",
    "schedule",
    "screen_interest",
    "take",
    "withdraw",
]


@transaction.atomic
def take(*, follow_up: FollowUp, by) -> None:
    """Take a question from the queue."""
    move(locked(follow_up.pk, by), "take", by=by, assigned_id=by.pk)


@transaction.atomic
def accept(*, follow_up: FollowUp, classification: str, by) -> None:
    """Classify what was asked and accept to answer it; commercial reads “With Medical”."""
    _check_classification(classification)
    move(locked(follow_up.pk, by), "accept", by=by, classification=classification)


@transaction.atomic
def classify(*, follow_up: FollowUp, classification: str, by) -> None:
    """Correct the classification of an accepted question; a log row without a change of state."""
    _check_classification(classification)
    move(locked(follow_up.pk, by), "classify", by=by, classification=classification)


@transaction.atomic
def decline(*, follow_up: FollowUp, reason: str, by) -> None:
    """Decline, with a reason that stays with medical; commercial reads “Closed”."""
    move(locked(follow_up.pk, by), "decline", by=by, reason=reason)


@transaction.atomic
def refer(*, follow_up: FollowUp, reason: str, by) -> None:
    """Hand the question to medical information, with a reason that stays with medical."""
    move(locked(follow_up.pk, by), "refer", by=by, reason=reason)


@transaction.atomic
def reassign(*, follow_up: FollowUp, to_id, reason: str, by) -> None:
    """Pass the question to another active MSL or director of medical, with a reason; they get a notice, and plan anew."""
    mine = locked(follow_up.pk, by)
    if not selectors.people_who_answer().filter(pk=to_id).exists():
        raise NotNow(_("Choose an active MSL or MSL director."))
    if mine.assigned_id == to_id:
        raise NotNow(_("This colleague has the question already."))
    no_plan = {"scheduled_at": None, "scheduled_for": None, "schedule_channel": ""}
    step = move(mine, "reassign", by=by, reason=reason, assigned_id=to_id, **no_plan)
    if to_id != by.pk:
        notify_medical(
            person_id=to_id,
            kind=Notice.Kind.INQUIRY_REASSIGNED,
            url=address_of(mine.pk),
            unique_for=f"reassigned:{step.pk}",
        )


@transaction.atomic
def schedule(*, follow_up: FollowUp, when: datetime, minutes: int, channel: str, by) -> None:
    """Plan the follow-up: ``when`` aware, ``minutes`` its length. By medical's own judgement alone."""
    move(
        locked(follow_up.pk, by),
        "schedule",
        by=by,
        scheduled_for=when,
        scheduled_minutes=minutes,
        schedule_channel=channel,
    )


@transaction.atomic
def record_follow_up(*, follow_up: FollowUp, call_report, by) -> None:
    """Link the submitted call report of the exchange: same HCP, visible to ``by``. The link is medical's alone."""
    mine = locked(follow_up.pk, by)
    if not selectors.reports_to_link(by, mine).filter(pk=call_report.pk).exists():
        raise NotNow(
            _("Choose a submitted call report of an exchange with this HCP, held since the question came.")
        )
    move(mine, "follow_up", by=by, call_report_id=call_report.pk)


@transaction.atomic
def close(*, follow_up: FollowUp, by) -> None:
    """Close an answered question; commercial reads “Closed”."""
    move(locked(follow_up.pk, by), "close", by=by)


@transaction.atomic
def withdraw(*, follow_up: FollowUp, by) -> None:
    """The HCP told medical that the question is withdrawn."""
    move(locked(follow_up.pk, by), "withdraw", by=by)


@transaction.atomic
def escalate(*, follow_up: FollowUp, reason: str, by) -> None:
    """End the hand-off by putting it before compliance, with a reason. Commercial reads “Closed”, as after any end."""
    move(locked(follow_up.pk, by), "escalate", by=by, reason=reason)


@transaction.atomic
def forward_adverse_event(*, event: MedicalAdverseEvent, receipt_number: str, by) -> None:
    """Note that drug safety has the adverse event, with the number of its receipt; the same number again changes
    nothing.
    """
    visible = MedicalAdverseEvent.objects.visible_to(by).select_for_update(of=("self",))
    mine = visible.filter(pk=event.pk).first()
    if mine is None or by.role not in ANSWERING:
        raise NotNow(_("This step is not your role’s."))
    mine.forward(receipt_number)


def _check_classification(classification: str) -> None:
    if classification not in Discussion.ContentClass.values:
        raise NotNow(_("Say how the question is classified."))
