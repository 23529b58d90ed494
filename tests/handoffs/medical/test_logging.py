"""The exchange logged from a hand-off: what the form knows already, and the link that submitting makes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.medical.models import CallReport
from accounts.shared.models import ScientificTopic
from handoffs.medical import rules
from handoffs.medical.models import FollowUp
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.database import acting_as
from tests.accounts.reports import typed

from . import story

NEW = "/accounts/medical/reports/new/"


@pytest.fixture
def msl(world, client):
    client.force_login(world.msl1)
    return client


def opened(msl, follow_up, hcp=None):
    """The form as the hand-off's page links to it."""
    return msl.get(f"{NEW}?hcp={hcp or follow_up.hcp_id}&follow_up={follow_up.pk}")


def sent(world, msl, follow_up, **changes):
    """The form, submitted; held a minute after the question came unless said."""
    values = typed(world, follow_up=str(follow_up.pk), met_at=local(timezone.now()))
    values |= {"d-INITIAL_FORMS": "1"} | changes
    return msl.post(f"{NEW}?hcp={world.north_hcp.pk}", values, follow=True)


def local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_the_page_leads_to_the_form(world, msl):
    follow_up = story.in_state(world, State.ACCEPTED)
    page = msl.get(reverse("handoffs_medical:detail", args=[follow_up.pk])).content.decode()
    assert f"{NEW}?hcp={follow_up.hcp_id}&amp;follow_up={follow_up.pk}" in page


def test_the_form_begins_with_what_the_hand_off_knows(world, msl):
    follow_up = story.in_state(world, State.ACCEPTED, verbatim="What is known of cardiorenal outcomes?")
    parts = opened(msl, follow_up).context["parts"]
    first = parts.discussions.forms[0]
    assert {name: first[name].value() for name in ("topic", "content_class", "origin", "verbatim", "unprompted")} == {
        "topic": str(world.topic.pk), "content_class": "off_label", "origin": "reactive",
        "verbatim": "What is known of cardiorenal outcomes?", "unprompted": True,
    }  # fmt: skip
    assert first["asked_by_name"].value() == "Dr. Elena Marchetti"
    assert first.is_beyond_label
    assert parts.report.initial["met_at"] >= rules.earliest_answer(follow_up)
    assert "Submitting links it" in opened(msl, follow_up).content.decode()


def test_a_planned_channel_comes_along(world, msl):
    follow_up = story.in_state(world, State.SCHEDULED)
    assert opened(msl, follow_up).context["parts"].report["channel"].value() == "video"


@pytest.mark.parametrize("whose", ["elsewhere", "another doctor", "nothing"])
def test_a_hand_off_that_is_not_ones_own_tells_nothing(world, client, msl, whose):
    follow_up = story.in_state(world, State.ACCEPTED, verbatim="canary-7730 cardiorenal outcomes?")
    if whose == "elsewhere":
        client.force_login(world.msl2)
    if whose == "nothing":
        follow_up.pk = uuid4()
    page = opened(msl, follow_up, world.south_hcp.pk if whose == "another doctor" else None)
    assert "canary" not in page.content.decode()
    assert page.context["parts"].discussions.forms[0]["content_class"].value() is None


def test_submitting_links_it(world, msl):
    follow_up = story.in_state(world, State.ACCEPTED)
    answer = sent(world, msl, follow_up)
    follow_up.refresh_from_db()
    assert answer.redirect_chain[-1][0] == reverse("handoffs_medical:detail", args=[follow_up.pk])
    assert "linked to its hand-off" in answer.content.decode()
    assert (follow_up.state, follow_up.call_report) == (State.FOLLOWED_UP, CallReport.objects.get())
    assert follow_up.steps.get(name="follow_up").by_id == world.msl1.pk


def test_a_second_click_links_no_second_time(world, msl):
    follow_up, key = story.in_state(world, State.ACCEPTED), str(uuid4())
    sent(world, msl, follow_up, client_key=key)
    answer = sent(world, msl, follow_up, client_key=key)
    assert "not linked" not in answer.content.decode()
    assert follow_up.steps.filter(name="follow_up").count() == 1


def test_an_exchange_before_the_question_is_said_beside_its_moment_and_nothing_is_lost(world, msl):
    follow_up = story.in_state(world, State.ACCEPTED)
    early = follow_up.received_at - timedelta(minutes=5)
    answer = sent(world, msl, follow_up, met_at=local(early))
    assert answer.status_code == 422
    assert list(answer.context["parts"].report.errors) == ["met_at"]
    assert "The question came on" in answer.content.decode()
    assert "Went through the design." in answer.content.decode()
    assert not CallReport.objects.exists()


@pytest.mark.parametrize("how", ["moved on", "out of hands"])
def test_a_hand_off_that_moved_on_does_not_undo_the_report(world, msl, how):
    follow_up = story.in_state(world, State.ACCEPTED)
    if how == "moved on":
        story.do("decline", world, follow_up, world.msl1)
    else:
        FollowUp.objects.filter(pk=follow_up.pk).update(
            territory=world.medical_south, assigned_id=world.msl2.pk
        )
    answer = sent(world, msl, follow_up)
    report = CallReport.objects.get()
    assert report.is_locked
    assert answer.redirect_chain[-1][0] == reverse("accounts_medical:report", args=[report.pk])
    assert "It is not linked to the hand-off." in answer.content.decode()
    follow_up.refresh_from_db()
    assert follow_up.call_report_id is None


def test_the_likely_moment(world):
    now = timezone.now().replace(minute=37, second=9)
    came = now - timedelta(hours=5)
    asked = lambda planned: FollowUp(received_at=came, scheduled_for=planned)  # noqa: E731
    assert rules.likely_moment(asked(now - timedelta(hours=2)), now) == now - timedelta(hours=2)
    quarter = now.replace(minute=30, second=0, microsecond=0)
    assert rules.likely_moment(asked(now + timedelta(hours=2)), now) == quarter
    assert rules.likely_moment(asked(None), now) == quarter
    just_now = FollowUp(received_at=now - timedelta(minutes=3), scheduled_for=None)
    assert rules.likely_moment(just_now, now) == just_now.received_at.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        (["Anything on HEALTH economics?"], "Health economics"),
        (["What of the heart?", "Health economics"], "Health economics"),
        (["Health economics or drug interactions?"], None),
        (["What of the heart?"], None),
    ],
)
def test_a_topic_is_chosen_only_where_the_question_names_one(texts, named):
    topics = [ScientificTopic(name=name) for name in ("Health economics", "Drug interactions", "ADR")]
    found = rules.topic_named_in(texts, topics)
    assert (found and found.name) == named


def test_a_draft_goes_on_to_answer_it(world, msl):
    follow_up, key = story.in_state(world, State.ACCEPTED), str(uuid4())
    msl.post(
        f"{NEW}?hcp={world.north_hcp.pk}",
        typed(world, follow_up=str(follow_up.pk), client_key=key, action="draft"),
    )
    draft = CallReport.objects.get()
    with acting_as(world.msl1):
        assert draft.typed["follow_up"] == [str(follow_up.pk)]
    assert str(follow_up.pk) in msl.get(reverse("accounts_medical:edit", args=[draft.pk])).content.decode()
