"""A moment at the ends of the calendar closes no page: whoever typed one would shut out all who see the record."""

import pytest

from accounts.medical.models import CallReport, PlannedVisit, SafetyRecord

from .reports import typed

FAR = ("0001-01-01T00:00", "9999-12-31T23:59")
ZONES = ("America/New_York", "Europe/Vienna")
SAYS = "between the years 1900 and 2199"


@pytest.fixture(params=ZONES)
def msl(request, world, client):
    """msl1, signed in, in a zone on either side of UTC."""
    world.msl1.time_zone = request.param
    world.msl1.save(update_fields=["time_zone"])
    client.force_login(world.msl1)
    return client


@pytest.mark.parametrize("moment", FAR)
def test_a_visit_is_not_planned_there(world, msl, moment):
    values = {"starts_at": moment, "minutes": "30", "channel": "phone", "topic": "", "objective": ""}
    answer = msl.post(f"/accounts/medical/visits/new/?hcp={world.north_hcp.pk}", values)
    assert answer.status_code == 422
    assert SAYS in answer.content.decode()
    assert PlannedVisit.objects.count() == 0


@pytest.mark.parametrize("moment", FAR)
@pytest.mark.parametrize("field", ["met_at", "safety_aware_at"])
def test_nothing_was_held_or_heard_there(world, msl, moment, field):
    heard = {
        "adverse_event": "yes",
        "safety_kind": "adverse_event",
        "safety_description": "A rash.",
        field: moment,
    }
    answer = msl.post(f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}", typed(world, **heard))
    assert answer.status_code == 422
    assert SAYS in answer.content.decode()
    assert SafetyRecord.objects.count() == 0
    assert msl.get("/accounts/medical/safety/").status_code == 200


@pytest.mark.parametrize("moment", FAR)
def test_typing_one_loses_nothing(world, msl, moment):
    at = f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}"
    answer = msl.post(at, typed(world, met_at=moment, action="autosave"))
    assert answer["Draft-Outcome"] == "kept"
    draft = CallReport.objects.get()
    assert draft.typed["met_at"] == [moment]
    assert 1900 < draft.met_at.year < 2199
    assert msl.get(f"/accounts/medical/reports/{draft.pk}/edit/").status_code == 200
    assert msl.get("/accounts/medical/reports/").status_code == 200
