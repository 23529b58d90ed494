"""An adverse event that came with the question is on record before the exchange: the form of its report says so and
asks whether the same is meant, and no second clock starts unasked.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.medical.models import CallReport, SafetyRecord
from accounts.medical.origins import OpenEvent
from handoffs.commercial.models import Inquiry
from handoffs.medical import services
from handoffs.medical.models import MedicalAdverseEvent
from handoffs.medical.origin import HandOff
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.models import Passage

from . import story
from .test_logging import opened, sent

ON_RECORD = "An adverse event of this question is already on record"
TOLD = "canary-6120: dizzy for two days."


@pytest.fixture
def msl(world, client):
    client.force_login(world.msl1)
    return client


@pytest.fixture
def question(world):
    return story.in_state(world, State.ACCEPTED, adverse_event=True)


def form(msl, follow_up, **more):
    return opened(msl, follow_up, **more).context["parts"].report


def test_the_form_says_by_when_it_is_due_and_who_forwards_it(world, msl, question):
    page = opened(msl, question)
    (said,) = page.context["parts"].report.on_record
    assert ON_RECORD in said
    assert "due at drug safety by" in said
    assert f"{world.msl1.full_name} forwards it from the hand-off" in said
    assert said in page.content.decode()
    assert "Is it the one on record?" in page.content.decode()


def test_the_form_says_which_receipt_drug_safety_gave(world, msl, question):
    with acting_as(world.msl1):
        event = MedicalAdverseEvent.objects.get()
        services.forward_adverse_event(event=event, receipt_number="DS-77", by=world.msl1)
    (said,) = form(msl, question).on_record
    assert "Drug safety has it since" in said
    assert "receipt DS-77" in said


def test_while_nobody_has_the_question_it_names_nobody(world, msl):
    (said,) = form(msl, story.in_state(world, State.QUEUED, adverse_event=True)).on_record
    assert "Whoever takes the hand-off forwards it" in said


def test_without_an_event_nothing_is_said_and_nothing_asked(world, msl):
    report = form(msl, story.in_state(world, State.ACCEPTED))
    assert report.on_record == []
    assert "safety_which" not in report.fields


@pytest.mark.parametrize("whose", ["elsewhere", "another doctor", "nothing"])
def test_of_a_hand_off_that_is_not_ones_own_nothing_is_said(world, client, msl, question, whose):
    if whose == "elsewhere":
        client.force_login(world.msl2)
    if whose == "nothing":
        question.pk = uuid4()
    hcp = world.south_hcp.pk if whose == "another doctor" else None
    assert ON_RECORD not in opened(msl, question, hcp).content.decode()


def test_yes_alone_leaves_open_which_one_is_meant(world, msl, question):
    answer = sent(world, msl, question, adverse_event="yes", safety_description=TOLD)
    assert answer.status_code == 422
    assert list(answer.context["parts"].report.errors) == ["safety_which"]
    assert TOLD in answer.content.decode()
    assert not CallReport.objects.exists()


def test_the_same_one_starts_no_second_clock(world, msl, question):
    answer = sent(world, msl, question, adverse_event="yes", safety_which="same")
    assert "no second clock was started" in answer.content.decode()
    assert "within 24 hours" not in answer.content.decode()
    report = CallReport.objects.get()
    assert report.is_locked
    assert report.adverse_event is True
    assert not SafetyRecord.objects.exists()
    assert MedicalAdverseEvent.objects.get().forwarded_at is None
    question.refresh_from_db()
    assert question.call_report == report


def test_something_new_gets_its_own_clock(world, msl, question):
    bare = sent(world, msl, question, adverse_event="yes", safety_which="other")
    assert bare.status_code == 422
    assert list(bare.context["parts"].report.errors) == ["safety_description"]
    answer = sent(world, msl, question, adverse_event="yes", safety_which="other", safety_description=TOLD)
    assert "Report the adverse event to drug safety" in answer.content.decode()
    assert SafetyRecord.objects.get().description == TOLD
    assert MedicalAdverseEvent.objects.count() == 1


def test_what_was_told_is_never_dropped_as_the_same(world, msl, question):
    answer = sent(world, msl, question, adverse_event="yes", safety_which="same", safety_description=TOLD)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say that it is new, or take it out." in page
    assert TOLD in page
    assert 'data-shown-by="safety_which" data-shown-for="other">' in page
    assert not CallReport.objects.exists()


@pytest.mark.parametrize(
    ("matter", "wrong"),
    [
        ("a question without an event", "safety_description"),
        ("no question", "safety_description"),
        ("no id", "follow_up"),
    ],
)
def test_nothing_is_the_same_as_what_is_not_on_record(world, msl, question, matter, wrong):
    other = story.in_state(world, State.ACCEPTED, kind="heor")
    other.pk = {"no question": "", "no id": "x"}.get(matter, other.pk)
    answer = sent(world, msl, other, adverse_event="yes", safety_which="same")
    assert answer.status_code == 422
    assert list(answer.context["parts"].report.errors) == [wrong]
    assert not CallReport.objects.exists()


def test_no_needs_no_answer_to_which(world, msl, question):
    sent(world, msl, question, adverse_event="no")
    assert CallReport.objects.get().adverse_event is False
    assert not SafetyRecord.objects.exists()


@pytest.mark.parametrize(
    "told", [{"safety_which": "same"}, {"safety_which": "other", "safety_description": TOLD}]
)
def test_commercial_reads_the_same_whatever_is_answered(world, client, msl, question, told):
    mine = reverse("handoffs_commercial:detail", args=[Inquiry.objects.get().pk])
    client.force_login(world.rep1)
    before, crossed = story.page_text(client.get(mine)), Passage.objects.count()
    client.force_login(world.msl1)
    sent(world, msl, question, adverse_event="yes", **told)
    assert CallReport.objects.get().is_locked
    client.force_login(world.rep1)
    assert story.page_text(client.get(mine)) == before
    assert Passage.objects.count() == crossed


def test_the_safety_page_leads_to_what_came_with_a_hand_off(world, client, question):
    address = reverse("handoffs_medical:detail", args=[question.pk])
    for who, sees in ((world.msl1, True), (world.msl2, False)):
        client.force_login(who)
        page = client.get("/accounts/medical/safety/").content.decode()
        assert (address in page) is sees
        assert ("Came with a hand-off" in page) is sees
    event = MedicalAdverseEvent.objects.get()
    with acting_as(world.msl1):
        services.forward_adverse_event(event=event, receipt_number="PV-3", by=world.msl1)
    client.force_login(world.msl1)
    assert address not in client.get("/accounts/medical/safety/").content.decode()
    assert address not in client.get("/accounts/medical/safety/?show=forwarded").content.decode()


def test_what_came_with_a_hand_off_says_when_it_is_late(world, msl, question, monkeypatch):
    assert "overdue since" not in msl.get("/accounts/medical/safety/").content.decode()
    late = OpenEvent("Dr. Elena Marchetti", timezone.now() - timedelta(hours=1), "/")
    monkeypatch.setattr(HandOff, "safety_open", lambda self, person: [late])
    assert "overdue since" in msl.get("/accounts/medical/safety/").content.decode()
