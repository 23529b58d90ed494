"""By mail at once, once a day, or not at all: as one chose, and never silent about a duty."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import ProgrammingError, transaction
from django.utils import timezone

from msl_governance.firewall.database import acting_as, acting_for
from msl_governance.firewall.sides import Side
from msl_governance.notifications import outbox, selectors, services
from msl_governance.notifications.models import (
    CommercialChoice,
    CommercialNotice,
    MedicalChoice,
    MedicalNotice,
    Notice,
)
from msl_governance.people.models import Person

from .test_notices import WRITERS, write

ADDRESS = "/notifications/preferences/"
ALL_NOW = dict.fromkeys(Notice.Kind.values, "now")


def send(side=Side.MEDICAL):
    with acting_for(side, reason="test"):
        return outbox.send_waiting(side)


def choose(world, name, **wishes):
    person = getattr(world, name)
    with acting_as(person):
        services.choose(by=person, wishes=wishes)


@pytest.fixture
def noon(time_machine):
    """A still noon in New York; the database's clock goes on, so mails at once are due by then."""
    time_machine.move_to(
        timezone.now().replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=1), tick=False
    )
    return time_machine


@pytest.mark.parametrize("name", WRITERS)
def test_the_page_keeps_ones_own_choice(client, world, name):
    client.force_login(getattr(world, name))
    assert client.get(ADDRESS).status_code == 200
    assert client.post(ADDRESS, ALL_NOW | {"clock_near": "never", "inquiry_waits": "daily"}).url == ADDRESS
    person = getattr(world, name)
    with acting_as(person):
        kept = selectors.choices_of(person)
    assert (kept["clock_near"], kept["inquiry_waits"], kept["adverse_event"]) == ("never", "daily", "now")
    client.post(ADDRESS, ALL_NOW)
    with acting_as(person):
        assert set(selectors.choices_of(person).values()) == {"now"}


def test_a_duty_cannot_be_silenced(client, world):
    client.force_login(world.msl1)
    page = client.post(ADDRESS, ALL_NOW | {"adverse_event": "never"})
    assert page.status_code == 422
    for wishes in ({"adverse_event": "never"}, {"gossip": "now"}, {"clock_near": "weekly"}):
        with pytest.raises(ValueError, match="“"):
            choose(world, "msl1", **wishes)
    with acting_as(world.msl1):
        MedicalChoice.objects.create(person_id=world.msl1.pk, kind="adverse_event", how="never")
    write(world, "msl1", kind="adverse_event")
    assert send() == 1


def test_the_administrator_has_none(client, world):
    client.force_login(world.administrator1)
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert "Nothing is sent to your role" in page.content.decode()
    with acting_as(world.administrator1):
        assert set(selectors.choices_of(world.administrator1).values()) == {"now"}


def test_no_side_reads_the_choices_of_the_other(world):
    choose(world, "rep1", clock_near="never")
    with (
        acting_as(world.msl1),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        list(CommercialChoice.objects.all())


def test_never_is_in_the_app_and_in_no_mail(world):
    choose(world, "msl1", clock_near="never")
    write(world, "msl1", kind="clock_near")
    assert send() == 0
    assert mail.outbox == []
    with acting_as(world.msl1):
        assert selectors.unread_count(world.msl1) == 1


def test_once_a_day_is_one_mail_at_eight_where_the_person_lives(world, noon, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 2)
    Person.objects.filter(pk=world.msl1.pk).update(time_zone="Asia/Tokyo")
    choose(world, "msl1", inquiry_waits="daily")
    for number in range(5):
        write(world, "msl1", unique_for=str(number))
    due = MedicalNotice.objects.first().mail_after
    assert due.astimezone(UTC).strftime("%H:%M") == "23:00"
    assert send() == 0
    noon.move_to(due + timedelta(seconds=1), tick=False)
    assert send() == 1
    assert send() == 0
    assert [one.to for one in mail.outbox] == [["msl1@threshold.example"]]
    assert MedicalNotice.objects.filter(mailed_at=None).count() == 0


def test_a_digest_leaves_what_is_mailed_at_once_alone(world, noon):
    choose(world, "rep1", standing_changed="daily")
    write(world, "rep1", kind="standing_changed")
    write(world, "rep1", kind="adverse_event", unique_for="two")
    write(world, "rep1", kind="standing_changed", unique_for="three")
    assert send(Side.COMMERCIAL) == 1
    noon.move_to(CommercialNotice.objects.get(unique_for="one").mail_after + timedelta(minutes=1), tick=False)
    write(world, "rep1", kind="adverse_event", unique_for="four")
    assert send(Side.COMMERCIAL) == 2
    assert len({(one.subject, one.body) for one in mail.outbox}) == 1


def test_a_digest_that_fails_waits_whole(world, noon, monkeypatch):
    choose(world, "msl1", inquiry_waits="daily")
    for number in range(2):
        write(world, "msl1", unique_for=str(number))
    noon.move_to(MedicalNotice.objects.first().mail_after, tick=False)
    monkeypatch.setattr(outbox, "_send", lambda *words: False)
    assert send() == 0
    assert MedicalNotice.objects.filter(mailed_at=None, mail_failures=1).count() == 2


@pytest.mark.parametrize(
    ("now", "zone", "due"),
    [
        ("2026-03-04T12:59:59", "America/New_York", "2026-03-04T13:00:00"),
        ("2026-03-04T13:00:00", "America/New_York", "2026-03-05T13:00:00"),
        ("2026-03-07T20:00:00", "America/New_York", "2026-03-08T12:00:00"),
        ("2026-03-04T12:00:00", "Nowhere/Land", "2026-03-04T13:00:00"),
        ("2026-03-04T12:00:00", "Asia/Tokyo", "2026-03-04T23:00:00"),
    ],
)
def test_the_next_morning(now, zone, due):
    """The third is the night in which the clock goes forward."""
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert services.next_digest(moment, zone) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_who_is_not_in_the_directory_lives_in_the_houses_zone(world):
    with acting_as(world.msl1):
        assert selectors.time_zone_of(Side.MEDICAL, world.rep1.pk) == ""
