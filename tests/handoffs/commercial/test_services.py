"""Keeping, sending, withdrawing, reporting: what is written, what crosses, what is refused."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from handoffs.commercial import preview, rules, services
from handoffs.commercial.models import AdverseEvent, Inquiry, InquiryStep
from handoffs.door import INQUIRY
from handoffs.medical.models import FollowUp, Withdrawal
from handoffs.protocol import NotNow
from msl_governance.firewall import doors, refusals
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.models import Passage, Refusal
from tests.handoffs.commercial.support import CLEAN, OFFENDING, entry_for


def steps_of(inquiry):
    rows = InquiryStep.objects.filter(inquiry=inquiry).order_by("number")
    return [(row.name, row.number, row.from_state, row.to_state, row.by_id) for row in rows]


def test_sending_takes_steps_one_and_two_and_crosses(world, sent):
    rep = world.rep1.pk
    assert steps_of(sent) == [
        ("acknowledge", 1, "draft", "draft", rep),
        ("submit", 2, "draft", "submitted", rep),
    ]
    assert sent.territory_id == world.commercial_north.pk
    assert sent.acknowledged_at <= sent.submitted_at
    assert FollowUp.objects.get().verbatim == CLEAN
    assert not AdverseEvent.objects.exists()


def test_what_crosses_is_what_was_previewed_to_the_byte(world):
    entry = entry_for(world.north_hcp, verbatim='Zażółć ‚gęślą‘ jaźń?\n\t“µ-opioid”  β \\u0041 "x" 🫀')
    with acting_as(world.rep1):
        shown = preview.values_of(entry, world.north_hcp)
        with connection.cursor() as cursor:
            cursor.execute(
                f"select {INQUIRY.function}_build(%s::jsonb)::text", [json.dumps(shown, default=str)]
            )
            previewed = cursor.fetchone()[0]
        services.submit_inquiry(by=world.rep1, entry=entry)
    assert Passage.objects.get().payload == previewed
    arrived = FollowUp.objects.values(*INQUIRY.fields).get()
    assert json.loads(previewed) == {name: str(v) if name == "hcp_id" else v for name, v in arrived.items()}


def test_nothing_but_the_declared_fields_crosses(world):
    entry = entry_for(world.north_hcp, signature_name="Elena Marchetti, signed")
    with acting_as(world.rep1):
        sent = services.submit_inquiry(by=world.rep1, entry=entry)
    payload = Passage.objects.get().payload
    assert set(json.loads(payload)) == set(INQUIRY.fields)
    for secret in (
        sent.pk,
        world.rep1.pk,
        world.rep1.full_name,
        world.commercial_north.pk,
        "Elena Marchetti, signed",
    ):
        assert str(secret) not in payload
    assert sent.disclaimer_version == rules.DISCLAIMER_VERSION


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("hcp", {"hcp_id": None}),
        ("contact_phone", {"contact_phone": "", "contact_email": ""}),
        ("contact_phone", {"contact_phone": "call her about the target"}),
        ("kind", {"kind": ""}),
        ("verbatim", {"verbatim": "  \n"}),
        ("adverse_event", {"adverse_event": None}),
        ("unprompted", {"unprompted": False}),
        ("acknowledged", {"acknowledged": False}),
        ("acknowledged_at", {"acknowledged_at": None}),
        ("acknowledged_at", {"acknowledged_at": timezone.now() + timedelta(hours=1)}),
        ("acknowledged_at", {"acknowledged_at": timezone.now() - timedelta(days=31)}),
    ],
)
def test_incomplete_entry_does_not_cross(world, field, changes):
    with acting_as(world.rep1), pytest.raises(services.Incomplete) as caught:
        services.submit_inquiry(by=world.rep1, entry=entry_for(world.north_hcp, **changes))
    assert list(caught.value.problems) == [field]
    assert not Inquiry.objects.exists()
    assert not Passage.objects.exists()


@pytest.mark.parametrize("phone", ["+1 555 0142", "(555) 014-2000 ext. 7", "0555.0142 x12", ""])
def test_plain_numbers_may_cross(phone):
    assert rules.phone_is_plain(phone)


def test_offending_text_is_held_and_compliance_sees_it(world):
    with pytest.raises(services.Held) as caught, refusals.collecting(person_id=world.rep1.pk):
        with acting_as(world.rep1):
            services.submit_inquiry(by=world.rep1, entry=entry_for(world.north_hcp, verbatim=OFFENDING))
    assert "40" in caught.value.findings[0].text
    refusal = Refusal.objects.get()
    assert (refusal.kind, refusal.place, refusal.text) == ("screening", "inquiry", OFFENDING)
    assert refusal.detail[0]["rule"] == caught.value.findings[0].rule
    assert refusal.person_id == world.rep1.pk
    assert not Inquiry.objects.exists()


def test_same_words_sent_twice_cross_once(world):
    entry = entry_for(world.north_hcp)
    with acting_as(world.rep1):
        first = services.submit_inquiry(by=world.rep1, entry=entry)
        second = services.submit_inquiry(by=world.rep1, entry=entry)
        other = services.submit_inquiry(by=world.rep1, entry=entry_for(world.south_hcp))
    assert first == second != other
    assert Passage.objects.count() == 2


def test_same_words_at_another_time_are_another_inquiry(world, sent, monkeypatch):
    monkeypatch.setattr(services, "TWIN_WITHIN", timedelta(seconds=-1))
    with acting_as(world.rep1):
        again = services.submit_inquiry(by=world.rep1, entry=entry_for(world.north_hcp))
    assert again != sent


def test_draft_sent_twice_crosses_once(world):
    entry = entry_for(world.north_hcp)
    with acting_as(world.rep1):
        draft = services.save_draft(by=world.rep1, entry=entry)
        first = services.submit_inquiry(by=world.rep1, entry=entry, inquiry_id=draft.pk)
        second = services.submit_inquiry(by=world.rep1, entry=entry, inquiry_id=draft.pk)
    assert draft == first == second
    assert [row[0] for row in steps_of(draft)] == ["acknowledge", "submit"]
    assert Passage.objects.count() == 1


def test_draft_keeps_what_is_there_and_may_offend(world):
    with acting_as(world.rep1):
        draft = services.save_draft(by=world.rep1, entry=rules.Entry(verbatim=OFFENDING))
        assert (draft.state, draft.acknowledged_at, draft.hcp_id) == ("draft", None, None)
        kept = services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp), inquiry_id=draft.pk)
        assert kept.acknowledged
        heard = timezone.now() - timedelta(days=2)
        undone = services.save_draft(
            by=world.rep1,
            entry=entry_for(world.north_hcp, acknowledged=False, acknowledged_at=heard),
            inquiry_id=draft.pk,
        )
    assert (undone.acknowledged, undone.acknowledged_at) == (False, heard)
    assert not steps_of(draft)
    assert not Passage.objects.exists()


def test_doctor_outside_ones_territory_counts_for_ones_own(world):
    with acting_as(world.rep1):
        draft = services.save_draft(by=world.rep1, entry=entry_for(world.south_hcp))
        assert draft.territory_id == world.commercial_north.pk


def test_rep_without_a_territory_may_still_pass_a_question_on(world):
    from msl_governance.firewall import grants

    grants.revoke(world.rep1, "work_commercialterritory", world.commercial_north)
    world.rep1._territory_ids = None
    with acting_as(world.rep1):
        assert services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp)).territory_id is None


def test_sent_is_locked(world, sent):
    with acting_as(world.rep1):
        with pytest.raises(NotNow):
            services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp), inquiry_id=sent.pk)
        with pytest.raises(NotNow):
            services.delete_draft(by=world.rep1, inquiry_id=sent.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            Inquiry.objects.filter(pk=sent.pk).update(verbatim="other")


@pytest.mark.parametrize(
    ("sent_first", "changes"),
    [
        (False, {"state": "withdrawn", "submitted_at": timezone.now(), "withdrawn_at": timezone.now()}),
        (True, {"state": "draft", "submitted_at": None}),
    ],
)
def test_the_database_knows_the_steps_of_an_inquiry_and_no_other(world, sent_first, changes):
    """Draft to withdrawn, or back to a draft: no step does that, and no SQL of commercial's own either."""
    with acting_as(world.rep1):
        inquiry = services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp))
        if sent_first:
            services.submit_inquiry(by=world.rep1, entry=entry_for(world.north_hcp), inquiry_id=inquiry.pk)
        with pytest.raises(DatabaseError, match="There is no such step"), transaction.atomic():
            Inquiry.objects.filter(pk=inquiry.pk).update(**changes)


