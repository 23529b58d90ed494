"""Who gets no question, or can accept none, is told so, and whom to ask; what is most pressing comes first."""

from datetime import date, timedelta

import pytest

from handoffs.protocol import FollowUpState as State
from msl_governance.people.models import MedicalTerritoryGrant

from . import story
from .test_pages import LIST, act, text

NO_TERRITORY = "No new question comes to you: you work no territory. Ask the administrator"
NO_DOOR = "your firewall training is not attested for this year. Ask the administrator"
PROMISE = "New questions appear here as they come through the door."


def without_territory(person):
    MedicalTerritoryGrant.objects.filter(user=person).delete()


def attested(person, on):
    person.attested_on = on
    person.save(update_fields=["attested_on"])


@pytest.mark.parametrize("where", ["/", LIST])
def test_an_msl_without_a_territory_is_told_that_no_question_comes_and_whom_to_ask(world, client, where):
    client.force_login(world.msl1)
    before = text(client.get(where))
    assert PROMISE in before
    assert NO_TERRITORY not in before
    without_territory(world.msl1)
    after = text(client.get(where))
    assert NO_TERRITORY in after
    assert PROMISE not in after
    assert NO_DOOR not in after


@pytest.mark.parametrize("who", ["msl1", "msl_director1"])
@pytest.mark.parametrize("where", ["/", LIST])
@pytest.mark.parametrize("on", [None, date.today() - timedelta(days=366)])
def test_whose_training_is_not_attested_is_told_that_no_door_opens(world, client, who, where, on):
    attested(getattr(world, who), on)
    client.force_login(getattr(world, who))
    assert NO_DOOR in text(client.get(where))


def test_what_is_said_of_the_training_is_so(world, client):
    follow_up = story.in_state(world, State.ASSIGNED)
    attested(world.msl1, None)
    client.force_login(world.msl1)
    assert act(client, follow_up, "accept").status_code == 422
    follow_up.refresh_from_db()
    assert follow_up.state == State.ASSIGNED


def test_a_director_without_a_territory_and_the_head_are_told_nothing(world, client):
    """Both get questions all the same: those of no territory, and those that were escalated."""
    without_territory(world.msl_director1)
    attested(world.head_of_medical1, None)
    for who in (world.msl_director1, world.head_of_medical1):
        client.force_login(who)
        for where in ("/", LIST):
            assert "fw-note-amb" not in text(client.get(where))


@pytest.mark.parametrize("who", ["msl1", "msl_director1"])
def test_an_adverse_event_puts_what_is_due_first_on_a_phone(world, client, who):
    client.force_login(getattr(world, who))
    assert "fw-due-first" not in text(client.get("/"))
    story.in_state(world, State.ASSIGNED, adverse_event=True)
    assert "fw-due-first" in text(client.get("/"))
