"""What must hold of a detail call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Hcp

from ..content.models import PromotionalContent
from ..content.rules import why_not
from ..objectives.models import RepObjective
from .models import DetailCall

AHEAD = _("This lies in the future. Log the call when it has been held.")
NO_PIECE = _("Choose at least one approved piece that you detailed.")
NOT_FITTING = _("This objective is not open for this account on that day. Choose another, or none.")
NOTHING_CHANGED = _("Nothing was changed: the call stands as before.")
NOT_YOURS = _("Only who logged the call corrects it.")
ANOTHER_FORM = _("This form is not yours any more. Open a new one.")
GRACE = timedelta(minutes=5)  # clocks of phones


def complaints(
    *, hcp: Hcp, called_at: datetime, contents: Iterable[PromotionalContent], objective: RepObjective | None,
    settled: Iterable[PromotionalContent] = (),
) -> dict:  # fmt: skip
    """Sentences by field. ``settled`` pieces were detailed on that very day already and are not judged again."""
    found: dict = {}
    if called_at > timezone.now() + GRACE:
        found["called_at"] = AHEAD
    day, chosen, known = timezone.localtime(called_at).date(), list(contents), set(settled)
    if not chosen:
        found["contents"] = NO_PIECE
    if reasons := [why for one in chosen if one not in known and (why := why_not(one, day))]:
        found["contents"] = reasons
    if objective is not None and not fits(objective, hcp, called_at):
        found["objective"] = NOT_FITTING
    return found


def fits(objective: RepObjective, hcp: Hcp, called_at: datetime) -> bool:
    """Whether a call counts for an aim: the same account, on a day of its period."""
    return objective.hcp.account_id == hcp.account_id and objective.covers(
        timezone.localtime(called_at).date()
    )


def may_correct(person, call: DetailCall) -> bool:
    """Whether this person corrects this call."""
    return call.author_id == person.pk and person.role == "rep"
