"""Who may open a door, when it stays shut, and what is written down."""

import hashlib
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from handoffs.commercial.models import Inquiry, Standing
from handoffs.commercial.rules import EMAIL_SENTENCE, PHONE_SENTENCE, missing
from handoffs.door import INQUIRY, INTEREST, STANDING, WITHDRAWAL
from handoffs.medical.models import FollowUp, Withdrawal
from msl_governance.firewall import doors, grants, refusals
from msl_governance.firewall.database import acting_as, acting_for
from msl_governance.firewall.doors import DoorClosed, check_open, cross, declare, preview
from msl_governance.firewall.models import Correspondence, Passage, Refusal
from msl_governance.firewall.sides import Role, Side
from tests.handoffs.commercial.support import entry_for

from .test_smoke_door import submitted


@pytest.fixture
def inquiry(world):
    with acting_as(world.rep1):
        return submitted(world)


@pytest.fixture
def noted():
    """Refusals of the test, kept in memory."""
    with refusals.collecting() as collected:
        yield collected
        collected_now = list(collected)
        collected.clear()
    assert all(one.kind == "door" for one in collected_now)


def send(world, inquiry, crossing=INQUIRY, basis="test"):
    with acting_as(world.rep1):
        cross(crossing, source_id=inquiry.pk, by=world.rep1, basis=basis)


def test_one_passage_is_written_down_exactly(world, inquiry):
    send(world, inquiry)
    row = Passage.objects.get()
    assert (row.door, row.crossing, row.direction, row.basis) == (
        2,
        "inquiry",
        "COMMERCIAL > MEDICAL",
        "test",
    )
    assert row.person_id == world.rep1.pk
    assert hashlib.sha256(row.payload.encode()).hexdigest() == row.sha256
    assert set(json.loads(row.payload)) == set(INQUIRY.fields)
    arrived = FollowUp.objects.get()
    assert {name: str(getattr(arrived, name)) for name in INQUIRY.fields} == {
        name: str(getattr(inquiry, name)) for name in INQUIRY.fields
    }
    kept = Correspondence.objects.get()
    assert (kept.near_id, kept.far_id) == (inquiry.pk, arrived.pk)


@pytest.mark.parametrize(
    "name", ["sales_director1", "vp_commercial1", "msl1", "compliance1", "administrator1"]
)
def test_who_does_not_open_this_door(world, noted, name):
    with pytest.raises(DoorClosed, match="Your role does not open this door"):
        check_open(INQUIRY, getattr(world, name))
    assert [(one.place, one.detail) for one in noted] == [("door_2_inquiry", [])]


def test_nobody_opens_a_door_that_is_no_tasks(noted):
    with pytest.raises(DoorClosed):
        check_open(INQUIRY, None)
    with pytest.raises(DoorClosed):
        check_open(INTEREST, None)
    check_open(STANDING, None)
    assert [one.place for one in noted] == ["door_2_inquiry", "door_2_interest"]


@pytest.mark.parametrize(("days", "closed"), [(0, False), (365, False), (366, True), (None, True)])
def test_training_lapses_after_a_year(world, settings, noted, days, closed):
    world.rep1.attested_on = days if days is None else timezone.localdate() - timedelta(days=days)
    assert doors.attestation_lapsed(world.rep1) is closed
    if closed:
        with pytest.raises(DoorClosed, match="training has lapsed"):
            check_open(INQUIRY, world.rep1)
        assert [one.detail for one in noted] == [["attestation"]]
    settings.THRESHOLD = settings.THRESHOLD | {"attestation_required": False}
    check_open(INQUIRY, world.rep1)


def test_it_crosses_once(world, inquiry, noted):
    send(world, inquiry)
    with pytest.raises(DoorClosed, match="crossed already, or is not ready"):
        send(world, inquiry)
    assert FollowUp.objects.count() == Passage.objects.count() == 1
    assert [(one.place, one.detail) for one in noted] == [("door_2_inquiry", [str(inquiry.pk)])]


def withdrawn():
    """Fields of an inquiry that was taken back."""
    return {"state": "withdrawn", "withdrawn_at": timezone.now()}


@pytest.mark.parametrize("changes", [{"state": "draft", "submitted_at": None}, withdrawn()])
def test_what_is_not_ready_stays(world, changes):
    with acting_as(world.rep1):
        kept = submitted(world, **changes)
    with pytest.raises(DoorClosed):
        send(world, kept)
    assert (FollowUp.objects.count(), Passage.objects.count()) == (0, 0)


def test_an_id_of_nothing_says_the_same(world):
    with acting_as(world.rep1), pytest.raises(DoorClosed, match="crossed already, or is not ready"):
        cross(INQUIRY, source_id=uuid4(), by=world.rep1, basis="test")


def test_a_withdrawal_follows_its_inquiry_and_cannot_come_first(world, inquiry):
    with acting_as(world.rep1):
        early = submitted(world, **withdrawn())
    with pytest.raises(DoorClosed):
        send(world, early, WITHDRAWAL)
    assert Withdrawal.objects.count() == 0
    send(world, inquiry)
    Inquiry.objects.filter(pk=inquiry.pk).update(**withdrawn())
    send(world, inquiry, WITHDRAWAL)
    assert Withdrawal.objects.get().follow_up_id == FollowUp.objects.get().pk
    assert json.loads(Passage.objects.get(crossing="withdrawal").payload) == {}


