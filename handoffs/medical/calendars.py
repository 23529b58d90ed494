"""The MSL's own calendar entry."""

from __future__ import annotations

from django.utils.translation import gettext as _

from msl_governance.ui import calendars

from .models import FollowUp


def as_ics(follow_up: FollowUp, *, sequence: int) -> bytes:
    """One event: “Scientific follow-up” with the HCP's name. Never the question, its kind or a contact."""
    return calendars.as_ics(
        key=follow_up.pk,
        sequence=sequence,
        changed_at=follow_up.scheduled_at,
        starts_at=follow_up.scheduled_for,
        minutes=follow_up.scheduled_minutes,
        summary=_("Scientific follow-up"),
        about=follow_up.hcp.display_name,
    )
