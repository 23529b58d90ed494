"""The pages of an interest on its way back: what is marked, what is kept, and who decides."""

from uuid import uuid4

import pytest
from django.urls import reverse

from handoffs.commercial.models import Inquiry
from handoffs.medical.models import InterestReturn
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.models import Refusal

from . import story
from .test_pages import CANARY, LIST, act, detail, text


def test_an_interest_that_says_too_much_is_marked_kept_and_noted(world, client):
    follow_up = story.in_state(world, State.FOLLOWED_UP)
    client.force_login(world.msl1)
    answer = act(client, follow_up, "propose_interest", {"topic": str(world.topic.pk), "sentence": story.BAD})
    assert answer.status_code == 422
    assert text(answer).count(story.BAD) >= 1
    assert "fw-screen" in text(answer)
    assert Refusal.objects.get(kind="screening").text == story.BAD
    assert not InterestReturn.objects.exists()


def test_more_than_one_sentence_comes_back_whole_with_what_to_do_beside_it(world, client):
    follow_up = story.in_state(world, State.FOLLOWED_UP)
    client.force_login(world.msl1)
    typed = "Interested in dosing in dialysis. Also in registries."
    answer = act(client, follow_up, "propose_interest", {"topic": str(world.topic.pk), "sentence": typed})
    assert answer.status_code == 422
    assert typed in text(answer)
    assert "more than one" in text(answer).partition('id="propose_interest_sentence_error"')[2]
    assert not Refusal.objects.exists()


def test_live_screening_shows_what_is_held_and_notes_that_it_was_shown(world, client):
    client.force_login(world.msl1)
    held = text(client.post(f"{LIST}screen/", {"sentence": story.BAD}))
    clean = text(client.post(f"{LIST}screen/", {"sentence": story.CLEAN}))
    assert "fw-screen-ok" not in held
    assert "fw-screen-ok" in clean
    assert list(Refusal.objects.values_list("kind", "text")) == [("typing", story.BAD)]


def test_a_director_holds_an_interest_with_a_reason(world, client):
    interest = story.proposed(world)
    address = reverse("handoffs_medical:hold", args=[interest.pk])
    client.force_login(world.msl1)
    assert client.get(f"{LIST}interests/").status_code == 403
    assert client.post(address, {"reason": "x"}).status_code == 403
    client.force_login(world.msl_director1)
    refused = client.post(address)
    assert refused.status_code == 422
    assert "Give a reason" in text(refused)
    assert client.post(address, {"reason": "Too near to a product"}).status_code == 302
    client.force_login(world.msl1)
    page = text(client.get(detail(interest.follow_up)))
    assert "Too near to a product" in page
    assert "Return a general interest" in page
    client.force_login(world.msl_director1)
    assert client.post(reverse("handoffs_medical:hold", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("reason", ["", CANARY])
def test_an_interest_that_is_decided_already_is_not_held_and_the_reason_is_not_lost(world, client, reason):
    interest = story.proposed(world)
    story.do("release_interest", world, interest.follow_up, world.msl_director1)
    client.force_login(world.msl_director1)
    answer = client.post(reverse("handoffs_medical:hold", args=[interest.pk]), {"reason": reason})
    assert answer.status_code == 422
    assert "This has moved on meanwhile" in answer.context["problems"][0]
    assert "This has moved on meanwhile" in text(answer)
    assert reason in text(answer)
    interest.refresh_from_db()
    assert (interest.state, interest.reason) == ("released", "")


def test_of_a_question_that_was_taken_back_no_interest_is_asked_for(world, client):
    """Whoever is led to a step that is refused does not know that the HCP has taken the question back."""
    story.proposed(world)
    other = story.in_state(world, State.FOLLOWED_UP)
    client.force_login(world.msl1)
    assert "taken the question back" not in text(client.get(detail(other)))
    for inquiry in Inquiry.objects.all():
        story.withdraw_inquiry(inquiry, world.rep1)
    page = text(client.get(detail(other)))
    assert "taken the question back" in page
    assert 'id="step-propose_interest"' not in page
    assert 'id="step-close"' in page
    answer = act(client, other, "propose_interest", {"topic": str(world.topic.pk), "sentence": story.CLEAN})
    assert answer.status_code == 422
    assert f"you gave “{story.CLEAN}”" in text(answer)
    client.force_login(world.msl_director1)
    assert "No interest waits for release" in text(client.get(f"{LIST}interests/"))
    assert "No interest waits for your decision." in text(client.get("/"))
