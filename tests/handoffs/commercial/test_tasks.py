"""Notices of what moved, and reminders: each once, however often the task runs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from handoffs.commercial import services, tasks
from handoffs.commercial.models import AdverseEvent, Inquiry
from msl_governance.firewall.database import acting_as
from msl_governance.notifications.models import CommercialNotice
from tests.handoffs.commercial.support import CLEAN, entry_for


def notices(task, times=2):
    """Kind, address and person of every notice after the task ran several times."""
    for _n in range(times):
        task()
    return sorted(CommercialNotice.objects.values_list("kind", "url", "person_id"))


@pytest.fixture
def later(monkeypatch):
    """``later(hours)``: the tasks run that much later."""

    def shift(hours):
        moment = timezone.now() + timedelta(hours=hours)
        monkeypatch.setattr(tasks.timezone, "now", lambda: moment)

    return shift


def detail(inquiry):
    return reverse("handoffs_commercial:detail", args=[inquiry.pk])


def test_each_standing_and_interest_is_told_once(world, sent, told, released):
    assert notices(tasks.notice_standings) == []
    told("with_medical")
    rep = world.rep1.pk
    assert notices(tasks.notice_standings) == []
    told("closed")
    released(timezone.localdate())
    assert notices(tasks.notice_standings) == [
        ("interest_released", detail(sent), rep),
        ("standing_changed", detail(sent), rep),
    ]


def test_notice_holds_nothing_of_the_record(world, sent, told):
    told("closed")
    tasks.notice_standings()
    words = " ".join(str(value) for value in CommercialNotice.objects.values().get().values())
    for secret in (CLEAN, "Marchetti", "closed", "mechanism"):
        assert secret not in words


@pytest.mark.parametrize(("hours", "expected"), [(1, 0), (21, 1), (25, 1)])
def test_adverse_event_is_reminded_of_near_its_time_and_after(world, later, hours, expected):
    with acting_as(world.rep1):
        sent = services.submit_inquiry(by=world.rep1, entry=entry_for(world.north_hcp, adverse_event=True))
    later(hours)
    assert notices(tasks.remind) == [("adverse_event", detail(sent), world.rep1.pk)] * expected


def test_near_and_overdue_are_two_notices(world, later):
    with acting_as(world.rep1):
        services.submit_inquiry(by=world.rep1, entry=entry_for(world.north_hcp, adverse_event=True))
    later(21)
    tasks.remind()
    later(25)
    assert len(notices(tasks.remind)) == 2


def test_forwarded_adverse_event_is_not_reminded_of(world, later):
    with acting_as(world.rep1):
        services.submit_inquiry(by=world.rep1, entry=entry_for(world.north_hcp, adverse_event=True))
        event = AdverseEvent.objects.get()
        services.forward_adverse_event(by=world.rep1, event_id=event.pk, receipt_number="DS-1")
    later(30)
    assert notices(tasks.remind) == []


def test_old_draft_is_reminded_of(world, later):
    with acting_as(world.rep1):
        draft = services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp))
    assert notices(tasks.remind) == []
    edit = reverse("handoffs_commercial:edit", args=[draft.pk])
    later(24 * 10)
    assert notices(tasks.remind) == [("clock_overdue", edit, world.rep1.pk)]


def test_draft_is_reminded_of_before_its_clock_runs_out(world, monkeypatch):
    monkeypatch.setattr(tasks.clocks, "NEAR", timedelta(0))
    with acting_as(world.rep1):
        draft = services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp))
    ends = tasks.clocks.due(
        tasks.clocks.Clock.ACKNOWLEDGE, draft.created_at, holidays=(), tz=timezone.get_default_timezone()
    )
    monkeypatch.setattr(tasks.timezone, "now", lambda: ends - timedelta(hours=1))
    assert [kind for kind, *_ in notices(tasks.remind)] == ["clock_near"]


def test_adverse_event_in_a_draft_is_reminded_of(world, later):
    with acting_as(world.rep1):
        services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp, adverse_event=True))
    assert notices(tasks.remind) == []
    later(21)
    kinds = [kind for kind, *_ in notices(tasks.remind)]
    assert "adverse_event" in kinds
    later(24 * 10)
    kinds = [kind for kind, *_ in notices(tasks.remind)]
    assert kinds.count("adverse_event") == 2


def test_sent_inquiry_is_not_reminded_of(world, sent, later):
    later(24 * 10)
    assert notices(tasks.remind) == []
    assert Inquiry.objects.exists()


def test_notice_of_an_expired_interest_is_put_away(world, sent, released):
    released(timezone.localdate() - timedelta(days=1))
    tasks.notice_standings()
    tasks.expire_interests()
    assert CommercialNotice.objects.get().read_at is not None


def test_notice_of_a_live_interest_stays(world, sent, released):
    released(timezone.localdate())
    tasks.notice_standings()
    tasks.expire_interests()
    assert CommercialNotice.objects.get().read_at is None
