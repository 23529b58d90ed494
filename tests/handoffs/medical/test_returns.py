"""Step five: a topic and one screened sentence, released by a director, and nothing else."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import Http404
from django.utils import timezone

from handoffs.commercial.models import Inquiry, Interest
from handoffs.medical import services
from handoffs.medical.models import InterestReturn
from handoffs.protocol import FollowUpState as State
from handoffs.protocol import NotNow
from msl_governance.firewall import refusals
from msl_governance.firewall.database import acting_as, acting_for
from msl_governance.firewall.models import Passage, Refusal
from msl_governance.firewall.sides import Side
from msl_governance.notifications.models import MedicalNotice

from . import story

S = InterestReturn.State


def propose(world, follow_up, by, **changes):
    with acting_as(by), transaction.atomic():
        return services.propose_interest(
            follow_up=follow_up, by=by, **({"topic": world.topic, "sentence": story.CLEAN} | changes)
        )


def release(interest, by):
    with acting_as(by), transaction.atomic():
        services.release_interest(interest=interest, by=by)


def hold(interest, by, reason="Says too much"):
    with acting_as(by), transaction.atomic():
        services.hold_interest(interest=interest, reason=reason, by=by)


@pytest.mark.parametrize("state", [state for state in State if state != State.ARRIVED])
def test_an_interest_is_returned_only_after_the_exchange(world, state):
    follow_up = story.in_state(world, state)
    if state in (State.FOLLOWED_UP, State.CLOSED):
        assert propose(world, follow_up, world.msl1).state == S.PROPOSED
        with pytest.raises(NotNow, match="once"):
            propose(world, follow_up, world.msl1)
    else:
        with pytest.raises(NotNow, match="after the exchange"):
            propose(world, follow_up, world.msl1)


def test_nothing_crosses_before_the_release_and_then_topic_sentence_and_last_day(world, settings):
    settings.THRESHOLD = settings.THRESHOLD | {"interest_expiry_days": 30}
    interest = story.proposed(world)
    assert not Interest.objects.exists()
    assert MedicalNotice.objects.filter(kind="interest_to_release").get().person_id == world.msl_director1.pk
    release(interest, world.msl_director1)
    crossed = Interest.objects.get()
    assert (crossed.topic, crossed.sentence) == (world.topic, story.CLEAN)
    assert crossed.expires_on == timezone.localdate() + timedelta(days=30)
    assert crossed.pk != interest.pk
    assert {field.name for field in Interest._meta.concrete_fields} == {
        "id", "inquiry", "topic", "sentence", "expires_on",
    }  # fmt: skip
    assert Passage.objects.get(crossing="interest").person_id == world.msl_director1.pk
    with pytest.raises(NotNow, match="moved on"):
        release(interest, world.msl_director1)


@pytest.mark.parametrize("step", [release, hold])
@pytest.mark.parametrize(
    ("who", "error"), [("msl1", NotNow), ("msl2", Http404), ("head_of_medical1", Http404)]
)
def test_a_director_alone_decides(world, step, who, error):
    interest = story.proposed(world)
    with pytest.raises(error):
        step(interest, getattr(world, who))
    interest.refresh_from_db()
    assert interest.state == S.PROPOSED


def test_held_with_a_reason_and_proposed_again(world):
    interest = story.proposed(world)
    with pytest.raises(NotNow, match="reason"):
        hold(interest, world.msl_director1, reason=" ")
    hold(interest, world.msl_director1)
    interest.refresh_from_db()
    assert (interest.state, interest.reason) == (S.HELD, "Says too much")
    again = propose(world, interest.follow_up, world.msl1, sentence="Cardiorenal outcomes in dialysis.")
    assert (again.pk, again.state, again.decided_at, again.reason) == (interest.pk, S.PROPOSED, None, "")
    release(again, world.msl_director1)
    assert Interest.objects.get().sentence == "Cardiorenal outcomes in dialysis."


def test_only_who_answered_or_leads_returns_an_interest(world):
    from .test_steps import colleague_in_north

    other, follow_up = colleague_in_north(world), story.in_state(world, State.FOLLOWED_UP)
    for by in (other, world.msl_director1):
        if by == other:
            with pytest.raises(NotNow):
                propose(world, follow_up, by)
        else:
            assert propose(world, follow_up, by).proposed_by_id == by.pk


@pytest.mark.parametrize("sentence", ["", "   ", "\u200b\u3164\U000e0200"])
def test_an_empty_sentence_says_nothing(world, sentence):
    with pytest.raises(NotNow, match="one sentence"):
        story.proposed(world, sentence=sentence)


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Interested in dosing in dialysis. Also in registries.", False),
        ("Which registries report dialysis? The older ones, too.", False),
        ("Reads on “dialysis.” (Asked about registries.)", False),
        ("Interested in dosing in dialysis.\u200b\u2060 Also in registries.", False),
        ("Interested in dosing in dialysis.", True),
        ("Compares it with placebo vs. Ramipril in the U.S. Renal Data System, approx. 20 papers.", True),
        ("Interested in renal\noutcomes", True),
    ],
)
def test_one_sentence_crosses_and_what_follows_it_does_not(world, text, one):
    follow_up = story.in_state(world, State.FOLLOWED_UP)
    if one:
        assert propose(world, follow_up, world.msl1, sentence=text).sentence == text
        return
    with pytest.raises(services.Held, match="more than one") as caught:
        propose(world, follow_up, world.msl1, sentence=text)
    assert caught.value.findings == []
    assert not InterestReturn.objects.exists()


def test_a_prescription_intent_is_held_and_noted_for_compliance(world):
    follow_up = story.in_state(world, State.FOLLOWED_UP)
    with refusals.collecting(person_id=str(world.msl1.pk), side="MEDICAL"):
        with pytest.raises(services.Held) as caught:
            propose(world, follow_up, world.msl1, sentence=story.BAD)
    assert caught.value.findings
    assert not InterestReturn.objects.exists()
    noted = Refusal.objects.get()
    assert (noted.kind, noted.place, noted.text) == ("screening", "interest", story.BAD)
    assert noted.detail[0]["rule"]


def test_screened_again_when_it_crosses(world):
    interest = story.proposed(world)
    with acting_as(world.msl1):
        InterestReturn.objects.filter(pk=interest.pk).update(sentence=story.BAD)
    with pytest.raises(services.Held):
        release(interest, world.msl_director1)
    assert not Interest.objects.exists()


def test_of_a_question_that_was_taken_back_nothing_is_told(world):
    """The exchange was held before; that there was one would stand on the representative's record."""
    interest = story.proposed(world)
    other = story.in_state(world, State.CLOSED)
    for inquiry in Inquiry.objects.all():
        story.withdraw_inquiry(inquiry, world.rep1)
    with pytest.raises(NotNow, match="taken the question back"):
        release(interest, world.msl_director1)
    with pytest.raises(NotNow, match="taken the question back"):
        propose(world, other, world.msl1)
    story.route()
    with pytest.raises(NotNow, match="taken the question back"):
        release(interest, world.msl_director1)
    assert not Interest.objects.exists()


