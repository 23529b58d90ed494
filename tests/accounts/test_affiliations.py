"""Places over time, and committees with who sits on them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.shared import selectors
from accounts.shared.models import Affiliation
from msl_governance.firewall.database import acting_as
from tests.accounts.care import place, works_at

EARLIER = date(2024, 6, 30)


@pytest.fixture
def moved(world):
    """A doctor who left the hospital for a clinic, and chairs a committee of the hospital."""
    world.before = world.north_hcp.affiliations.get()
    Affiliation.objects.filter(pk=world.before.pk).update(
        until=EARLIER, since=date(2019, 1, 1), is_primary=False, role="Fellow"
    )
    world.lake = place()
    works_at(world.north_hcp, world.lake, role="Attending", since=date(2024, 7, 1))
    world.committee = place("Formulary Committee", kind="committee", parent=world.hospital)
    works_at(world.north_hcp, world.committee, seat="chair", since=date(2025, 1, 1), is_primary=False)
    return world


def test_the_page_of_a_doctor_tells_today_s_places_first_then_the_earlier_ones(moved, client):
    for name, side in (("msl1", "medical"), ("rep1", "commercial")):
        client.force_login(getattr(moved, name))
        page = client.get(f"/accounts/{side}/{moved.north_hcp.pk}/").content.decode()
        now, earlier = page.index("Lakeside Clinic"), page.index("Jun 2024")
        assert now < page.index("Earlier") < earlier
        assert "since Jul 2024" in page
        assert "Sits on" in page
        assert "Formulary Committee</a>, Chair" in page
    client.force_login(moved.clinical_development1)
    assert "Lakeside Clinic" in client.get(f"/accounts/{moved.north_hcp.pk}/").content.decode()


def test_the_page_of_an_organisation_tells_who_is_there_and_on_request_who_was(moved, client):
    client.force_login(moved.rep1)
    path = f"/accounts/{moved.hospital.pk}/"
    page = client.get(path).content.decode()
    assert "Adeyemi" in page
    assert "Marchetti" not in page
    assert "Formulary Committee" in page
    earlier = client.get(f"{path}?earlier").content.decode()
    assert "Marchetti" in earlier
    assert "Adeyemi" not in earlier
    assert "Nobody on record who left" in client.get(f"/accounts/{moved.lake.pk}/?earlier").content.decode()


def test_who_came_back_is_there_and_not_among_those_who_left(moved):
    works_at(moved.north_hcp, moved.hospital, since=date(2025, 1, 1), is_primary=False)
    with acting_as(moved.msl1):
        assert moved.north_hcp in selectors.people_at(moved.msl1, moved.hospital)
        assert moved.north_hcp not in selectors.people_at(moved.msl1, moved.hospital, earlier=True)


def test_one_open_place_at_a_time_and_none_that_ends_before_it_begins(moved):
    with pytest.raises(IntegrityError, match="one_affiliation_per_place"), transaction.atomic():
        works_at(moved.north_hcp, moved.lake)
    with pytest.raises(IntegrityError, match="ends_after"), transaction.atomic():
        works_at(moved.south_hcp, moved.lake, since=date(2025, 1, 1), until=EARLIER, is_primary=False)
    with pytest.raises(IntegrityError, match="is_primary"), transaction.atomic():
        works_at(moved.south_hcp, moved.lake, until=EARLIER)


def test_lists_choosers_and_colleagues_know_today_s_places_alone(moved, client):
    client.force_login(moved.msl1)
    assert "Cardiology, Lakeside Clinic" in client.get("/accounts/").content.decode()
    with acting_as(moved.msl1):
        hcp = selectors.hcp_of(moved.msl1, moved.north_hcp.pk)
        assert [str(one.organisation) for one in hcp.affiliations.all()] == ["Lakeside Clinic"]
        assert [one.is_open for one in selectors.earlier_places(hcp)] == [False]
        assert selectors.colleagues_of_hcp(moved.msl1, hcp) == []


def test_a_committee_is_found_by_its_kind_and_shows_its_members(moved, client):
    works_at(moved.south_hcp, moved.committee, seat="member", is_primary=False)
    client.force_login(moved.rep1)
    found = client.get("/accounts/?kind=committees").content.decode()
    assert "P&amp;T committee, Northgate University Hospital" in found
    assert "Lakeside" not in found
    page = client.get(f"/accounts/{moved.committee.pk}/").content.decode()
    assert page.index("Marchetti") < page.index("Adeyemi")
    for word in ("Chair", "Member", "since Jan 2025", "Northgate University Hospital"):
        assert word in page
    assert "People here" not in page
    empty = place("Antibiotics", kind="committee")
    assert "does not know yet who sits" in client.get(f"/accounts/{empty.pk}/").content.decode()


def test_a_hand_off_names_today_s_place(moved, client):
    client.force_login(moved.rep1)
    page = client.get(f"/handoffs/commercial/new/?hcp={moved.north_hcp.pk}")
    assert page.context["place"] == "Lakeside Clinic"
