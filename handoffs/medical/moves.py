"""One step of a follow-up: checked against the table, stamped, logged, and told through the door."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from handoffs.door import STANDING
from handoffs.protocol import FOLLOW_UP, TASK, Transition, check
from msl_governance.firewall.doors import cross

from .models import FollowUp, FollowUpStep
from .rules import check_hands


def locked(follow_up_id, by) -> FollowUp:
    """The follow-up, locked until the transaction ends, so that two people cannot both act.

    Raises ``Http404`` where it is not in this person's scope.
    """
    found = FollowUp.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=follow_up_id).first()
    if found is None:
        raise Http404
    return found


def move(follow_up: FollowUp, name: str, *, by, reason: str = "", **changes) -> FollowUpStep:
    """Take a step on a locked follow-up. ``by`` is None for the task that routes.

    Writes the state, its stamps and ``changes``, one log row, and crosses STANDING where the word that
    commercial reads changes. Raises ``NotNow`` or ``DoorClosed`` with a sentence; the caller rolls back.
    """
    role = by.role if by else TASK
    transition = check(FOLLOW_UP, name, state=follow_up.state, role=role, reason=reason)
    check_hands(follow_up, name, by)
    came_from, now = follow_up.state, timezone.now()
    changes |= {"state": transition.to} | dict.fromkeys(transition.stamps, now)
    tells = transition.standing and transition.standing != follow_up.standing
    if tells:
        changes["standing"] = transition.standing
    for field, value in changes.items():
        setattr(follow_up, field, value)
    follow_up.save(update_fields=list(changes))
    step = write_step(follow_up, name, transition.step, came_from, by=by, reason=reason)
    if tells:
        cross(STANDING, source_id=follow_up.pk, by=by, basis=_basis(transition))
    return step


def _basis(step: Transition) -> str:
    return f"Step {step.step} of 5: {step.words}"


def write_step(follow_up, name: str, number: int, came_from: str, *, by, reason: str = "") -> FollowUpStep:
    """The log row of a step: who, when, why."""
    return FollowUpStep.objects.create(
        follow_up=follow_up,
        name=name,
        number=number,
        from_state=came_from,
        to_state=follow_up.state,
        by_id=by.pk if by else None,
        reason=reason.strip(),
    )


def address_of(follow_up_id) -> str:
    """Path of the follow-up's page, for notices."""
    return reverse("handoffs_medical:detail", args=[follow_up_id])