def test_a_standing_goes_back_to_its_inquiry_as_often_as_it_changes(world, inquiry):
    send(world, inquiry)
    follow_up = FollowUp.objects.get()
    for word in ("with_medical", "closed"):
        FollowUp.objects.filter(pk=follow_up.pk).update(standing=word)
        with acting_for(Side.MEDICAL, reason="task"):
            cross(STANDING, source_id=follow_up.pk, by=None, basis="task")
    assert {row.inquiry_id for row in Standing.objects.all()} == {inquiry.pk}
    assert Passage.objects.filter(crossing="standing", person_id=None).count() == 2
    assert not Correspondence.objects.filter(crossing="standing").exists()


def test_the_other_side_cannot_call_the_function(world, inquiry):
    with acting_as(world.msl1), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        cross(INQUIRY, source_id=inquiry.pk, by=world.rep1, basis="test")
    with acting_as(world.msl1), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        preview(INQUIRY, {"verbatim": "x"})


def test_the_preview_is_what_the_door_sends(world, inquiry):
    values = {near: getattr(inquiry, near) for near in INQUIRY.fields.values()}
    with acting_as(world.rep1):
        shown = preview(INQUIRY, values)
    send(world, inquiry)
    assert shown == json.loads(Passage.objects.get().payload)
    with acting_as(world.rep1):
        assert preview(WITHDRAWAL, {}) == {}


def test_a_preview_reads_text_where_the_driver_gives_text(world, monkeypatch):
    """psycopg2 gives back text or a dictionary, after what Django registered."""

    class Text:
        def __enter__(self):
            return self

        def __exit__(self, *exc):
            return None

        def execute(self, *args):
            return None

        def fetchone(self):
            return self.row

    class Connection:
        cursor = Text

    monkeypatch.setattr(doors, "connection", Connection)
    for Text.row in (('{"a": 1}',), ({"a": 1},)):
        assert preview(INQUIRY, {}) == {"a": 1}


def test_a_crossing_is_declared_once(monkeypatch):
    monkeypatch.setattr(doors, "CROSSINGS", {})
    assert declare(INQUIRY) is INQUIRY
    assert declare(INQUIRY) is INQUIRY
    other = doors.Crossing(**{**INQUIRY.__dict__, "opened_by": (Role.MSL,)})
    with pytest.raises(ValueError, match="“inquiry” is declared twice"):
        declare(other)
    assert doors.CROSSINGS == {"inquiry": INQUIRY}


@pytest.mark.parametrize(
    ("field", "words", "sentence"),
    [
        ("contact_phone", "call her about 40 scripts", PHONE_SENTENCE),
        ("contact_phone", "+1 555 0142", None),
        ("contact_email", "forty scripts a month", EMAIL_SENTENCE),
        ("contact_email", "e@northgate.example", None),
        # Django takes both for addresses.
        ("contact_email", '"\x01\x02\x03"@northgate.example', EMAIL_SENTENCE),
        ("contact_email", "e@north\u180b\u180c\ufe00gate.example", EMAIL_SENTENCE),
    ],
)
def test_no_words_ride_along_in_a_number_or_an_address(world, field, words, sentence):
    entry = entry_for(world.north_hcp, **{field: words})
    assert missing(entry, now=timezone.now()) == ({field: sentence} if sentence else {})


def test_names_of_a_door():
    assert (STANDING.function, STANDING.role) == ("door_2_standing", "threshold_door_2_standing")
    assert STANDING.direction == "MEDICAL > COMMERCIAL"


class TestRefusals:
    def test_a_note_outside_a_request_is_nowhere(self, db):
        refusals.note("door", "nowhere")
        assert Refusal.objects.count() == 0

    def test_notes_outlive_what_was_rolled_back(self, world):
        def refused_and_broken():
            with refusals.collecting(person_id=str(world.rep1.pk), side="COMMERCIAL", request_id="r1"):
                with acting_as(world.rep1):
                    refusals.note("screening", "p" * 300, detail=[{"rule": "R1"}], text="t" * 25_000)
                    raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            refused_and_broken()
        row = Refusal.objects.get()
        assert (row.kind, len(row.place), len(row.text), row.side) == (
            "screening",
            200,
            refusals.MOST_TEXT,
            "COMMERCIAL",
        )
        assert (row.person_id, row.request_id, row.detail) == (world.rep1.pk, "r1", [{"rule": "R1"}])

    def test_nobody_is_written_as_nobody(self, db):
        with refusals.collecting():
            refusals.note("policy", "home")
        assert (Refusal.objects.get().person_id, Refusal.objects.get().detail) == (None, [])

    def test_nothing_noted_writes_nothing(self):
        """No database mark on this test: a query would fail it."""
        with refusals.collecting() as collected:
            pass
        assert collected == []

    def test_a_grant_across_is_noted(self, world):
        with refusals.collecting():
            with pytest.raises(grants.GrantAcross):
                grants.grant(world.rep1, "work_medicalterritory", world.medical_north)
            with pytest.raises(ValueError, match="can never be granted"):
                grants.grant(world.msl1, "delete_medicalterritory", world.medical_north)
            with pytest.raises(ValueError, match="can never be granted"):
                grants.revoke(world.msl1, "read_hcp", world.north_hcp)
            world.msl1.is_active = False
            with pytest.raises(grants.GrantAcross):
                grants.grant(world.msl1, "work_medicalterritory", world.medical_north)
        assert [(row.kind, row.place) for row in Refusal.objects.all()] == [
            ("grant", "people.MedicalTerritory")
        ] * 2
