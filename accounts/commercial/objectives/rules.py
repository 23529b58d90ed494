"""What must hold of a detailing aim."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.sides import Role

from ..content.models import PromotionalContent
from ..content.rules import why_not
from .models import RepObjective

MOST_CALLS = 60
ENDS_BEFORE = _("It ends before it begins. Put the later date here.")
OVER = _("This date is past: nobody could work on the aim.")
CALLS = _("Plan between 1 and 60 detail calls.")
OPEN_ALREADY = _("This aim is open with this account already. Change the plan of that one.")


def check(content: PromotionalContent, period_start: date, period_end: date, planned_calls: int) -> None:
    """Raise ``ValidationError`` with a sentence beside each field that is not right."""
    complaints: dict = check_plan(period_start, period_end, planned_calls)
    today = timezone.localdate()
    if period_end < today:
        complaints.setdefault("period_end", OVER)
    if reason := why_not(content, max(today, period_start)):
        complaints["content"] = reason
    if complaints:
        raise ValidationError(complaints)


def check_plan(period_start: date, period_end: date, planned_calls: int) -> dict:
    """Complaints about period and number, by field."""
    complaints = {}
    if period_end < period_start:
        complaints["period_end"] = ENDS_BEFORE
    if not 1 <= planned_calls <= MOST_CALLS:
        complaints["planned_calls"] = CALLS
    return complaints


def may_change(person, objective: RepObjective) -> bool:
    """Whether this person changes plan and standing: who set it, or a director of the territory."""
    return person.role == Role.SALES_DIRECTOR or (
        person.role == Role.REP and objective.author_id == person.pk
    )
