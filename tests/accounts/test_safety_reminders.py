"""A safety record that drug safety does not have yet reminds: near, over, once each, without a word of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.medical import tasks
from accounts.medical.drafts import SafetyDraft
from accounts.medical.models import SafetyRecord
from accounts.medical.safety import reminders
from accounts.medical.safety.services import forward_record
from msl_governance.firewall.database import acting_as, acting_for
from msl_governance.firewall.sides import Side
from msl_governance.notifications.models import MedicalNotice
from msl_governance.people.selectors import who_works
from msl_governance.settings.celery import EVERY

from .reports import submitted

TOLD = "A rash after two days."


@pytest.fixture
def record(world):
    """Heard by msl1 an hour ago."""
    with acting_as(world.msl1):
        heard = SafetyDraft("product_complaint", TOLD)
        return submitted(world, adverse_event=True, safety=heard).safety_records.get()


def remind():
    """As the beat does."""
    tasks.remind()


def due_in(record, hours):
    due = timezone.now() + timedelta(hours=hours)
    SafetyRecord.objects.filter(pk=record.pk).update(due_at=due, aware_at=due - timedelta(hours=24))


def told():
    return sorted(MedicalNotice.objects.values_list("unique_for", "person_id"))


def test_nobody_is_told_while_there_is_time(record):
    due_in(record, 8)
    remind()
    assert told() == []


def test_the_author_when_it_is_near_and_the_director_when_it_is_over_once_each(world, record):
    due_in(record, 5)
    remind()
    remind()
    assert [person for _key, person in told()] == [world.msl1.pk]
    due_in(record, -1)
    remind()
    remind()
    over = [person for key, person in told() if ":over:" in key]
    assert sorted(over) == sorted([world.msl1.pk, world.msl_director1.pk])
    assert len(told()) == 3


def test_no_notice_holds_a_word_of_what_was_told(world, record, client):
    due_in(record, -1)
    remind()
    for notice in MedicalNotice.objects.all():
        assert "rash" not in f"{notice.kind} {notice.url} {notice.unique_for} {notice}"
        assert notice.url == f"/accounts/medical/safety/#r-{record.pk}"
    client.force_login(world.msl1)
    page = client.get("/accounts/medical/safety/").content.decode()
    assert f'id="r-{record.pk}"' in page


def test_the_beat_of_the_medical_side_runs_it():
    assert EVERY["medical"]["accounts.medical.tasks.remind"] == 600


def test_what_drug_safety_has_reminds_nobody(world, record):
    due_in(record, 1)
    record.refresh_from_db()
    with acting_as(world.msl1):
        forward_record(by=world.msl1, record=record, receipt_number="PV-1")
    remind()
    assert told() == []


def test_whose_author_has_left_reaches_the_directors_at_once(world, record):
    type(world.msl1).objects.filter(pk=world.msl1.pk).update(is_active=False)
    due_in(record, 5)
    remind()
    assert [person for _key, person in told()] == [world.msl_director1.pk]


def test_where_no_director_works_all_are_told(world, record):
    assert world.msl_director1.pk in who_works(world.medical_north)
    assert who_works(None) == []
    with acting_for(Side.MEDICAL, reason="test"):
        assert reminders._directors_of(None) == [world.msl_director1.pk]
