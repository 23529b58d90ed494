"""Homes, calendar and the calendar entry: one's own, and never the question."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from accounts.medical.objectives.services import set_objective
from accounts.shared.models import Affiliation
from handoffs.medical import services
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.database import acting_as

from . import story
from .test_pages import LIST, detail, text

DAY = date(2026, 6, 1)


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
        ("head_of_medical1", "You read the hand-offs of your territories"), ("clinical_development1", "You look up the doctors"),
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


def test_a_row_says_that_nobody_has_it_yet_and_where_a_doctor_without_an_employer_works(world, client):
    follow_up = story.in_state(world, State.QUEUED)
    Affiliation.objects.filter(hcp=follow_up.hcp).delete()
    client.force_login(world.msl1)
    page = text(client.get("/"))
    assert "In the queue" in page
    assert follow_up.hcp.place in page
    assert "Northgate" not in page


def test_the_msls_home_shows_what_was_held_of_ones_own_open_objectives(world, client):
    words = {"topic": world.topic, "hcp": world.north_hcp, "period_start": DAY, "period_end": DAY}
    for who, aim in ((world.msl1, "Evidence gaps"), (world.msl2, "Not mine")):
        with acting_as(who):
            set_objective(by=who, aim=aim, exchanges_planned=4, **words)
    with acting_as(world.msl1):
        set_objective(by=world.msl1, aim="Without a plan", exchanges_planned=None, **words)
    client.force_login(world.msl1)
    page = text(client.get("/"))
    assert "Evidence gaps" in page
    assert "0 of 4" in page
    assert "0 held" in page
    assert "Not mine" not in page


@pytest.mark.parametrize("address", ["/", f"{LIST}calendar/"])
def test_a_visit_is_planned_from_where_one_looks_at_the_day(world, client, address):
    client.force_login(world.msl1)
    assert 'href="/accounts/medical/visits/new/"' in client.get(address).content.decode()


def test_who_plans_no_visit_is_not_offered_it(world, client):
    client.force_login(world.head_of_medical1)
    assert "Plan a visit" not in text(client.get(f"{LIST}calendar/"))
