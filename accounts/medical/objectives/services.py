"""Writes of objectives. Medical's alone: no service of the other side reaches them."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Hcp, ScientificTopic
from msl_governance.firewall.sides import Role
from msl_governance.people.selectors import medical_territory_of

from .models import MslObjective

ENDED = _("This objective has ended. Set a new one.")
OUTCOME_NEEDED = _("Say in a sentence what came of it.")


def set_objective(
    *,
    by,
    hcp: Hcp,
    topic: ScientificTopic,
    aim: str,
    period_start: date,
    period_end: date,
    exchanges_planned: int | None = None,
) -> MslObjective:
    """A new objective of one's own."""
    return MslObjective.objects.create(
        author_id=by.pk,
        hcp=hcp,
        territory=medical_territory_of(hcp.region),
        topic=topic,
        aim=aim,
        period_start=period_start,
        period_end=period_end,
        exchanges_planned=exchanges_planned,
    )


def change_objective(*, by, objective: MslObjective, **words) -> MslObjective:
    """Change an open objective. Raises ``PermissionDenied`` for another's, ``ValidationError`` once it has ended."""
    _check_may_change(by, objective)
    for name, value in words.items():
        setattr(objective, name, value)
    objective.save(update_fields=list(words))
    return objective


def end_objective(*, by, objective: MslObjective, state: str, outcome: str) -> MslObjective:
    """End an objective as reached or dropped, with what came of it.

    Raises as ``change_objective``, and ``ValidationError`` beside ``outcome`` where nothing is said.
    """
    _check_may_change(by, objective)
    if not outcome.strip():
        raise ValidationError({"outcome": OUTCOME_NEEDED})
    objective.state, objective.outcome = state, outcome
    objective.save(update_fields=["state", "outcome"])
    return objective


def may_change(person, objective: MslObjective) -> bool:
    """Whether this person changes the objective: its author, or an MSL director."""
    return objective.author_id == person.pk or person.role == Role.MSL_DIRECTOR


def _check_may_change(by, objective: MslObjective) -> None:
    if not may_change(by, objective):
        raise PermissionDenied
    if not objective.is_open:
        raise ValidationError(ENDED)
