"""Writes of detailing aims. Run within the commercial side, as the person in ``by``."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.shared.models import Hcp

from ..content.models import PromotionalContent
from ..scope import territory_of
from . import rules
from .models import RepObjective


@transaction.atomic
def set_objective(
    *, by, hcp: Hcp, content: PromotionalContent, period_start: date, period_end: date, planned_calls: int,
    target_scripts: int | None = None,
) -> RepObjective:  # fmt: skip
    """Set an aim with an HCP of one's territory; its words are the piece's key message, from now on frozen.

    Raises ``ValidationError`` beside the field: piece not usable, period, number, account elsewhere, or twice.
    """
    territory = territory_of(by, hcp)
    rules.check(content, period_start, period_end, planned_calls)
    standing = {"hcp": hcp, "content": content, "state": RepObjective.State.OPEN}
    mine = RepObjective.objects.visible_to(by)  # what stands elsewhere is not told, not even by a refusal
    if mine.filter(**standing, period_end__gte=period_start).exists():
        raise ValidationError({"content": rules.OPEN_ALREADY})
    return RepObjective.objects.create(
        author_id=by.pk, territory=territory, hcp=hcp, content=content, aim=content.key_message,
        planned_calls=planned_calls, target_scripts=target_scripts, period_start=period_start,
        period_end=period_end,
    )  # fmt: skip


@transaction.atomic
def change_plan(
    *, by, objective: RepObjective, state: str, planned_calls: int, period_end: date,
    target_scripts: int | None = None,
) -> None:  # fmt: skip
    """Change how far an aim got or is planned to get; never its words.

    Raises ``PermissionDenied`` for who neither set it nor leads, ``ValidationError`` beside the field.
    """
    if not rules.may_change(by, objective):
        raise PermissionDenied
    if complaints := rules.check_plan(objective.period_start, period_end, planned_calls):
        raise ValidationError(complaints)
    RepObjective.objects.filter(pk=objective.pk).update(
        state=state, planned_calls=planned_calls, period_end=period_end, target_scripts=target_scripts
    )
