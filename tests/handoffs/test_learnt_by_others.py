"""What others learn of a hand-off: commercial of medical's doings, and colleagues of the same side elsewhere."""

from datetime import date

import pytest
from django.utils import timezone

from handoffs.commercial.models import AdverseEvent, Inquiry, InquiryStep, Interest, Standing
from handoffs.commercial.preview import received
from handoffs.commercial.services import save_draft, submit_inquiry
from handoffs.medical.models import FollowUp, FollowUpStep, InterestReturn
from handoffs.protocol import FOLLOW_UP
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.database import acting_as
from tests.handoffs.commercial.support import entry_for

from .medical import story

TELLING = {"accept", "decline", "refer", "close", "withdraw", "escalate"}


def test_these_steps_tell_commercial_something_and_no_others():
    assert {name for name, step in FOLLOW_UP.items() if step.standing} == TELLING


@pytest.mark.parametrize(
    ("state", "name"),
    [(State.QUEUED, "take"), (State.QUEUED, "reassign"), (State.ASSIGNED, "reassign"), (State.ACCEPTED, "reassign"),
     (State.SCHEDULED, "reassign"), (State.ACCEPTED, "classify"), (State.SCHEDULED, "classify"),
     (State.ACCEPTED, "schedule"), (State.SCHEDULED, "schedule"), (State.SCHEDULED, "follow_up")],
)  # fmt: skip
def test_what_medical_does_in_between_tells_nothing(world, state, name):
    follow_up = story.in_state(world, state)
    before = set(Standing.objects.values_list("pk", flat=True))
    story.do(name, world, follow_up, world.msl1)
    assert set(Standing.objects.values_list("pk", flat=True)) == before


def test_a_returned_interest_is_the_same_however_the_question_was_answered(world):
    """A day more or less, or a blank, would tell what an answer was about."""
    for answer in (
        {"accept": {"classification": "off_label"}, "schedule": {"channel": "video", "minutes": 45}},
        {"accept": {"classification": "on_label"}, "schedule": {"channel": "phone", "minutes": 15}},
        {"accept": {"classification": "investigational"}},
    ):
        follow_up = story.in_state(world, State.ASSIGNED)
        for name in (*answer, "follow_up", "propose_interest"):
            story.do(name, world, follow_up, world.msl1, **answer.get(name, {}))
        story.do("release_interest", world, follow_up, world.msl_director1)
    crossed = Interest.objects.values_list("topic_id", "sentence", "expires_on")
    assert len(crossed) == 3
    assert len(set(crossed)) == 1


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Pacific/Honolulu"])
def test_the_last_day_of_an_interest_does_not_tell_where_it_was_released(world, settings, time_machine, zone):
    """When it is afternoon in New York it is tomorrow in Tokyo; an hour after midnight it is yesterday in Honolulu."""
    interest = story.proposed(world)
    settings.THRESHOLD = settings.THRESHOLD | {"interest_expiry_days": 0}
    moment, day = {
        "Asia/Tokyo": ("2031-12-30T20:00Z", date(2031, 12, 30)),
        "Pacific/Honolulu": ("2031-12-31T06:00Z", date(2031, 12, 31)),
    }[zone]
    world.msl_director1.attested_on = day
    world.msl_director1.save()
    time_machine.move_to(moment, tick=False)
    with timezone.override(zone):
        assert timezone.localdate() != day
        story.do("release_interest", world, interest.follow_up, world.msl_director1)
    assert Interest.objects.get().expires_on == day


def test_a_colleague_elsewhere_sees_nothing_that_hangs_on_an_inquiry(world):
    with acting_as(world.rep1):
        submit_inquiry(by=world.rep1, entry=entry_for(world.north_hcp, adverse_event=True))
    story.do("release_interest", world, story.proposed(world).follow_up, world.msl_director1)
    assert Inquiry.objects.count() == 2
    for model in (InquiryStep, Standing, Interest, AdverseEvent):
        with acting_as(world.rep1):
            assert model.objects.visible_to(world.rep1).exists(), model
        with acting_as(world.rep2):
            assert not model.objects.visible_to(world.rep2).exists(), model


def test_a_colleague_elsewhere_sees_nothing_that_hangs_on_a_follow_up(world):
    story.proposed(world)
    for model in (FollowUpStep, InterestReturn):
        with acting_as(world.msl1):
            assert model.objects.visible_to(world.msl1).exists(), model
        with acting_as(world.msl2):
            assert not model.objects.visible_to(world.msl2).exists(), model


def test_a_draft_is_nobodys_but_its_authors(world):
    with acting_as(world.rep1):
        save_draft(by=world.rep1, entry=entry_for(world.north_hcp))
        assert Inquiry.objects.visible_to(world.rep1).exists()
    for person in (world.sales_director1, world.rep2):
        with acting_as(person):
            assert not Inquiry.objects.visible_to(person).exists(), person


def test_the_record_shows_what_crossed_and_leaves_nothing_out(world):
    with acting_as(world.rep1):
        sent = submit_inquiry(by=world.rep1, entry=entry_for(world.north_hcp))
        lines = received(sent)
    shown = {str(line.label): "".join(piece.text for piece in line.pieces) for line in lines}
    far = FollowUp.objects.get()
    assert shown["Contact"] == f"{far.contact_phone}, {far.contact_email}"
    assert shown["Question"] == far.verbatim
    assert shown["Kind of question"] == far.get_kind_display()
    assert all(shown.values())