def test_another_reps_inquiry_does_not_exist(world, sent):
    with acting_as(world.rep2):
        for act in (
            lambda: services.save_draft(by=world.rep2, entry=rules.Entry(), inquiry_id=sent.pk),
            lambda: services.withdraw_inquiry(by=world.rep2, inquiry_id=sent.pk),
            lambda: services.delete_draft(by=world.rep2, inquiry_id=sent.pk),
        ):
            with pytest.raises(Inquiry.DoesNotExist):
                act()


@pytest.mark.parametrize("name", ["sales_director1", "vp_commercial1", "event_coordinator1"])
def test_only_a_representative_writes(world, sent, name):
    person = getattr(world, name)
    with acting_as(person):
        with pytest.raises(NotNow):
            services.submit_inquiry(by=person, entry=entry_for(world.north_hcp))
        with pytest.raises(Inquiry.DoesNotExist):
            services.withdraw_inquiry(by=person, inquiry_id=sent.pk)
    assert Passage.objects.count() == 1


def test_lapsed_attestation_closes_the_door_and_keeps_nothing(world):
    world.rep1.attested_on = timezone.localdate() - timedelta(days=400)
    with acting_as(world.rep1), pytest.raises(doors.DoorClosed, match="lapsed"):
        services.submit_inquiry(by=world.rep1, entry=entry_for(world.north_hcp))
    assert not Inquiry.objects.exists()


