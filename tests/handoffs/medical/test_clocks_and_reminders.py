"""Which clock runs, when it is due with holidays, and whom it reminds, once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.shared.models import Hcp, Holiday
from handoffs.clocks import Clock, Light
from handoffs.medical import reminders, rules, selectors
from handoffs.medical.models import FollowUp, MedicalAdverseEvent
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.database import acting_as, acting_for
from msl_governance.firewall.sides import Side
from msl_governance.notifications.models import MedicalNotice

from . import story

MONDAY = datetime(2026, 11, 16, 15, 4, tzinfo=UTC)


def at(**known):
    return FollowUp(**({"received_at": MONDAY, "state": State.ASSIGNED} | known))


@pytest.mark.parametrize(
    ("known", "clock"),
    [
        ({}, Clock.ACKNOWLEDGE),
        ({"state": State.QUEUED}, Clock.ACKNOWLEDGE),
        ({"state": State.ACCEPTED, "accepted_at": MONDAY}, Clock.FIRST_CONTACT),
        ({"state": State.SCHEDULED, "accepted_at": MONDAY, "scheduled_at": MONDAY}, Clock.FIRST_CONTACT),
        ({"state": State.FOLLOWED_UP, "accepted_at": MONDAY, "followed_up_at": MONDAY}, Clock.CLOSE),
        ({"state": State.CLOSED}, None),
        ({"state": State.DECLINED}, None),
        ({"state": State.REFERRED}, None),
        ({"state": State.WITHDRAWN}, None),
    ],
)
def test_the_first_clock_that_still_runs(known, clock):
    assert rules.running_clock(at(**known)) is clock


@pytest.mark.parametrize(
    ("holidays", "day"),
    [(set(), date(2026, 11, 17)), ({date(2026, 11, 17)}, date(2026, 11, 18))],
)
def test_a_holiday_does_not_count(holidays, day):
    deadline = rules.deadline_of(at(), holidays, MONDAY)
    assert deadline.at == datetime.combine(day, MONDAY.timetz())
    assert deadline.light is Light.ON_TIME
    assert str(deadline.word) == "Accept"


@pytest.mark.parametrize(
    ("holidays", "accept", "close"),
    [
        (set(), "Mon 23 Nov 23:59", "Fri 04 Dec 23:59"),
        ({date(2026, 12, 7)}, "Mon 23 Nov 23:59", "Fri 04 Dec 23:59"),
        ({date(2026, 11, 26)}, "Mon 23 Nov 23:59", "Mon 07 Dec 23:59"),
    ],
)
def test_midnight_ends_the_business_day_before_it(holidays, accept, close):
    saturday = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
    known = {"received_at": saturday, "accepted_at": saturday, "followed_up_at": saturday}
    shown = rules.deadline_of(at(received_at=saturday), holidays, saturday).shown
    assert shown.strftime("%a %d %b %H:%M") == accept
    shown = rules.deadline_of(at(**known), holidays, saturday).shown
    assert shown.strftime("%a %d %b %H:%M") == close
    assert rules.deadline_of(at(), holidays, saturday).shown == rules.deadline_of(at(), holidays, saturday).at


@pytest.mark.parametrize(
    ("hours", "near", "overdue"), [(10, False, False), (21, True, False), (24, False, True)]
)
def test_near_and_over(hours, near, overdue):
    deadline = rules.deadline_of(at(), set(), MONDAY + timedelta(hours=hours))
    assert (deadline.is_near, deadline.is_overdue) == (near, overdue)


def test_no_clock_no_deadline():
    assert rules.deadline_of(at(state=State.CLOSED), set(), MONDAY) is None


def test_the_holidays_of_the_hcps_own_country(world):
    Hcp.objects.filter(pk=world.south_hcp.pk).update(country="DE")
    for day in range(1, 15):
        Holiday.objects.create(date=date.today() + timedelta(days=day), country="DE", name=f"Day {day}")
    here, there = story.arrived(world), story.arrived(world, hcp=world.south_hcp)
    rows = selectors.with_deadlines(FollowUp.objects.select_related("hcp").filter(pk__in=[here.pk, there.pk]))
    due = {row.pk: row.deadline.at for row in rows}
    assert due[there.pk] - due[here.pk] > timedelta(days=8)
    assert selectors.with_deadlines([]) == []


def remind_at(moment):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handoffs.medical.selectors.timezone.now", lambda: moment)
        with acting_for(Side.MEDICAL, reason="test"):
            reminders.remind()
            reminders.remind()


def kinds(person):
    rows = MedicalNotice.objects.filter(person_id=person.pk, kind__startswith="clock")
    return list(rows.order_by("kind").values_list("kind", flat=True))


def test_near_reminds_the_msl_over_the_director_too_and_once(world):
    follow_up = story.in_state(world, State.ASSIGNED)
    with acting_as(world.msl1):
        (row,) = selectors.with_deadlines(FollowUp.objects.select_related("hcp").filter(pk=follow_up.pk))
    remind_at(row.deadline.at - timedelta(hours=5))
    assert kinds(world.msl1) == []
    remind_at(row.deadline.at - timedelta(hours=2))
    assert (kinds(world.msl1), kinds(world.msl_director1)) == (["clock_near"], [])
    remind_at(row.deadline.at + timedelta(hours=2))
    assert kinds(world.msl1) == ["clock_near", "clock_overdue"]
    assert kinds(world.msl_director1) == ["clock_overdue"]
    assert kinds(world.msl2) == []


def test_in_the_queue_all_who_could_take_it_are_reminded(world):
    story.in_state(world, State.QUEUED)
    remind_at(datetime.now(UTC) + timedelta(days=9))
    assert (kinds(world.msl1), kinds(world.msl_director1)) == (["clock_overdue"], ["clock_overdue"])


def test_what_ended_reminds_nobody(world):
    story.in_state(world, State.DECLINED)
    remind_at(datetime.now(UTC) + timedelta(days=30))
    assert not MedicalNotice.objects.filter(kind__startswith="clock").exists()


def test_an_adverse_event_not_forwarded_reminds_the_director(world):
    story.in_state(world, State.ASSIGNED, adverse_event=True)
    remind_at(datetime.now(UTC))
    directors = MedicalNotice.objects.filter(person_id=world.msl_director1.pk, kind="adverse_event")
    assert not directors.exists()
    remind_at(MedicalAdverseEvent.objects.get().due_at - timedelta(hours=1))
    assert directors.count() == 1


def test_tasks_run_as_medical_and_twice_without_harm(world):
    from handoffs.medical import tasks

    follow_up = story.arrived(world)
    for _again in range(2):
        tasks.route_arrivals()
        tasks.remind()
        tasks.expire_interests()
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.steps.count()) == (State.ASSIGNED, 1)
    assert follow_up.steps.get().history.get().history_change_reason == "task route_arrivals"
