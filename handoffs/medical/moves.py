"""One step of a follow-up: checked against the table, stamped, logged, and told through the door."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from handoffs.door import STANDING
from handoffs.protocol import StandingState, Transition
from msl_governance.firewall.doors import cross

from . import selectors
from .models import FollowUp, FollowUpStep
from .rules import check_step


def locked(follow_up_id, by) -> FollowUp:
    """The follow-up, locked until the transaction ends, so that two people cannot both act.

    Without its key: a withdrawal through the door refers to it, and must not wait for, or learn of, who is acting.
    Raises ``Http404`` where it is not in this person's scope.
    """
    rows = FollowUp.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=follow_up_id).first()
    if found is None:
        raise Http404
    return found


def move(follow_up: FollowUp, name: str, *, by, reason: str = "", **changes) -> FollowUpStep:
    """Take a step on a locked follow-up. ``by`` is None for the task that routes.

    Writes the state, its stamps and ``changes``, one log row, and crosses STANDING where the word that
    commercial reads changes. Raises ``NotNow`` or ``DoorClosed`` with a sentence; the caller rolls back.
    """
    transition, came_from = check_step(name, follow_up, by=by, reason=reason), follow_up.state
    changes |= what_changes(transition)
    for field, value in changes.items():
        setattr(follow_up, field, value)
    follow_up.save(update_fields=list(changes))
    step = write_step(follow_up, transition, came_from, by=by, reason=reason)
    for word in _words_to_tell(follow_up, transition):
        follow_up.standing = word
        follow_up.save(update_fields=["standing"])
        cross(STANDING, source_id=follow_up.pk, by=by, basis=basis(transition))
    return step


def _words_to_tell(follow_up: FollowUp, transition: Transition) -> list[str]:
    """The words that cross now: none twice, none left out, and none once the representative has withdrawn.

    Every end tells the same words, whether somebody answered or not; and what becomes of a withdrawn question
    tells nothing, or silence and speech would say how far medical had come.
    """
    word = transition.standing
    if not word or word == follow_up.standing or selectors.is_taken_back(follow_up):
        return []
    skipped = word == StandingState.CLOSED and follow_up.standing == StandingState.RECEIVED
    return [StandingState.WITH_MEDICAL, word] if skipped else [word]


def what_changes(step: Transition) -> dict[str, Any]:
    """The state that a step leads to, where it leads on, and the moments that it sets."""
    state = {"state": step.to} if step.to else {}
    return state | dict.fromkeys(step.stamps, timezone.now())


def basis(step: Transition) -> str:
    """On what basis something crosses, for the ledger."""
    return f"Step {step.step} of 5: {step.words}"


def write_step(
    follow_up, step: Transition, came_from: str | None = None, *, by, reason: str = ""
) -> FollowUpStep:
    """The log row of a step: who, when, why. Without ``came_from`` the hand-off stays in its state."""
    return FollowUpStep.objects.create(
        follow_up=follow_up,
        name=step.name,
        number=step.step,
        from_state=came_from or follow_up.state,
        to_state=follow_up.state,
        by_id=by.pk if by else None,
        reason=reason.strip(),
    )


def address_of(follow_up_id) -> str:
    """Path of the follow-up's page, for notices."""
    return reverse("handoffs_medical:detail", args=[follow_up_id])
