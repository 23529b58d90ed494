"""Who works where: trees of territories, and the people selectors of one's own side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from msl_governance.firewall import grants
from msl_governance.firewall.database import acting_as
from msl_governance.people import selectors
from msl_governance.people.models import (
    CommercialColleague,
    CommercialTerritory,
    MedicalColleague,
    MedicalTerritory,
    Person,
)

SIDES = [
    ("medical", MedicalTerritory, selectors.medical_territory_of),
    ("commercial", CommercialTerritory, selectors.commercial_territory_of),
]


@pytest.mark.parametrize(("side", "model", "of"), SIDES)
def test_the_deepest_territory_holds_the_region(world, side, model, of):
    root = model.objects.get(name="Country")
    root.regions = ["NY", "TX"]
    root.save()
    north = getattr(world, f"{side}_north")
    assert of("NY") == north
    assert of("TX") == root
    city = model.objects.create(name="Zone of the city", parent=north, regions=["NY"])
    assert of("NY") == city
    assert of("MA") == north


@pytest.mark.parametrize(("side", "model", "of"), SIDES)
def test_a_region_nobody_holds(world, side, model, of):
    assert of("ZZ") is None
    assert of("") is None


@pytest.mark.parametrize(("side", "model", "of"), SIDES)
def test_two_as_deep_go_by_name(world, side, model, of):
    root = model.objects.get(name="Country")
    model.objects.create(name="B", parent=root, regions=["TX"])
    first = model.objects.create(name="A", parent=root, regions=["TX"])
    assert of("TX") == first


def test_a_person_works_a_territory_with_all_below_it(world):
    city = MedicalTerritory.objects.create(name="City", parent=world.medical_north)
    street = MedicalTerritory.objects.create(name="Street", parent=city)
    with acting_as(world.msl1):
        assert set(selectors.territory_ids(world.msl1)) == {world.medical_north.pk, city.pk, street.pk}
    with acting_as(world.msl2):
        assert selectors.territory_ids(world.msl2) == [world.medical_south.pk]
    with acting_as(world.msl_director1):
        assert len(selectors.territory_ids(world.msl_director1)) == MedicalTerritory.objects.count() == 5
    with acting_as(world.rep1):
        assert selectors.territory_ids(world.rep1) == [world.commercial_north.pk]


def test_three_queries_once_for_each_person_object(world):
    with acting_as(world.msl1), CaptureQueriesContext(connection) as queries:
        first = selectors.territory_ids(world.msl1)
        assert selectors.territory_ids(world.msl1) is first
    assert len([q for q in queries if "territory" in q["sql"]]) == 3


@pytest.mark.parametrize("name", ["compliance1", "administrator1"])
def test_who_stands_on_no_field_side_works_nowhere(world, name):
    with acting_as(getattr(world, name)):
        assert selectors.territory_ids(getattr(world, name)) == []


def test_a_grant_taken_back_is_gone_for_the_next_request(world):
    grants.revoke(world.msl1, "work_medicalterritory", world.medical_north)
    with acting_as(world.msl1):
        assert selectors.territory_ids(world.msl1) == []


def test_colleagues_are_the_active_people_of_the_side(world):
    Person.objects.filter(pk=world.msl2.pk).update(is_active=False)
    with acting_as(world.msl1):
        everybody = {one.pk for one in selectors.medical_people()}
        assert everybody == {
            p.pk
            for p in (world.msl1, world.msl_director1, world.head_of_medical1, world.clinical_development1)
        }
        assert [one.pk for one in selectors.medical_people(role="msl")] == [world.msl1.pk]
    with acting_as(world.rep1):
        assert [one.full_name for one in selectors.commercial_people(role="rep")] == [
            "Mira Castellane",
            "Tom Lindqvist",
        ]
        assert {one.side for one in selectors.commercial_people()} == {"COMMERCIAL"}
        assert selectors.commercial_people().count() == 5


def test_names_are_what_is_shown(world):
    assert str(world.medical_north) == "North"
    assert str(world.msl1) == world.msl1.get_full_name() == "Amara Okafor"
    with acting_as(world.msl1):
        colleague = MedicalColleague.objects.get(pk=world.msl1.pk)
    assert (str(colleague), colleague.initials) == ("Amara Okafor", "AO")
    assert CommercialColleague(full_name="Pia").initials == "P"
