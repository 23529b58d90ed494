"""Writes of co-travel notes, by the manager who was there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.medical.models import CallReport
from accounts.medical.visits.models import PlannedVisit
from msl_governance.firewall.sides import Role

from .models import CoTravelNote

NOT_HELD = _("The visit has not been held yet. Write the note when you have been there.")


def may_note(person, of: CallReport | PlannedVisit) -> bool:
    """Whether this person may have come along: a manager, with somebody else's report or visit."""
    return person.role == Role.MSL_DIRECTOR and of.author_id != person.pk


def write_note(*, by, of: CallReport | PlannedVisit, went_well: str, to_try: str) -> CoTravelNote:
    """Write or change one's note on a report or a visit; there is one of each author.

    Raises ``PermissionDenied`` for whoever is no manager or held it themselves, ``ValidationError`` where it lies
    ahead.
    """
    if not may_note(by, of):
        raise PermissionDenied
    if isinstance(of, PlannedVisit) and (of.starts_at > timezone.now() or of.state == of.State.CANCELLED):
        raise ValidationError(NOT_HELD)
    about: dict[str, Any] = {"visit" if isinstance(of, PlannedVisit) else "report": of}
    words = {"went_well": went_well, "to_try": to_try, "msl_id": of.author_id}
    note, _made = CoTravelNote.objects.update_or_create(author_id=by.pk, **about, defaults=words)
    return note
