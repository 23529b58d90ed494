"""A director says who answers which kinds of question where, and routing goes by it."""

import html
import re

import pytest
from django.core.exceptions import PermissionDenied

from handoffs.medical.answering import services
from handoffs.medical.models import TopicAlignment
from handoffs.protocol import FollowUpState as State
from handoffs.protocol import QuestionKind
from msl_governance.firewall.database import acting_as
from msl_governance.people.models import MedicalTerritory

from . import story
from .test_steps import colleague_in_north

PAGE = "/handoffs/medical/answering/"
SET = f"{PAGE}set/"


@pytest.fixture
def nobody_yet(world):
    """As in a new installation: no alignment stands anywhere."""
    TopicAlignment.objects.all().delete()
    return world


def sent(msl, territory, *kinds):
    return {"msl": str(msl.pk), "territory": str(territory.pk), "kinds": kinds}


def text(answer):
    return html.unescape(answer.content.decode())


def test_a_question_waits_until_somebody_answers_its_kind_and_goes_there_then(nobody_yet, client):
    world = nobody_yet
    waiting = story.arrived(world)
    story.route()
    waiting.refresh_from_db()
    assert waiting.state == State.QUEUED
    client.force_login(world.msl_director1)
    assert "Waits in the queue: Comparative safety, Comparative efficacy" in " ".join(
        text(client.get(PAGE)).split()
    )
    done = client.post(SET, sent(world.msl1, world.medical_north, waiting.kind, "heor"), follow=True)
    assert "It holds for questions that come from now on" in text(done)
    follow_up = story.arrived(world)
    story.route()
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.assigned_id) == (State.ASSIGNED, world.msl1.pk)


def test_the_form_begins_with_what_holds_and_none_ends_it(world, client):
    client.force_login(world.msl_director1)
    asked = client.get(PAGE, {"msl": world.msl1.pk, "territory": world.medical_north.pk})
    assert asked.content.decode().count(" checked") == len(QuestionKind)
    client.post(SET, sent(world.msl1, world.medical_north, "dosing"))
    assert TopicAlignment.objects.get(msl_id=world.msl1.pk).kinds == ["dosing"]
    client.post(SET, sent(world.msl1, world.medical_north))
    client.post(SET, sent(world.msl1, world.medical_north))
    assert not TopicAlignment.objects.filter(msl_id=world.msl1.pk).exists()
    for nonsense in ({"msl": "x"}, {"msl": "x", "territory": "y"}, {"territory": str(world.msl1.pk)}):
        assert client.get(PAGE, nonsense).status_code == 200


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"msl": ""}, "Choose who answers."), ({"territory": ""}, "Choose where."),
        ({"msl": "nonsense"}, "Choose one of the list."), ({"kinds": ["sales"]}, "Select a valid choice"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_beside_its_field(world, client, changed, sentence):
    client.force_login(world.msl_director1)
    answer = client.post(SET, sent(world.msl1, world.medical_north, "dosing") | changed)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert bool(re.search(r'value="dosing"[^>]* checked', text(answer))) is ("kinds" not in changed)


def test_nobody_else_sets_it_and_not_elsewhere(world, client):
    elsewhere = MedicalTerritory.objects.create(name="Overseas", regions=["ZZ"])
    kinds = {"msl": world.msl1, "kinds": ["dosing"]}
    for person, where in ((world.msl1, world.medical_north), (world.msl_director1, elsewhere)):
        with acting_as(person), pytest.raises(PermissionDenied):
            services.align(by=person, territory=where, **kinds)
    client.force_login(world.msl_director1)
    assert "Overseas" not in text(client.get(PAGE))
    assert client.post(SET, sent(world.msl1, elsewhere, "dosing")).status_code == 422
    client.force_login(world.msl1)
    page = text(client.get(PAGE))
    assert "Amara Okafor" in page
    assert "Set who answers" not in page
    assert "?msl=" not in page


def test_who_left_is_not_shown_and_covers_nothing(world, client):
    other = colleague_in_north(world)
    TopicAlignment.objects.filter(msl_id=world.msl1.pk).update(msl_id=other.pk)
    type(world.msl1).objects.filter(pk=other.pk).update(is_active=False)
    client.force_login(world.msl_director1)
    page = text(client.get(PAGE))
    assert other.full_name not in page.partition("<form")[0]
    assert "Waits in the queue" in page


def test_who_works_no_territory_reads_whom_to_ask(nobody_yet, client):
    client.force_login(nobody_yet.head_of_medical1)
    assert "No territory is yours" in text(client.get(PAGE))
    client.force_login(nobody_yet.msl1)
    assert "you answer no kind of them yet" in text(client.get("/handoffs/medical/"))
