"""A draft of one's own is deleted, asked first; nothing else is, and a side effect heard does not go with it."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.medical import services
from accounts.medical.finding.models import ReportWords
from accounts.medical.models import CallReport
from msl_governance.firewall.database import acting_as

from .reports import draft, submitted


@pytest.fixture
def begun(world):
    """A draft of msl1's."""
    with acting_as(world.msl1):
        return services.save_draft(
            by=world.msl1, client_key=uuid4(), draft=draft(world), typed={"summary": ["Not worth it"]}
        )


def address(report):
    return f"/accounts/medical/reports/{report.pk}/discard/"


def test_it_is_asked_and_then_gone_with_its_words_and_the_history_knows(world, begun, msl):
    page = msl.get(address(begun)).content.decode()
    assert "Delete this draft?" in page
    assert "Elena Marchetti" in page
    assert CallReport.objects.exists()
    page = msl.post(address(begun), follow=True).content.decode()
    assert "The draft is deleted." in page
    assert not CallReport.objects.exists()
    assert not ReportWords.objects.exists()
    kept = CallReport.history.filter(id=begun.pk).order_by("history_date")
    assert [(one.history_type, one.history_user_id) for one in kept][-1] == ("-", world.msl1.pk)
    assert kept.last().typed == {"summary": ["Not worth it"]}


def test_the_form_and_what_it_says_when_it_is_kept_lead_there(world, begun, msl):
    page = msl.get(f"/accounts/medical/reports/{begun.pk}/edit/").content.decode()
    assert address(begun) in page
    new = f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}"
    assert "discard" not in msl.get(new).content.decode()
    sent = {
        "client_key": str(uuid4()),
        "action": "autosave",
        "met_at": "2026-01-05T10:00",
        "channel": "video",
    }
    kept = msl.post(new, sent, headers={"HX-Request": "true"})
    assert address(CallReport.objects.exclude(pk=begun.pk).get()) in kept.content.decode()


def test_a_side_effect_that_was_heard_does_not_go_with_the_draft(world, msl):
    with acting_as(world.msl1):
        one = services.save_draft(
            by=world.msl1, client_key=uuid4(), draft=draft(world), typed={"adverse_event": ["yes"]}
        )
    answer = msl.post(address(one))
    assert answer.status_code == 422
    assert "Finish and sign it" in answer.content.decode()
    assert CallReport.objects.filter(pk=one.pk).exists()


def test_nobody_deletes_another_s_draft_nor_anybody_what_is_signed(world, begun, client):
    with acting_as(world.msl_director1), pytest.raises(PermissionDenied):
        services.discard_draft(by=world.msl_director1, draft=begun)
    with acting_as(world.msl1):
        done = submitted(world)
        with pytest.raises(ValidationError, match="not deleted"):
            services.discard_draft(by=world.msl1, draft=done)
    for person, report in (
        (world.msl_director1, begun),
        (world.msl2, begun),
        (world.rep1, begun),
        (world.msl1, done),
    ):
        client.force_login(person)
        assert client.get(address(report)).status_code == 404, person.role
        assert client.post(address(report)).status_code == 404, person.role
    assert CallReport.objects.count() == 2
