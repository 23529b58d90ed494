"""The outbox: every notice is mailed once, and no mail tells anything."""

import re

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from msl_governance.firewall.database import acting_for
from msl_governance.firewall.sides import Side
from msl_governance.notifications import outbox, tasks
from msl_governance.notifications.models import MedicalNotice, Notice
from msl_governance.people.models import Person

from .test_notices import WRITERS, write

TASKS = {
    "msl1": tasks.send_mail_of_medical,
    "rep1": tasks.send_mail_of_commercial,
    "compliance1": tasks.send_mail_of_oversight,
}


@pytest.mark.parametrize("name", WRITERS)
def test_each_side_sends_its_own_once(world, name):
    for other in WRITERS:
        write(world, other)
    TASKS[name]()
    TASKS[name]()
    assert [message.to for message in mail.outbox] == [[f"{name}@threshold.example"]]
    for other, (_service, model) in WRITERS.items():
        assert (model.objects.get().mailed_at is not None) is (other == name)


def test_the_mail_is_the_same_for_every_side_and_kind_and_carries_no_content(world):
    for name in WRITERS:
        for kind in Notice.Kind.values:
            write(
                world, name, kind=kind, url="/handoffs/medical/canary-7f3a/", unique_for=f"canary-7f3a-{kind}"
            )
        TASKS[name]()
    # Headers too: only whom it is for, when it was made and its own number differ.
    varying = ("To", "Date", "Message-ID")
    heads = {tuple(pair for pair in one.message().items() if pair[0] not in varying) for one in mail.outbox}
    texts = {(message.subject, message.body) for message in mail.outbox}
    assert len(heads) == 1
    assert {name for name, _value in heads.pop()} == {
        "Subject", "From", "Content-Type", "MIME-Version", "Content-Transfer-Encoding",
    }  # fmt: skip
    assert len(mail.outbox) == len(WRITERS) * len(Notice.Kind.values)
    assert len(texts) == 1
    whole = " ".join(texts.pop()).lower()
    assert "/notifications/" in whole
    assert not re.search(
        "canary|inquiry|overdue|interest|adverse|medical|commercial|compliance|handoffs", whole
    )
    assert not mail.outbox[0].attachments


def test_a_mail_that_fails_waits_behind_the_others(world, monkeypatch, caplog):
    write(world, "msl1", unique_for="fails")
    write(world, "msl1", unique_for="works", to=world.msl2)

    def refuse(self, messages):
        if "msl1" in messages[0].to[0]:
            raise OSError("msl1@threshold.example was refused")
        return real(self, messages)

    real = locmem.EmailBackend.send_messages
    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)
    with acting_for(Side.MEDICAL, reason="test"):
        assert outbox.send_waiting(Side.MEDICAL) == 1
    failed = MedicalNotice.objects.get(unique_for="fails")
    assert (failed.mailed_at, failed.mail_failures) == (None, 1)
    assert "msl1@" not in caplog.text
    monkeypatch.undo()
    write(world, "msl1", unique_for="later", to=world.msl2)
    monkeypatch.setattr(outbox, "BATCH", 1)
    with acting_for(Side.MEDICAL, reason="test"):
        assert outbox.send_waiting(Side.MEDICAL) == 1
        assert MedicalNotice.objects.get(unique_for="later").mailed_at
        assert outbox.send_waiting(Side.MEDICAL) == 1
        assert outbox.send_waiting(Side.MEDICAL) == 0
    assert mail.outbox[-1].to == ["msl1@threshold.example"]


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_who_has_no_address_or_left_gets_no_mail(world, change):
    Person.objects.filter(pk=world.msl1.pk).update(**change)
    write(world, "msl1")
    with acting_for(Side.MEDICAL, reason="test"):
        assert outbox.send_waiting(Side.MEDICAL) == 0
    assert mail.outbox == []
    assert MedicalNotice.objects.get().mailed_at is not None


def test_a_slow_mail_server_ends_the_run_and_what_was_sent_stays_sent(world, monkeypatch):
    """Else the database ends the idle transaction, and everybody gets all of it again."""
    clock = iter(range(0, 1000, 9))
    monkeypatch.setattr(outbox, "monotonic", lambda: next(clock))
    for number in range(6):
        write(world, "msl1", unique_for=f"slow-{number}")
    tasks.send_mail_of_medical()
    assert len(mail.outbox) == MedicalNotice.objects.exclude(mailed_at=None).count() == 2
    monkeypatch.undo()
    tasks.send_mail_of_medical()
    assert len(mail.outbox) == MedicalNotice.objects.exclude(mailed_at=None).count() == 6