def test_what_nobody_sees_does_not_go_back(world):
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in story.BAD)
    release(story.proposed(world, sentence=story.CLEAN + hidden), world.msl_director1)
    assert Interest.objects.get().sentence == story.CLEAN


def test_without_the_setting_it_crosses_at_once(world, settings):
    settings.THRESHOLD = settings.THRESHOLD | {"interest_needs_release": False}
    interest = story.proposed(world)
    interest.refresh_from_db()
    assert interest.state == S.RELEASED
    assert Interest.objects.get().sentence == story.CLEAN
    assert not MedicalNotice.objects.filter(kind="interest_to_release").exists()


def test_what_crossed_stays_as_it_crossed_and_expires(world):
    interest = story.proposed(world)
    release(interest, world.msl_director1)
    with acting_as(world.msl1), pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
        InterestReturn.objects.filter(pk=interest.pk).update(sentence="Other")
    for days, state in ((89, S.RELEASED), (90, S.RELEASED), (91, S.EXPIRED)):
        with pytest.MonkeyPatch.context() as patch:
            day = timezone.localdate() + timedelta(days=days)
            patch.setattr("handoffs.medical.returns.timezone.localdate", lambda day=day: day)
            with acting_for(Side.MEDICAL, reason="test"):
                services.expire_interests()
        interest.refresh_from_db()
        assert interest.state == state, days
    assert connection.login == "owner"
