"""A form that is sent twice, as by a second tap while the first is on its way, makes one record."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.medical.models import (
    Amendment,
    CallReport,
    MslObjective,
    PlannedVisit,
    SafetyRecord,
    Signature,
    StandingRequest,
)
from accounts.medical.objectives.services import change_objective, end_objective, set_objective
from accounts.medical.safety.services import forward_record
from accounts.medical.signing.services import amend_report
from accounts.medical.standing.services import record_standing, withdraw_standing
from accounts.medical.visits.services import cancel_visit, plan_visit
from msl_governance.firewall.database import acting_as
from tests.support.people import PASSWORD

from .reports import submitted, typed
from .test_safety_records import TOLD

DAY = timedelta(days=1)


@pytest.fixture
def msl(world):
    """The MSL of the north, at work."""
    with acting_as(world.msl1):
        yield world.msl1


def test_an_objective(world, msl):
    today = timezone.localdate()
    known = {
        "by": msl, "hcp": world.north_hcp, "topic": world.topic, "aim": "Renal", "period_start": today,
        "period_end": today + DAY,
    }  # fmt: skip
    one = set_objective(**known)
    assert set_objective(**known).pk == one.pk
    assert set_objective(**known | {"aim": "Another"}).pk != one.pk
    end_objective(by=msl, objective=one, state="reached", outcome="Done")
    assert set_objective(**known).pk != one.pk
    assert MslObjective.objects.count() == 3
    # The page of a colleague who has not heard that it has ended.
    with pytest.raises(ValidationError, match="has ended"):
        change_objective(by=msl, objective=one, aim="Late")


def test_a_visit(world, msl):
    known = {"by": msl, "hcp": world.north_hcp, "starts_at": timezone.now() + DAY, "channel": "video"}
    one = plan_visit(**known)
    assert plan_visit(**known).pk == one.pk
    cancel_visit(by=msl, visit=one)
    assert plan_visit(**known).pk != one.pk
    assert PlannedVisit.objects.count() == 2


def test_a_wish(world, msl):
    known = {
        "by": msl, "hcp": world.north_hcp, "topic": world.topic, "wish": "News",
        "asked_on": timezone.localdate(),
    }  # fmt: skip
    one = record_standing(**known)
    assert record_standing(**known).pk == one.pk
    withdraw_standing(by=msl, standing=one)
    assert record_standing(**known).pk != one.pk
    assert StandingRequest.objects.count() == 2


def test_an_amendment(world, msl):
    report = submitted(world)
    words = {"by": msl, "report": report, "reason": "A slip", "confirm": lambda: None}
    first = amend_report(**words, correction="It was the second arm.")
    assert amend_report(**words, correction="It was the second arm.") is None
    second = amend_report(**words, correction="It was the third arm.")
    assert [first.number, second.number] == [1, 2]
    # What was said before something else was said is said anew.
    assert amend_report(**words, correction="It was the second arm.").number == 3
    assert Amendment.objects.count() == 3
    assert Signature.objects.exclude(amendment=None).count() == 3


def test_a_receipt_by_two_who_both_saw_it_missing(world, msl):
    submitted(world, adverse_event=True, safety=TOLD)
    mine, theirs = SafetyRecord.objects.get(), SafetyRecord.objects.get()
    forward_record(by=msl, record=mine, receipt_number="PV-1")
    with pytest.raises(ValidationError, match="another number"):
        forward_record(by=msl, record=theirs, receipt_number="PV-2")


def test_nothing_is_said_to_be_signed_again_where_nobody_showed_who_signs(world, client):
    address = f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}"
    client.force_login(world.msl1)
    sent = typed(world)
    assert client.post(address, sent).status_code == 302
    report = CallReport.objects.get()
    again = client.post(address, sent | {"password": ""})
    assert again.status_code == 422
    assert "it is your signature" in again.content.decode()
    assert client.post(address, sent).status_code == 302
    amend = f"/accounts/medical/reports/{report.pk}/amend/"
    words = {"correction": "It was the second arm.", "reason": "A slip", "password": PASSWORD}
    assert "The amendment is signed" in client.post(amend, words, follow=True).content.decode()
    # A one-time code would be used up by now: none is asked, and nobody is told that they have signed.
    again = client.post(amend, words | {"password": ""}, follow=True).content.decode()
    assert "Nothing was signed again" in again
    assert "The amendment is signed" not in again
    assert client.post(amend, words | {"password": "", "reason": "Another"}).status_code == 422
    assert (CallReport.objects.count(), Amendment.objects.count()) == (1, 1)


def test_other_words_for_a_report_that_was_signed_in_another_window_are_said_not_to_be_in_it(world, client):
    address = f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}"
    client.force_login(world.msl1)
    sent = typed(world)
    client.post(address, sent)
    other = client.post(address, sent | {"summary": "And a thought that came later."})
    page = other.content.decode()
    assert other.status_code == 422
    assert "This report was signed already, with other words." in page
    assert "And a thought that came later." in page
    assert CallReport.objects.get().summary == "Went through the design."
    for more in (
        {"c-0-name": "Ada"},
        {"duration_minutes": "55"},
        {"setting": "Clinic"},
        {"d-0-origin": "proactive"},
    ):
        assert client.post(address, sent | more).status_code == 422
    heard = {"adverse_event": "yes", "safety_kind": "adverse_event", "safety_description": "A rash."}
    assert client.post(address, sent | heard).status_code == 422
    assert client.post(address, sent).status_code == 302
    edit = f"/accounts/medical/reports/{CallReport.objects.get().pk}/edit/"
    kept = client.post(edit, sent | {"action": "autosave"}, headers={"HX-Request": "true"})
    assert (kept.status_code, kept["Draft-Outcome"]) == (422, "locked")
    page = client.post(edit, sent, follow=True).content.decode()
    assert "signed already; this form added nothing to it" in page