def test_withdrawal_is_told_once(world, sent):
    with acting_as(world.rep1):
        services.withdraw_inquiry(by=world.rep1, inquiry_id=sent.pk)
        again = services.withdraw_inquiry(by=world.rep1, inquiry_id=sent.pk)
    assert again.state == "withdrawn"
    assert steps_of(sent)[-1][:4] == ("withdraw", 2, "submitted", "withdrawn")
    assert Withdrawal.objects.get().follow_up == FollowUp.objects.get()


def test_draft_cannot_be_withdrawn(world):
    with acting_as(world.rep1):
        draft = services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp))
        with pytest.raises(NotNow):
            services.withdraw_inquiry(by=world.rep1, inquiry_id=draft.pk)


def test_draft_can_be_deleted_unless_it_tells_of_an_adverse_event(world):
    with acting_as(world.rep1):
        draft = services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp, adverse_event=True))
        with pytest.raises(NotNow, match="adverse event"):
            services.delete_draft(by=world.rep1, inquiry_id=draft.pk)
        services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp), inquiry_id=draft.pk)
        services.delete_draft(by=world.rep1, inquiry_id=draft.pk)
    assert not Inquiry.objects.exists()


@pytest.fixture
def event(world):
    """An adverse event mentioned with an inquiry."""
    with acting_as(world.rep1):
        services.submit_inquiry(by=world.rep1, entry=entry_for(world.north_hcp, adverse_event=True))
        return AdverseEvent.objects.get()


def test_adverse_event_is_due_24_hours_from_awareness(event, world):
    """Aware is when it was heard; who says that they heard it after they began to write is held to the writing."""
    assert event.aware_at == min(event.inquiry.created_at, event.inquiry.acknowledged_at)
    assert rules.aware_at(event.inquiry.created_at, None) == event.inquiry.created_at
    assert event.due_at - event.aware_at == timedelta(hours=24)
    assert event.reported_by_id == world.rep1.pk


def test_adverse_event_is_forwarded_with_a_receipt(event, world):
    def forward(number):
        return services.forward_adverse_event(by=world.rep1, event_id=event.pk, receipt_number=number)

    with acting_as(world.rep1):
        with pytest.raises(NotNow, match="receipt number"):
            forward("  ")
        first = forward(" DS-7 ")
        assert (first.receipt_number, forward("DS-7").forwarded_at) == ("DS-7", first.forwarded_at)
        with pytest.raises(NotNow, match="already"):
            forward("DS-8")


def test_adverse_event_of_another_rep_does_not_exist(event, world):
    with acting_as(world.rep2), pytest.raises(AdverseEvent.DoesNotExist):
        services.forward_adverse_event(by=world.rep2, event_id=event.pk, receipt_number="1")


def test_compliance_reads_every_inquiry_drafts_included(world, sent):
    with acting_as(world.rep1):
        services.save_draft(by=world.rep1, entry=rules.Entry(verbatim="Half a question"))
    with acting_as(world.compliance1):
        assert Inquiry.objects.visible_to(world.compliance1).count() == 2
