"""Writes of planned visits. The plan is the MSL's own: nobody else sets, moves or cancels it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.medical.models import CallReport
from accounts.shared.models import Hcp
from accounts.shared.selectors import same_as
from msl_governance.people.selectors import medical_territory_of

from .models import PlannedVisit

OVER = _("This visit is over or cancelled. Plan a new one.")
NOT_AHEAD = _("Plan a time to come. What has been held is reported instead.")


def plan_visit(*, by, hcp: Hcp, starts_at: datetime, **words) -> PlannedVisit:
    """A new visit of one's own; the same one again is the one that is planned.

    Raises ``ValidationError`` beside ``starts_at`` for a time that is past.
    """
    _check_ahead(starts_at)
    known = {"author_id": by.pk, "hcp": hcp, "starts_at": starts_at, **words}
    planned = PlannedVisit.objects.filter(**known, state=PlannedVisit.State.PLANNED).first()
    return planned or PlannedVisit.objects.create(**known, territory=medical_territory_of(hcp.region))


def move_visit(*, by, visit: PlannedVisit, starts_at: datetime, **words) -> PlannedVisit:
    """Another time, channel or subject; a time that was there already may stay though it has come."""
    one = _own(by, visit)
    if starts_at != one.starts_at:
        _check_ahead(starts_at)
    for name, value in {"starts_at": starts_at, **words}.items():
        setattr(one, name, value)
    one.sequence, one.changed_at = one.sequence + 1, timezone.now()
    one.save()
    return one


def cancel_visit(*, by, visit: PlannedVisit) -> PlannedVisit:
    """It will not be held. Raises ``ValidationError`` where it is over or cancelled already."""
    one = _own(by, visit)
    one.state, one.sequence, one.changed_at = PlannedVisit.State.CANCELLED, one.sequence + 1, timezone.now()
    one.save()
    return one


def close_visit(*, by, key: UUID, report: CallReport) -> bool:
    """The signed report tells of one's visit; whether it was there and open, and with somebody of the report."""
    present = same_as(*report.attendees.values_list("hcp_id", flat=True))
    one = PlannedVisit.objects.select_for_update().filter(
        pk=key, author_id=by.pk, state=PlannedVisit.State.PLANNED, hcp__in=present
    ).first()  # fmt: skip
    if one is None:
        return False
    one.state, one.report, one.changed_at = PlannedVisit.State.HELD, report, timezone.now()
    one.save()
    return True


def _own(by, visit: PlannedVisit) -> PlannedVisit:
    if visit.author_id != by.pk:
        raise PermissionDenied
    one = PlannedVisit.objects.select_for_update().get(pk=visit.pk)
    if not one.is_open:
        raise ValidationError(OVER)
    return one


def _check_ahead(starts_at: datetime) -> None:
    if starts_at < timezone.now():
        raise ValidationError({"starts_at": NOT_AHEAD})
