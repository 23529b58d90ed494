"""The exit for adverse events: to drug safety, with a receipt, once; the same receipt again is harmless."""

import pytest
from django.db import IntegrityError, transaction

from handoffs.medical import services
from handoffs.medical.models import MedicalAdverseEvent
from handoffs.protocol import FollowUpState as State
from handoffs.protocol import NotNow
from msl_governance.firewall.database import acting_as

from . import story


def forward(event, by, number="DS-2211"):
    with acting_as(by), transaction.atomic():
        services.forward_adverse_event(event=event, receipt_number=number, by=by)


@pytest.fixture
def event(world):
    story.in_state(world, State.ASSIGNED, adverse_event=True)
    return MedicalAdverseEvent.objects.get()


@pytest.mark.parametrize("who", ["msl1", "msl_director1"])
def test_forwarded_once_with_a_receipt(world, event, who):
    with pytest.raises(NotNow, match="receipt"):
        forward(event, getattr(world, who), number=" ")
    forward(event, getattr(world, who))
    event.refresh_from_db()
    assert event.receipt_number == "DS-2211"
    assert event.forwarded_at is not None
    first = event.forwarded_at
    forward(event, getattr(world, who), number=" DS-2211 ")
    event.refresh_from_db()
    assert event.forwarded_at == first
    with pytest.raises(NotNow, match="already"):
        forward(event, getattr(world, who), number="DS-2212")


@pytest.mark.parametrize("who", ["msl2", "head_of_medical1"])
def test_nobody_out_of_scope_forwards_it(world, event, who):
    with pytest.raises(NotNow, match="role"):
        forward(event, getattr(world, who))


def test_the_database_binds_the_moment_to_the_receipt(world, event):
    with acting_as(world.msl1), pytest.raises(IntegrityError), transaction.atomic():
        MedicalAdverseEvent.objects.filter(pk=event.pk).update(receipt_number="x")


def test_who_reported_it_sees_it_and_oversight_sees_all(world, event):
    with acting_as(world.msl2):
        assert not MedicalAdverseEvent.objects.visible_to(world.msl2).exists()
        MedicalAdverseEvent.objects.create(
            aware_at=event.aware_at, due_at=event.due_at, reported_by_id=world.msl2.pk
        )
        assert MedicalAdverseEvent.objects.visible_to(world.msl2).count() == 1
    with acting_as(world.compliance1):
        assert MedicalAdverseEvent.objects.visible_to(world.compliance1).count() == 2
