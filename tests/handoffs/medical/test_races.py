"""Two people, two connections, one hand-off: one of them gets it, the other a sentence."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from handoffs.commercial import services as of_rep
from handoffs.commercial.models import Inquiry, Interest
from handoffs.medical import services
from handoffs.medical.moves import locked
from handoffs.protocol import FollowUpState as State
from handoffs.protocol import MovedOn, NotNow
from msl_governance.firewall.database import acting_as, acting_for
from msl_governance.firewall.doors import DoorClosed
from msl_governance.firewall.sides import Side
from msl_governance.notifications import outbox
from msl_governance.notifications.models import MedicalNotice
from tests.support.people import World

from . import story
from .test_steps import colleague_in_north

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """What each call gave, or the class of what it raised; all start together, each on its own connection."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait(timeout=10)
        try:
            return call()
        except (NotNow, DoorClosed) as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def as_person(person, service, **known):
    def call():
        with acting_as(person):
            service(by=person, **known)
        return "done"

    return call


def test_two_msls_take_one_question():
    world = World()
    other, follow_up = colleague_in_north(world), story.in_state(world, State.QUEUED)
    outcome = at_once(*(as_person(one, services.take, follow_up=follow_up) for one in (world.msl1, other)))
    assert sorted(map(str, outcome)) == sorted([str(MovedOn), "done"])
    follow_up.refresh_from_db()
    assert follow_up.assigned_id == (world.msl1.pk if outcome[0] == "done" else other.pk)
    assert follow_up.steps.filter(name="take").count() == 1


def test_two_releases_cross_once():
    world = World()
    interest = story.proposed(world)
    release = as_person(world.msl_director1, services.release_interest, interest=interest)
    assert sorted(map(str, at_once(release, release))) == sorted([str(MovedOn), "done"])
    assert Interest.objects.count() == 1


def test_neither_side_waits_for_the_other_at_the_door():
    """A row that a door writes refers to one that the other side may hold: once, one of the two was an error page."""
    world = World()
    follow_up, inquiry = story.in_state(world, State.ASSIGNED), Inquiry.objects.get()
    held, told = Barrier(2, timeout=20), Barrier(2, timeout=20)

    def with_the_row_held(person, hold, step):
        def call():
            with acting_as(person):
                hold()
                held.wait()
                step()
                told.wait()
            return "done"

        return call

    withdrawn = with_the_row_held(
        world.rep1,
        lambda: of_rep._own(world.rep1, inquiry.pk),
        lambda: of_rep.withdraw_inquiry(by=world.rep1, inquiry_id=inquiry.pk),
    )
    declined = with_the_row_held(
        world.msl1,
        lambda: locked(follow_up.pk, world.msl1),
        lambda: services.decline(by=world.msl1, follow_up=follow_up, reason="A letter answers it"),
    )
    assert at_once(withdrawn, declined) == ["done", "done"]
    follow_up.refresh_from_db()
    assert (follow_up.state, Inquiry.objects.get().state) == (State.DECLINED, "withdrawn")


def test_two_runs_route_and_mail_each_once():
    world = World()
    for _number in range(6):
        story.arrived(world)

    def route():
        with acting_for(Side.MEDICAL, reason="test"):
            return services.route_arrivals()

    def send():
        with acting_for(Side.MEDICAL, reason="test"):
            return outbox.send_waiting(Side.MEDICAL)

    assert sum(at_once(route, route)) == 6
    assert MedicalNotice.objects.filter(kind="inquiry_waits").count() == 6
    assert sum(at_once(send, send)) == 6
    assert len(mail.outbox) == 6
