"""Who gets a question: by territory and kind, from medical's own alignment; else a queue."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from handoffs.commercial.models import Inquiry
from handoffs.medical import routing, selectors, services
from handoffs.medical.models import FollowUp, MedicalAdverseEvent, TopicAlignment, Withdrawal
from handoffs.medical.rules import ENDED
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.models import Passage
from msl_governance.notifications.models import MedicalNotice
from msl_governance.people.models import MedicalTerritory, Person
from msl_governance.people.selectors import upwards

from . import story
from .test_steps import colleague_in_north


def test_routed_by_the_hcps_territory_and_told_once(world):
    north, south = story.arrived(world), story.arrived(world, hcp=world.south_hcp)
    assert story.route() == 2
    assert story.route() == 0
    for follow_up, msl, territory in (
        (north, world.msl1, world.medical_north),
        (south, world.msl2, world.medical_south),
    ):
        follow_up.refresh_from_db()
        assert (follow_up.state, follow_up.assigned_id) == (State.ASSIGNED, msl.pk)
        assert follow_up.territory == territory
        assert follow_up.steps.get().by_id is None
        notice = MedicalNotice.objects.get(person_id=msl.pk)
        assert (notice.kind, notice.url) == ("inquiry_waits", f"/handoffs/medical/{follow_up.pk}/")


def test_the_one_with_the_fewest_open_gets_it(world):
    other = colleague_in_north(world)
    TopicAlignment.objects.create(msl_id=other.pk, territory=world.medical_north, kinds=["mechanism"])
    for _number in range(4):
        story.arrived(world)
    story.route()
    by_person = [FollowUp.objects.filter(assigned_id=one.pk).count() for one in (world.msl1, other)]
    assert by_person == [2, 2]


def test_only_who_answers_this_kind(world):
    other = colleague_in_north(world)
    TopicAlignment.objects.create(msl_id=other.pk, territory=world.medical_north, kinds=["heor"])
    TopicAlignment.objects.filter(msl_id=world.msl1.pk).update(kinds=["mechanism"])
    economics, mechanism = story.arrived(world, kind="heor"), story.arrived(world)
    story.route()
    assert FollowUp.objects.get(pk=economics.pk).assigned_id == other.pk
    assert FollowUp.objects.get(pk=mechanism.pk).assigned_id == world.msl1.pk


def test_an_alignment_further_up_the_tree_counts_where_there_is_none_nearer(world):
    root = MedicalTerritory.objects.get(name="Country")
    TopicAlignment.objects.filter(msl_id=world.msl1.pk).delete()
    TopicAlignment.objects.create(msl_id=world.msl_director1.pk, territory=root, kinds=["mechanism"])
    follow_up = story.arrived(world)
    story.route()
    assert FollowUp.objects.get(pk=follow_up.pk).assigned_id == world.msl_director1.pk


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "head_of_medical"}])
def test_who_left_or_does_something_else_gets_none_and_the_queue_is_told(world, change):
    other = colleague_in_north(world)
    Person.objects.filter(pk=world.msl1.pk).update(**change)
    follow_up = story.arrived(world)
    story.route()
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.assigned_id) == (State.QUEUED, None)
    told = set(MedicalNotice.objects.values_list("person_id", flat=True))
    assert told == {other.pk, world.msl_director1.pk}


def test_a_question_from_nowhere_waits_at_the_top_of_the_tree(world):
    world.north_hcp.__class__.objects.filter(pk=world.north_hcp.pk).update(region="ZZ")
    follow_up = story.arrived(world)
    story.route()
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.territory.name) == (State.QUEUED, "Country")
    with acting_as(world.msl_director1):
        assert list(selectors.to_review(world.msl_director1)) == [follow_up]
    with acting_as(world.msl1):
        assert not selectors.to_review(world.msl1)


def test_without_any_territory_the_directors_see_it(world, monkeypatch):
    monkeypatch.setattr(routing, "medical_territory_of", lambda region: None)
    monkeypatch.setattr(selectors, "root_territory", lambda: None)
    follow_up = story.arrived(world)
    story.route()
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.territory) == (State.QUEUED, None)
    assert MedicalNotice.objects.get().person_id == world.msl_director1.pk
    with acting_as(world.msl_director1):
        assert list(selectors.queue(world.msl_director1, "team")) == [follow_up]
        assert selectors.directors_of(follow_up) == [world.msl_director1.pk]
    with acting_as(world.msl1):
        assert not FollowUp.objects.visible_to(world.msl1).exists()


def test_a_circle_in_the_tree_ends(world):
    root = MedicalTerritory.objects.get(name="Country")
    MedicalTerritory.objects.filter(pk=root.pk).update(parent=world.medical_north)
    assert upwards(world.medical_north) == [world.medical_north.pk, root.pk]


def test_an_adverse_event_opens_its_own_record_due_in_24_hours(world):
    follow_up = story.in_state(world, State.ASSIGNED, adverse_event=True)
    event = MedicalAdverseEvent.objects.get()
    assert event.follow_up == follow_up
    assert event.aware_at == follow_up.received_at
    assert (event.due_at - event.aware_at).total_seconds() == 24 * 3600
    assert event.reported_by_id is None
    assert set(MedicalNotice.objects.values_list("kind", flat=True)) == {"inquiry_waits", "adverse_event"}


def test_one_that_fails_does_not_hold_up_the_others(world, monkeypatch, caplog):
    bad, good = story.arrived(world, verbatim="canary-91bd?"), story.arrived(world)
    real = selectors.msl_for

    def fail_for_one(territory, kind):
        if not fail_for_one.failed:
            fail_for_one.failed = True
            raise RuntimeError("canary-91bd")
        return real(territory, kind)

    fail_for_one.failed = False
    monkeypatch.setattr(selectors, "msl_for", fail_for_one)
    assert story.route() == 1
    states = {one.pk: one.state for one in FollowUp.objects.filter(pk__in=[bad.pk, good.pk])}
    assert sorted(states.values()) == ["arrived", "assigned"]
    assert "canary" not in caplog.text
    assert story.route() == 1


@pytest.mark.parametrize("state", [state for state in State if state != State.WITHDRAWN])
def test_a_withdrawal_ends_what_is_open_and_leaves_the_rest(world, state):
    """Nothing crosses back for it: words for some states and silence for one would tell of a linked report."""
    from handoffs.commercial.models import Inquiry, Standing

    follow_up = story.in_state(world, state)
    told_before = MedicalNotice.objects.count()
    words = list(Standing.objects.values_list("state", flat=True))
    if state == State.ARRIVED:
        story.withdraw_inquiry(Inquiry.objects.get(), world.rep1)
        story.route()  # routes it first, then works the withdrawal off
    else:
        story.withdraw_inquiry(Inquiry.objects.get(), world.rep1)
        assert story.route() == 1
    follow_up.refresh_from_db()
    ended = state in (*ENDED, State.FOLLOWED_UP)
    assert follow_up.state == (state if ended else State.WITHDRAWN)
    assert Withdrawal.objects.get().handled_at is not None
    assert story.route() == 0
    assert Standing.objects.count() == Passage.objects.filter(crossing="standing").count() == len(words)
    if state in (State.ASSIGNED, State.ACCEPTED, State.SCHEDULED):
        assert MedicalNotice.objects.count() == told_before + 1


def test_take_and_the_second_is_told_that_it_moved_on(world):
    other, follow_up = colleague_in_north(world), story.in_state(world, State.QUEUED)
    story.do("take", world, follow_up, other)
    with pytest.raises(services.NotNow, match="moved on"), transaction.atomic():
        story.do("take", world, follow_up, world.msl1)
    follow_up.refresh_from_db()
    assert follow_up.assigned_id == other.pk


def test_nothing_medical_reads_tells_who_sent_it(world):
    story.in_state(world, State.CLOSED)
    rep = str(world.rep1.pk)
    from django.apps import apps

    for model in apps.get_models():
        if model._meta.db_table.startswith(("handoffs_medical", "notifications_medical")):
            for row in model.objects.values() if hasattr(model, "objects") else ():
                assert rep not in {str(value) for value in row.values()}, model
                assert "Lindqvist" not in str(row), model


def test_routing_locks_no_hand_off_with_its_key(world):
    """A withdrawal refers to one: the representative who takes a question back would wait for medical's worker."""
    taken_back = story.in_state(world, State.ASSIGNED)
    story.withdraw_inquiry(Inquiry.objects.get(), world.rep1)
    story.arrived(world)
    with CaptureQueriesContext(connection) as asked:
        assert story.route() == 2
    table = FollowUp._meta.db_table
    locks = [one["sql"].partition(" FOR ")[2] for one in asked if f'FROM "{table}"' in one["sql"]]
    locks = [lock for lock in locks if lock]
    assert len(locks) == 2
    assert {lock.split()[0] for lock in locks} == {"NO"}
    taken_back.refresh_from_db()
    assert taken_back.state == State.WITHDRAWN
