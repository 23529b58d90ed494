"""Every step x every state x every role, generated from the table: allowed exactly where the table says so."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.http import Http404
from django.utils import timezone

from handoffs.commercial.models import Standing
from handoffs.medical import pages, rules, selectors, services
from handoffs.medical.models import FollowUp, FollowUpStep
from handoffs.protocol import FOLLOW_UP, NotNow, present_steps
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.doors import DoorClosed
from msl_governance.firewall.models import Passage
from msl_governance.firewall.querysets import AcrossTheWall
from msl_governance.notifications.models import MedicalNotice
from msl_governance.people.models import Person

from . import story

PERSONS_STEPS = {name: one for name, one in FOLLOW_UP.items() if name not in ("queue", "route")}
ROLES = {"msl1": "msl", "msl_director1": "msl_director"}


@pytest.mark.parametrize("state", State)
def test_each_step_is_allowed_exactly_where_the_table_says(world, state):
    follow_up = story.in_state(world, state)
    for who, role in ROLES.items():
        for name, transition in PERSONS_STEPS.items():
            allowed = state in transition.origins and role in transition.roles
            if state == State.ARRIVED and who == "msl1":
                allowed = False  # in nobody's territory yet
            assert attempt(world, follow_up, name, getattr(world, who)) is allowed, (who, name, state)


def attempt(world, follow_up, name, by) -> bool:
    """Whether the step was done, with its stamps and its log row; undone afterwards."""
    transition, origin = FOLLOW_UP[name], follow_up.state
    try:
        with transaction.atomic():
            story.do(name, world, follow_up, by)
            assert follow_up.state == (transition.to or origin)
            assert all(getattr(follow_up, stamp) for stamp in transition.stamps)
            assert follow_up.steps.filter(
                name=name, number=transition.step, from_state=origin, to_state=follow_up.state, by_id=by.pk
            ).exists()
            raise _Undo
    except (NotNow, Http404):
        return False
    except _Undo:
        return True
    finally:
        follow_up.refresh_from_db()


class _Undo(Exception):
    """Back to before."""


def test_what_was_passed_on_is_not_reviewed_by_the_one_who_has_it_now(world):
    follow_up, other = story.in_state(world, State.SCHEDULED), colleague_in_north(world)
    assert review_of(follow_up) == (pages.day(follow_up.accepted_at), "done")
    story.do("reassign", world, follow_up, world.msl1, to_id=other.pk)
    assert review_of(follow_up) == ("", "now")
    story.do("decline", world, follow_up, other)
    assert review_of(follow_up) == ("", "stop")


def test_who_accepts_what_was_passed_on_has_reviewed_it(world):
    follow_up, other = story.in_state(world, State.ACCEPTED), colleague_in_north(world)
    first = follow_up.accepted_at
    story.do("reassign", world, follow_up, world.msl1, to_id=other.pk)
    story.do("accept", world, follow_up, other)
    assert follow_up.accepted_at > first
    assert review_of(follow_up) == (pages.day(follow_up.accepted_at), "done")


def review_of(follow_up):
    """Text and state of the third of the five steps."""
    third = pages.five_steps(follow_up, None)[2]
    return third["text"], third["state"]


def test_each_open_state_stands_in_one_of_the_five_steps():
    assert present_steps(FOLLOW_UP) == {
        State.ARRIVED: 3, State.QUEUED: 3, State.ASSIGNED: 3, State.ACCEPTED: 4, State.SCHEDULED: 4,
        State.FOLLOWED_UP: 5,
    }  # fmt: skip


@pytest.mark.parametrize("who", ["head_of_medical1", "clinical_development1", "msl2", "compliance1", "rep1"])
@pytest.mark.parametrize("name", sorted(PERSONS_STEPS))
def test_nobody_else_takes_a_step(world, who, name):
    state = PERSONS_STEPS[name].origins[-1]
    follow_up = story.in_state(world, state)
    refused = (NotNow, Http404, AcrossTheWall, ProgrammingError)
    with pytest.raises(refused), transaction.atomic():
        story.do(name, world, follow_up, getattr(world, who))
    follow_up.refresh_from_db()
    assert follow_up.state == state


def test_the_tasks_steps_are_nobodys(world):
    follow_up = story.in_state(world, State.QUEUED)
    assert not {"queue", "route", "expire_interest"} & rules.steps_open_to(
        follow_up, None, world.msl_director1
    )


def colleague_in_north(world):
    from msl_governance.firewall import grants

    made = Person.objects.create_user(
        "msl3", "x", full_name="Lior Banning", role="msl", scientific_background="PhD",
        email="msl3@threshold.example", attested_on=timezone.localdate(),
    )  # fmt: skip
    grants.grant(made, "work_medicalterritory", world.medical_north)
    return made


def test_a_colleague_in_the_territory_passes_it_on_but_does_not_answer_for_another(world):
    other, follow_up = colleague_in_north(world), story.in_state(world, State.ASSIGNED)
    for name in ("accept", "decline", "refer"):
        with pytest.raises(NotNow, match="colleague"):
            story.do(name, world, follow_up, other)
    accepted = story.in_state(world, State.ACCEPTED)
    with pytest.raises(NotNow, match="colleague"):
        services.classify(follow_up=accepted, classification="heor", by=other)
    assert rules.steps_open_to(follow_up, None, other) == {"reassign"}
    story.do("reassign", world, follow_up, other, to_id=other.pk)
    assert follow_up.assigned_id == other.pk
    assert not MedicalNotice.objects.filter(person_id=other.pk).exists()
    story.do("accept", world, follow_up, other)
    assert follow_up.state == State.ACCEPTED


def test_where_passing_on_is_over_the_refusal_does_not_tell_a_colleague_to_do_so(world):
    other, follow_up = colleague_in_north(world), story.in_state(world, State.FOLLOWED_UP)
    for name in ("close", "propose_interest"):
        with pytest.raises(NotNow, match="They go on with it, or an MSL director does"):
            story.do(name, world, follow_up, other)


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (State.QUEUED, "received"), (State.ASSIGNED, "received"), (State.ACCEPTED, "with_medical"),
        (State.SCHEDULED, "with_medical"), (State.FOLLOWED_UP, "with_medical"), (State.CLOSED, "closed"),
        (State.DECLINED, "closed"), (State.REFERRED, "closed"), (State.WITHDRAWN, "closed"),
        (State.ESCALATED, "closed"),
    ],
)  # fmt: skip
def test_commercial_reads_one_of_three_words_and_each_once(world, state, standing):
    follow_up = story.in_state(world, state)
    assert follow_up.standing == standing
    told = list(Standing.objects.values_list("state", flat=True))
    assert len(told) == len(set(told))
    assert (standing in told) is (standing != "received")
    assert {field.name for field in Standing._meta.concrete_fields} == {"id", "inquiry", "state"}


def test_accepting_again_after_passing_on_tells_commercial_nothing(world):
    follow_up = story.in_state(world, State.SCHEDULED)
    story.do("accept", world, fresh := story.in_state(world, State.ASSIGNED, kind="heor"), world.msl1)
    before = Passage.objects.count()
    story.do("reassign", world, fresh, world.msl1)
    story.do("accept", world, fresh, world.msl2)
    assert Passage.objects.count() == before
    assert follow_up.standing == "with_medical"


@pytest.mark.parametrize("name", ["decline", "refer", "reassign", "escalate"])
def test_a_reason_is_needed(world, name):
    follow_up = story.in_state(world, State.ASSIGNED)
    with pytest.raises(NotNow, match="reason"):
        story.do(name, world, follow_up, world.msl1, reason="  ")


@pytest.mark.parametrize("name", ["accept", "classify"])
def test_a_classification_is_one_of_the_list(world, name):
    follow_up = story.in_state(world, State.ACCEPTED if name == "classify" else State.ASSIGNED)
    with pytest.raises(NotNow, match="classified"):
        story.do(name, world, follow_up, world.msl1, classification="urgent")


def test_classified_anew_without_a_change_of_state(world):
    follow_up = story.in_state(world, State.ACCEPTED)
    story.do("classify", world, follow_up, world.msl1)
    assert (follow_up.state, follow_up.classification) == (State.ACCEPTED, "safety")
    assert follow_up.steps.filter(name="classify", from_state="accepted", to_state="accepted").exists()
    closed = story.in_state(world, State.CLOSED)
    with pytest.raises(NotNow, match="between"):
        story.do("classify", world, closed, world.msl1)


@pytest.mark.parametrize("to", ["msl1", "head_of_medical1", "rep1"])
def test_passed_on_only_to_another_who_answers(world, to):
    follow_up = story.in_state(world, State.ASSIGNED)
    with pytest.raises(NotNow):
        story.do("reassign", world, follow_up, world.msl1, to_id=getattr(world, to).pk)


def test_who_gets_it_passed_on_is_told_and_may_open_it(world):
    follow_up = story.in_state(world, State.ASSIGNED)
    with acting_as(world.msl2):
        assert not FollowUp.objects.visible_to(world.msl2).exists()
    story.do("reassign", world, follow_up, world.msl1)
    notice = MedicalNotice.objects.get(person_id=world.msl2.pk)
    assert (notice.kind, notice.url) == ("inquiry_reassigned", f"/handoffs/medical/{follow_up.pk}/")
    with acting_as(world.msl2):
        assert FollowUp.objects.visible_to(world.msl2).get() == follow_up


def test_a_planned_follow_up_is_passed_on_without_the_plan_that_was_another_s(world):
    follow_up = story.in_state(world, State.SCHEDULED)
    assert follow_up.scheduled_for
    story.do("reassign", world, follow_up, world.msl1)
    assert (follow_up.state, follow_up.assigned_id) == (State.ASSIGNED, world.msl2.pk)
    assert (follow_up.scheduled_at, follow_up.scheduled_for, follow_up.schedule_channel) == (None, None, "")


def test_the_exchange_is_a_submitted_report_with_this_hcp_that_one_may_read(world):
    follow_up = story.in_state(world, State.ACCEPTED)
    other_doctor = story.report(world, world.msl1, hcp=world.south_hcp)
    draft = story.report(world, world.msl1, state="draft")
    earlier = story.report(world, world.msl1, met_at=follow_up.received_at - timedelta(minutes=2))
    for wrong in (other_doctor, draft, earlier):
        with pytest.raises(NotNow, match="submitted call report"):
            story.do("follow_up", world, follow_up, world.msl1, call_report=wrong)
    right = story.report(world, world.msl1, met_at=follow_up.received_at.replace(second=0, microsecond=0))
    with acting_as(world.msl1):
        offered = set(selectors.reports_to_link(world.msl1, follow_up))
    assert right in offered
    assert not {other_doctor, draft, earlier} & offered
    story.do("follow_up", world, follow_up, world.msl1, call_report=right)
    assert (follow_up.call_report, follow_up.state) == (right, State.FOLLOWED_UP)


def test_no_door_opens_for_lapsed_training(world):
    follow_up = story.in_state(world, State.ASSIGNED)
    Person.objects.filter(pk=world.msl1.pk).update(attested_on=timezone.localdate() - timedelta(days=400))
    world.msl1.refresh_from_db()
    with pytest.raises(DoorClosed, match="training"), transaction.atomic():
        story.do("accept", world, follow_up, world.msl1)
    follow_up.refresh_from_db()
    assert follow_up.state == State.ASSIGNED
    assert not FollowUpStep.objects.filter(name="accept").exists()


@pytest.mark.parametrize(
    ("state", "changes"),
    [
        (State.QUEUED, {"state": "assigned"}), (State.ASSIGNED, {"state": "accepted"}),
        (State.ACCEPTED, {"state": "scheduled"}), (State.SCHEDULED, {"state": "followed_up"}),
        (State.FOLLOWED_UP, {"state": "closed"}), (State.ACCEPTED, {"state": "escalated"}),
        (State.QUEUED, {"closed_at": timezone.now()}),
    ],
)  # fmt: skip
def test_the_database_binds_a_state_to_its_stamps(world, state, changes):
    follow_up = story.in_state(world, state)
    with acting_as(world.msl1), pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=follow_up.pk).update(**changes)


@pytest.mark.parametrize("origin", State)
def test_the_database_knows_the_steps_and_no_other(world, origin):
    """By SQL of one's own choosing: a state that no step leads to is refused, whatever its stamps say."""
    follow_up, now = story.in_state(world, origin), timezone.now()
    stamps = {
        "assigned_id": world.msl1.pk, "assigned_at": now, "accepted_at": now, "classification": "heor",
        "scheduled_for": now, "followed_up_at": now, "call_report": story.report(world, world.msl1),
    }  # fmt: skip
    for to in State:
        whole = stamps | {"state": to, "closed_at": now if to in rules.ENDED else None}
        refused = False
        with acting_as(world.msl_director1):
            try:
                with transaction.atomic():
                    FollowUp.objects.filter(pk=follow_up.pk).update(**whole)
                    raise _Undo
            except _Undo:
                pass
            except ProgrammingError as error:
                refused = "There is no such step" in str(error)
        known = to == origin or any(t.to == to and origin in t.origins for t in FOLLOW_UP.values())
        assert refused is not known, (origin, to)


@pytest.mark.parametrize(
    "field",
    ["verbatim", "kind", "contact_phone", "unprompted", "received_at", "hcp_id", "hcp_name", "hcp_place"],
)
def test_what_came_through_the_door_stays_as_it_came(world, field):
    follow_up = story.in_state(world, State.ASSIGNED)
    value = {
        "unprompted": False, "received_at": timezone.now(), "hcp_id": world.south_hcp.pk, "kind": "heor",
    }.get(field, "changed")  # fmt: skip
    with acting_as(world.msl1), pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
        FollowUp.objects.filter(pk=follow_up.pk).update(**{field: value})


def test_nobody_on_the_medical_side_invents_an_arrival_or_rewrites_a_step(world):
    follow_up = story.in_state(world, State.ASSIGNED)
    with acting_as(world.msl1), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        FollowUp.objects.create(
            hcp=world.north_hcp, kind="heor", verbatim="x", unprompted=True, adverse_event=False
        )
    with acting_as(world.msl1), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        follow_up.steps.update(reason="other")
