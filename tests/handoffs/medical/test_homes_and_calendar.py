"""Homes, calendar and the calendar entry: one's own, and never the question."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from handoffs.medical import services
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.database import acting_as

from . import story
from .test_pages import LIST, detail, text


def test_the_calendar_shows_ones_own_week(world, client):
    follow_up = story.in_state(world, State.SCHEDULED)
    client.force_login(world.msl1)
    day = timezone.localtime(follow_up.scheduled_for).date()
    asked = text(client.get(f"{LIST}calendar/?week={day}"))
    assert "Dr. Elena Marchetti" in asked
    assert "tubule" not in asked
    for week in ("2001-01-01", "0001-01-01", "9999-12-31", "nonsense", ""):
        answer = client.get(f"{LIST}calendar/?week={week}")
        assert answer.status_code == 200
        if week.startswith(("2001", "0001", "9999")):
            assert "Nothing planned this week" in text(answer)
    client.force_login(world.msl_director1)
    assert "Marchetti" not in text(client.get(f"{LIST}calendar/?week={day}"))


def test_the_calendar_entry_names_the_doctor_and_never_the_question(world, client):
    follow_up = story.in_state(world, State.SCHEDULED)
    later = timezone.now() + timedelta(days=3)
    story.do("schedule", world, follow_up, world.msl1, when=later)
    client.force_login(world.msl1)
    answer = client.get(f"{detail(follow_up)}calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == "Scientific follow-up"
    assert event["DESCRIPTION"] == "Dr. Elena Marchetti"
    assert event["SEQUENCE"] == 1
    assert abs(event.decoded("DTSTART") - later) < timedelta(seconds=1)
    assert event.decoded("DURATION") == timedelta(minutes=45)
    for secret in (b"tubule", b"mechanism", b"555 0142"):
        assert secret not in answer.content.lower()
    assert client.get(f"{detail(story.in_state(world, State.ACCEPTED))}calendar.ics").status_code == 404


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("msl1", "Hand-offs to review"), ("msl_director1", "Interests to release"),
        ("head_of_medical1", "Chairs the committee"), ("clinical_development1", "Reads insights"),
    ],
)  # fmt: skip
def test_homes(world, client, who, says):
    client.force_login(getattr(world, who))
    assert says in text(client.get("/"))
    follow_up = story.in_state(world, State.ASSIGNED, adverse_event=True)
    late = story.in_state(world, State.ACCEPTED)
    with acting_as(world.msl1):
        services.schedule(
            follow_up=late,
            when=timezone.now() + timedelta(minutes=1),
            minutes=30,
            channel="video",
            by=world.msl1,
        )
    story.in_state(world, State.QUEUED)
    story.proposed(world)
    page = text(client.get("/"))
    assert (detail(follow_up) in page) is who.startswith("msl")
    assert ("Forward an adverse event" in page) is who.startswith("msl")


@pytest.mark.parametrize(
    ("number", "says"), [(0, "No hand-off waits"), (1, "1 hand-off waits"), (6, "6 hand-offs wait")]
)
def test_the_msls_home_counts_what_waits(world, client, number, says):
    for _one in range(number):
        story.arrived(world)
    story.route()
    client.force_login(world.msl1)
    assert says in text(client.get("/"))


@pytest.mark.parametrize(
    ("hour", "word"), [(9, "Good morning"), (14, "Good afternoon"), (20, "Good evening")]
)
def test_greeted_by_ones_own_clock(hour, word, monkeypatch):
    from handoffs.medical import pages

    moment = timezone.localtime().replace(hour=hour)
    monkeypatch.setattr(pages.timezone, "localtime", lambda: moment)
    assert pages.greeting() == word
