"""The MSL's own calendar entry (RFC 5545)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from .models import FollowUp


def as_ics(follow_up: FollowUp, *, sequence: int) -> bytes:
    """One event: “Scientific follow-up” with the HCP's name. Never the question, its kind or a contact.

    ``sequence`` rises with each change of the plan (RFC 5545, 3.8.7.4), so that calendars move the entry.
    """
    event = Event()
    event.add("uid", f"{follow_up.pk}@threshold")
    event.add("sequence", sequence)
    event.add("dtstamp", follow_up.scheduled_at)
    event.add("dtstart", follow_up.scheduled_for)
    event.add("duration", timedelta(minutes=follow_up.scheduled_minutes))
    event.add("summary", _("Scientific follow-up"))
    event.add("description", follow_up.hcp.display_name)
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Threshold//Hand-offs//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
