"""What comes of a proposal: a fact for both sides that names nobody, and an answer in two words for who proposed it."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.oversight.care import proposals as proposed
from accounts.shared.models import Affiliation, Hcp, Organisation
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.doors import DoorClosed
from tests.accounts.care import decided, passages, place, works_at
from tests.accounts.proposing import BASE, proposes


def test_a_correction_is_made_for_both_sides_and_names_nobody(world, client):
    one = proposes(world, "rep1", kind="correct", account=world.north_hcp, values={"specialty": "Nephrology"})
    Hcp.objects.filter(pk=world.north_hcp.pk).update(specialty_code="207RC0000X")
    decided(world, proposed.make, proposal=one, specialty="Nephrology")
    world.north_hcp.refresh_from_db()
    assert (world.north_hcp.specialty, world.north_hcp.specialty_code) == ("Nephrology", "")
    past = Hcp.history.filter(id=world.north_hcp.pk).order_by("-history_date").first()
    assert (past.history_user_id, past.history_change_reason) == (None, None)
    assert passages(world) == [
        (
            "hcp_change",
            "OVERSIGHT > BOTH",
            {"id": str(world.north_hcp.pk), "specialty": "Nephrology", "specialty_code": ""},
        ),
        (
            "commercial_answer",
            "OVERSIGHT > COMMERCIAL",
            {"proposal_id": str(one.pk), "answer": "made", "reason": ""},
        ),
    ]
    assert [traces(world, name) for name in ("msl1", "rep1")] == [[], []]
    client.force_login(world.msl1)
    page = client.get(f"/accounts/medical/{world.north_hcp.pk}/").content.decode()
    assert [word for word in people_of(world) if word in page] == []


def people_of(world):
    """Who proposed and who decided, by id and by name."""
    return [str(world.rep1.pk), str(world.compliance1.pk), "Lindqvist", "Marlowe"]


def traces(world, name):
    """What of them a side finds in all of the directory that it can read, history included."""
    with acting_as(getattr(world, name)):
        tables = (Hcp, Organisation, Affiliation)
        rows = [row for model in tables for some in (model.objects, model.history) for row in some.values()]
    return [word for word in people_of(world) if word in json.dumps(rows, default=str)]


def test_the_same_search_finds_a_name_that_is_planted_on_the_shared_record(world):
    connection.introduce(str(world.rep1.pk), "", "proposed by Tom Lindqvist")
    Hcp.objects.filter(pk=world.north_hcp.pk).update(city="Albany")
    connection.introduce("", "", "")  # the connection outlives this test
    assert traces(world, "msl1") == [str(world.rep1.pk), "Lindqvist"]


def test_the_proposer_sees_what_came_of_it_and_nobody_else_does(world, client):
    one = proposes(world, kind="correct", account=world.north_hcp, values={"city": "Albany"})
    two = proposes(world, kind="correct", account=world.north_hcp, values={"phone": "+1 555 0100"})
    decided(world, proposed.make, proposal=one, city="Albany")
    decided(world, proposed.decline, proposal=two, reason="not_so")
    client.force_login(world.msl1)
    page = client.get(BASE["msl1"]).content.decode()
    for word in ("Made", "Declined", "The steward found it otherwise"):
        assert word in page
    assert "Marlowe" not in page
    for name in ("msl2", "msl_director1"):
        client.force_login(getattr(world, name))
        assert "Nothing proposed yet" in client.get(BASE["msl1"]).content.decode()
    client.force_login(world.rep1)
    assert client.get(BASE["msl1"]).status_code == 404
    assert "Nothing proposed yet" in client.get(BASE["rep1"]).content.decode()


def test_legal_reads_and_decides_nothing(world):
    one = proposes(world, kind="correct", account=world.north_hcp, values={"city": "Albany"})
    with acting_as(world.legal1):
        assert proposed.proposal_of(world.legal1, one.pk).given is None
        with pytest.raises(DoorClosed):
            proposed.decline(by=world.legal1, proposal=one, reason="not_so")


def test_each_kind_is_carried_out(world):
    lake, where = place(), world.north_hcp.affiliations.get()
    joined = proposes(world, kind="joined", account=world.north_hcp, other=lake, values={"role": "Fellow"})
    decided(world, proposed.make, proposal=joined, role="Fellow", since=date(2026, 1, 1))
    made = Affiliation.objects.get(organisation=lake)
    assert (made.hcp, made.role, made.since, made.is_primary) == (
        world.north_hcp,
        "Fellow",
        date(2026, 1, 1),
        False,
    )
    again = proposes(world, kind="joined", account=world.north_hcp, other=lake)
    with pytest.raises(ValidationError, match="says so already"):
        decided(world, proposed.make, proposal=again)
    left = proposes(
        world, kind="left", account=world.north_hcp, affiliation=where, values={"until": "2026-10-01"}
    )
    decided(world, proposed.make, proposal=left, affiliation=where, until=date(2026, 10, 1))
    where.refresh_from_db()
    assert (where.until, where.is_primary) == (date(2026, 10, 1), False)
    person = proposes(world, kind="person", values={"last_name": "Okonkwo"})
    decided(world, proposed.make, proposal=person, last_name="Okonkwo", region="NY")
    new = Hcp.objects.get(last_name="Okonkwo")
    assert (new.first_name, new.region, new.country, new.npi) == ("", "NY", "US", None)
    missing = proposes(world, kind="place", values={"name": "Elm Clinic"})
    decided(world, proposed.make, proposal=missing, name="Elm Clinic")
    assert Organisation.objects.get(name="Elm Clinic").kind == "other"
    first = proposes(world, kind="joined", account=new, other=lake)
    decided(world, proposed.make, proposal=first)
    assert Affiliation.objects.get(hcp=new).is_primary is True


def test_what_is_answered_stays_answered_and_what_changes_nothing_is_refused(world):
    one = proposes(world, kind="correct", account=world.north_hcp, values={"city": "Albany"})
    with pytest.raises(ValidationError, match="says so already"):
        decided(world, proposed.make, proposal=one, last_name="Marchetti")
    decided(world, proposed.decline, proposal=one, reason="unclear")
    with pytest.raises(ValidationError, match="answered already"):
        decided(world, proposed.decline, proposal=one, reason="unclear")
    with pytest.raises(ValidationError, match="answered already"):
        decided(world, proposed.make, proposal=one, city="Albany")
    world.north_hcp.refresh_from_db()
    assert world.north_hcp.city == ""


def test_an_affiliation_ends_once_and_not_before_it_began(world):
    where = works_at(world.north_hcp, place(), since=date(2026, 5, 1))
    one = proposes(world, kind="left", account=world.north_hcp, affiliation=where)
    with pytest.raises(ValidationError, match="before the affiliation began"):
        decided(world, proposed.make, proposal=one, affiliation=where, until=date(2026, 4, 1))
    decided(world, proposed.make, proposal=one, affiliation=where, until=date(2026, 6, 1))
    two = proposes(world, kind="left", account=world.north_hcp, affiliation=where)
    with pytest.raises(ValidationError, match="says so already"):
        decided(world, proposed.make, proposal=two, affiliation=where, until=date(2026, 6, 1))
