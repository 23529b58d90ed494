"""Entries for a person's own calendar (RFC 5545)."""

from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event


def as_ics(
    *,
    key: UUID,
    sequence: int,
    changed_at: datetime | None,
    starts_at: datetime | None,
    minutes: int,
    summary: str,
    about: str,
) -> bytes:
    """One private event. It leaves the product: give no more than what it is and with whom.

    ``sequence`` rises with each change of the plan (RFC 5545, 3.8.7.4), so that calendars move the entry.
    """
    event = Event()
    event.add("uid", f"{key}@threshold")
    event.add("sequence", sequence)
    event.add("dtstamp", changed_at)
    event.add("dtstart", starts_at)
    event.add("duration", timedelta(minutes=minutes))
    event.add("summary", summary)
    event.add("description", about)
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Threshold//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
