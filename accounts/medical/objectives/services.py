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
    """A new objective of one's own. The same one again, while it is open, is the one that stands."""
    known = {
        "author_id": by.pk,
        "hcp": hcp,
        "topic": topic,
        "aim": aim,
        "period_start": period_start,
        "period_end": period_end,
        "exchanges_planned": exchanges_planned,
    }
    standing = MslObjective.objects.filter(**known, state=MslObjective.State.OPEN).first()
    return standing or MslObjective.objects.create(**known, territory=medical_territory_of(hcp.region))


def change_objective(*, by, objective: MslObjective, **words) -> MslObjective:
    """Change an open objective. Raises ``PermissionDenied`` for another's, ``ValidationError`` once it has ended."""
    one = _open(by, objective)
    for name, value in words.items():
        setattr(one, name, value)
    one.save(update_fields=list(words))
    return one


def end_objective(*, by, objective: MslObjective, state: str, outcome: str) -> MslObjective:
    """End an objective as reached or dropped, with what came of it.

    Raises ``PermissionDenied`` for another's, ``ValidationError`` without an outcome, and once it has ended.
    """
    one = _open(by, objective)
    if not outcome.strip():
        raise ValidationError({"outcome": OUTCOME_NEEDED})
    one.state, one.outcome = state, outcome
    one.save(update_fields=["state", "outcome"])
    return one


def may_change(person, objective: MslObjective) -> bool:
    """Whether this person changes the objective: its author, or an MSL director."""
    return objective.author_id == person.pk or person.role == Role.MSL_DIRECTOR


def _open(by, objective: MslObjective) -> MslObjective:
    """The objective as it stands, locked for this transaction: its author and a director may both be at it."""
    if not may_change(by, objective):
        raise PermissionDenied
    one = MslObjective.objects.select_for_update().get(pk=objective.pk)
    if not one.is_open:
        raise ValidationError(ENDED)
    return one
