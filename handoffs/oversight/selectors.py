"""Reads of what was escalated, from both sides of door 2. Oversight alone reads both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from handoffs.commercial.models import Inquiry
from handoffs.medical.models import FollowUp, FollowUpStep
from msl_governance.firewall.sides import Role
from msl_governance.people.models import AnyColleague

from .models import InquiryEscalation

SIDES = ("medical", "commercial")
_STEP = "escalate"


def by_medical() -> QuerySet[FollowUpStep]:
    """Steps with which medical escalated a hand-off."""
    return FollowUpStep.objects.filter(name=_STEP)


def escalations(person, side: str) -> QuerySet[Any]:
    """Escalations of ``medical`` or ``commercial``, each with what it is about, unordered."""
    if side == "commercial":
        return InquiryEscalation.objects.visible_to(person).select_related("inquiry__hcp")
    return FollowUpStep.objects.visible_to(person).filter(name=_STEP).select_related("follow_up__hcp")


def latest(person, number: int = 5) -> list[dict[str, Any]]:
    """The newest escalations of both sides together, described, each with its ``side``."""
    rows = [row for side in SIDES for row in escalations(person, side).order_by("-at", "-pk")[:number]]
    rows.sort(key=lambda row: row.at, reverse=True)
    return described(rows[:number])


def described(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """The rows of a page with who raised each and the question it is about."""
    rows = list(rows)
    ids = {row.raised_by_id if isinstance(row, InquiryEscalation) else row.by_id for row in rows}
    names = AnyColleague.objects.in_bulk(ids)
    return [_described(row, names) for row in rows]


def _described(row, names: dict[UUID, AnyColleague]) -> dict[str, Any]:
    ours = isinstance(row, InquiryEscalation)
    return {
        "row": row,
        "matter": row.inquiry if ours else row.follow_up,
        "who": names.get(row.raised_by_id if ours else row.by_id),
        "side": "commercial" if ours else "medical",
    }


def hcps_of(person, keys: set[UUID]) -> dict[UUID, str]:
    """Escalation of either side -> name of the HCP it is about."""
    rows = [row for side in SIDES for row in escalations(person, side).filter(pk__in=keys)]
    return {one["row"].pk: one["matter"].hcp.display_name for one in described(rows)}


def inquiries_about(hcps: list[UUID]) -> int:
    """How many inquiries stand under these HCPs."""
    return Inquiry.objects.filter(hcp__in=hcps).count()


def follow_ups_about(hcps: list[UUID]) -> int:
    """How many of them medical has received under these HCPs."""
    return FollowUp.objects.filter(hcp__in=hcps).count()


def reviewers() -> list[UUID]:
    """Active compliance officers."""
    return list(
        AnyColleague.objects.filter(role=Role.COMPLIANCE, is_active=True).values_list("id", flat=True)
    )
