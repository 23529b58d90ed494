"""Proposals of both sides before a steward, and what becomes of them. The answer goes back in two words from lists."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from accounts import door
from accounts.commercial.models import CommercialProposal
from accounts.medical.models import MedicalProposal
from accounts.shared.proposing.shapes import Answer, Kind
from msl_governance.firewall.doors import cross
from msl_governance.people.models import AnyColleague

from . import rules, services
from .models import CareDecision, CommercialAnswer, MedicalAnswer

ORDER = ("-proposed_at", "-pk")
TABLES: dict[str, Any] = {"medical": MedicalProposal, "commercial": CommercialProposal}
ANSWERS: dict[Any, tuple[Any, Any]] = {
    MedicalProposal: (MedicalAnswer, door.MEDICAL_ANSWER),
    CommercialProposal: (CommercialAnswer, door.COMMERCIAL_ANSWER),
}


def proposals(person, side: str, *, answered: bool = False) -> QuerySet[Any]:
    """Proposals of ``medical`` or ``commercial`` that wait, or those that were answered; unordered."""
    model = TABLES[side]
    given = Exists(ANSWERS[model][0].objects.filter(proposal=OuterRef("pk")))
    return _shown(model.objects.visible_to(person)).filter(given if answered else ~given)


def latest(person, number: int = 5) -> list[Any]:
    """The oldest proposals of both sides that wait, for the home."""
    found = [row for side in TABLES for row in proposals(person, side).order_by("proposed_at", "pk")[:number]]
    return named(sorted(found, key=lambda row: row.proposed_at)[:number])


def proposal_of(person, pk: UUID) -> Any:
    """One proposal of either side, with ``given``: its answer, or None. Raises ``Http404``."""
    for model in TABLES.values():
        found = _shown(model.objects.visible_to(person)).filter(pk=pk).first()
        if found is not None:
            found.given = ANSWERS[model][0].objects.filter(proposal=found).first()
            return found
    raise Http404


def named(rows: Any) -> Any:
    """The rows of a page, each with ``who`` proposed it."""
    people = AnyColleague.objects.in_bulk({row.author_id for row in rows})
    for row in rows:
        row.who = people.get(row.author_id)
    return rows


@transaction.atomic
def make(*, by, proposal, **facts) -> CareDecision:
    """Carry a proposal out, with the facts as the steward found them, and tell the side that it is made.

    A duplicate is made by ``make_merge``. Raises ``ValidationError`` where it was answered already, or would change
    nothing.
    """
    decision = _carried_out(by, proposal, facts)
    _answer(by, proposal, Answer.MADE, decision=decision)
    return decision


@transaction.atomic
def make_merge(*, by, proposal, duplicate, survivor) -> CareDecision:
    """Merge what a side reported, and tell the side that it is made. Raises ``ValidationError`` for any other pair."""
    reported = {one.current.pk for one in (proposal.account, proposal.other) if one}
    if proposal.kind != Kind.DUPLICATE or reported != {duplicate.pk, survivor.pk}:
        raise ValidationError(rules.NOT_REPORTED)
    decision = services.merge(by=by, duplicate=duplicate, survivor=survivor)
    _answer(by, proposal, Answer.MADE, decision=decision)
    return decision


@transaction.atomic
def decline(*, by, proposal, reason: str) -> None:
    """Decline a proposal for a reason from the list."""
    _answer(by, proposal, Answer.DECLINED, reason=reason)


def _carried_out(by, proposal, facts: dict[str, Any]) -> CareDecision:
    account, other = (one and one.current for one in (proposal.account, proposal.other))
    if proposal.kind == Kind.CORRECT:
        return services.change_account(by=by, account=account, **facts)
    if proposal.kind == Kind.JOINED:
        return services.add_affiliation(by=by, hcp=account, organisation=other, **facts)
    if proposal.kind == Kind.LEFT:
        return services.end_affiliation(by=by, affiliation=facts["affiliation"], until=facts["until"])
    if proposal.kind == Kind.PERSON:
        return services.add_person(by=by, **facts)
    return services.add_organisation(by=by, **facts)


def _answer(by, proposal, answer: str, *, reason: str = "", decision: CareDecision | None = None) -> None:
    services.one_at_a_time()
    model, crossing = ANSWERS[type(proposal)]
    if model.objects.filter(proposal=proposal).exists():
        raise ValidationError(rules.ANSWERED)
    row = model.objects.create(
        proposal=proposal, author_id=by.pk, answer=answer, reason=reason, decision=decision
    )
    cross(crossing, source_id=row.pk, by=by, basis=services.BASIS)


def initial_of(proposal) -> dict[str, Any]:
    """What was proposed, as first values of the steward's form."""
    days = {name: _day(proposal.values[name]) for name in ("since", "until") if name in proposal.values}
    return proposal.values | days | {"affiliation": proposal.affiliation_id}


def _day(value: Any) -> date | None:
    """The day that was proposed. What SQL of a side's own choosing put there need be none."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _shown(found: QuerySet[Any]) -> QuerySet[Any]:
    about = ("hcp", "organisation", "other_hcp", "other_organisation", "affiliation")
    return found.select_related(*about)
