"""Door 1: one list, two tiers, each side its own word and its own reasons."""

import json
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from accounts import door
from accounts.commercial.listing import services as commercial
from accounts.commercial.listing.models import ImportanceSetting
from accounts.medical.listing import services as medical
from accounts.medical.listing.models import InfluenceSetting
from accounts.shared.listing.selectors import ListWish, entries, entries_about
from accounts.shared.models import Area, ListEntry, Product
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.doors import CROSSINGS, Crossing, DoorClosed, cross
from msl_governance.firewall.models import Passage
from msl_governance.firewall.sides import Role, Side


@pytest.fixture
def listed(world):
    """North's list with one doctor on it, put there by medical."""
    world.product = Product.objects.create(name="Corvanta", disease_area="Cardiology")
    world.north = Area.objects.create(name="North", regions=["NY", "MA"])
    world.south = Area.objects.create(name="South", regions=["FL", "GA"])
    with acting_as(world.msl1):
        world.entry = medical.add_account(
            by=world.msl1, product=world.product, area=world.north, hcp=world.north_hcp
        )
    return world


def passages(world):
    with acting_as(world.compliance1):
        return [
            (row.crossing, row.direction, json.loads(row.payload)) for row in Passage.objects.order_by("at")
        ]


def said(world, person, service, **words):
    with acting_as(person):
        entry = ListEntry.objects.get(pk=world.entry.pk)
        service(by=person, entry=entry, **words)
    world.entry.refresh_from_db()
    return world.entry


def test_each_side_says_its_tier_and_both_are_in_the_ledger(listed):
    said(listed, listed.msl1, medical.set_influence, influence="1", is_kol=True, note="Chairs the group.")
    entry = said(listed, listed.rep1, commercial.set_importance, importance="A", note="Large clinic.")
    assert (entry.influence, entry.is_kol, entry.importance) == ("1", True, "A")
    key = str(entry.pk)
    assert passages(listed)[1:] == [
        ("influence", "MEDICAL > COMMERCIAL", {"id": key, "influence": "1", "is_kol": True}),
        ("importance", "COMMERCIAL > MEDICAL", {"id": key, "importance": "A"}),
    ]
    assert passages(listed)[0][0] == "medical_addition"


def test_what_one_side_says_never_undoes_what_the_other_has_said(listed):
    said(listed, listed.msl1, medical.set_influence, barrier="scientific")
    said(listed, listed.rep1, commercial.set_importance, importance="B")
    entry = said(listed, listed.msl1, medical.set_influence, influence="2")
    assert (entry.barrier, entry.importance, entry.influence) == ("scientific", "B", "2")
    assert said(listed, listed.rep1, commercial.set_importance, importance="").importance == ""


def test_a_tier_s_history_stays_on_the_side_that_set_it(listed):
    said(listed, listed.msl1, medical.set_influence, influence="1")
    said(listed, listed.msl1, medical.set_influence, influence="2", note="Left the board.")
    with acting_as(listed.msl1):
        words = InfluenceSetting.objects.visible_to(listed.msl1)
        assert [word.influence for word in words] == ["2", "1"]
        assert words[0].said == ["Clinical influence: Tier 2, regional"]
    for importance in ("A", "B"):
        said(listed, listed.rep1, commercial.set_importance, importance=importance)
    with acting_as(listed.rep1):
        words = ImportanceSetting.objects.visible_to(listed.rep1)
        assert [word.importance for word in words] == ["B", "A"]
    with acting_as(listed.compliance1):
        assert {row.history_user_id for row in ListEntry.history.filter(id=listed.entry.pk)} == {None}


@pytest.mark.parametrize("crossing", ["influence", "importance", "medical_addition", "commercial_addition"])
def test_no_column_of_the_door_can_carry_a_text_a_number_or_a_date(crossing):
    declared = CROSSINGS[crossing]
    assert declared.target == door.ENTRY
    for name in declared.fields:
        field = next(f for f in ListEntry._meta.concrete_fields if f.column == name)
        allowed = isinstance(field, models.ForeignKey | models.BooleanField | models.UUIDField)
        assert allowed or field.choices, name


def test_the_entry_itself_has_no_column_for_a_volume_a_decile_or_a_target():
    kinds = {type(field) for field in ListEntry._meta.concrete_fields}
    assert kinds == {models.UUIDField, models.ForeignKey, models.CharField, models.BooleanField}
    free = [
        f.name for f in ListEntry._meta.concrete_fields if isinstance(f, models.CharField) and not f.choices
    ]
    assert free == []


def test_only_the_side_s_own_role_opens_the_door(listed):
    with acting_as(listed.msl1):
        setting = InfluenceSetting.objects.create(entry=listed.entry, author_id=listed.msl1.pk, influence="1")
    with acting_as(listed.head_of_medical1), pytest.raises(DoorClosed, match="role"):
        cross(door.INFLUENCE, source_id=setting.pk, by=listed.head_of_medical1, basis="test")
    with acting_as(listed.msl2), pytest.raises(DoorClosed):
        cross(door.INFLUENCE, source_id=setting.pk, by=listed.msl2, basis="test")
    listed.entry.refresh_from_db()
    assert listed.entry.influence == ""


def test_a_door_that_changes_names_what_it_changes():
    with pytest.raises(ValueError, match="names the id"):
        Crossing(
            name="x", title="X", door=1, origin=Side.MEDICAL, destination=Side.COMMERCIAL, source="a.B",
            target="a.C", fields={"tier": "tier"}, opened_by=(Role.MSL,), once=False, changes=True,
        )  # fmt: skip


def test_nothing_said_and_the_same_account_twice_are_refused_with_a_sentence(listed):
    with acting_as(listed.msl1):
        with pytest.raises(ValidationError, match="Nothing was changed"):
            medical.set_influence(by=listed.msl1, entry=listed.entry)
        with pytest.raises(ValidationError, match="on that list already"):
            medical.add_account(
                by=listed.msl1, product=listed.product, area=listed.north, hcp=listed.north_hcp
            )
    with acting_as(listed.rep1), pytest.raises(ValidationError, match="Nothing was changed"):
        commercial.set_importance(by=listed.rep1, entry=listed.entry)
    said(listed, listed.sales_director1, commercial.set_importance, is_listed=False)
    with acting_as(listed.rep1), pytest.raises(ValidationError, match="taken off"):
        commercial.add_account(
            by=listed.rep1, product=listed.product, area=listed.north, hcp=listed.north_hcp
        )


def test_one_sees_the_lists_of_one_s_own_areas(listed):
    for person, seen in (
        (listed.msl1, 1), (listed.msl2, 0), (listed.rep1, 1), (listed.rep2, 0), (listed.sales_director1, 1),
        (listed.compliance1, 1),
    ):  # fmt: skip
        with acting_as(person):
            assert ListEntry.objects.visible_to(person).count() == seen, person
    with acting_as(listed.administrator1), pytest.raises(Exception, match="ListEntry"):
        ListEntry.objects.visible_to(listed.administrator1)


def test_filters_and_orders(listed):
    with acting_as(listed.rep1):
        other = commercial.add_account(
            by=listed.rep1, product=listed.product, area=listed.north, organisation=listed.hospital
        )
    said(listed, listed.msl1, medical.set_influence, influence="3", is_kol=True)

    def found(**wish):
        with acting_as(listed.rep1):
            return [entry.pk for entry in entries(listed.rep1, ListWish(**wish)).order_by("name", "pk")]

    assert found() == [listed.entry.pk, other.pk]
    assert found(kind="people") == found(kind="kol") == found(influence="3") == [listed.entry.pk]
    assert found(kind="organisations") == [other.pk]
    assert found(product=listed.product.pk, area=listed.south.pk) == found(off=True) == []
    said(listed, listed.rep1, commercial.set_importance, importance="B", barrier="access")
    assert found(importance="B") == found(barrier="access") == [listed.entry.pk]
    assert found(importance="A") == found(barrier="scientific") == []
    with acting_as(listed.msl1):
        assert entries_about(listed.msl1, listed.hospital) == [other]


def test_the_page_shows_both_tiers_sorted_and_paged(listed, client, monkeypatch):
    with acting_as(listed.rep1):
        commercial.add_account(
            by=listed.rep1, product=listed.product, area=listed.north, organisation=listed.hospital
        )
    said(listed, listed.rep1, commercial.set_importance, importance="C")
    for person in (listed.msl1, listed.rep1):
        client.force_login(person)
        text = client.get("/accounts/list/?sort=importance").content.decode()
        assert text.index("Marchetti") < text.index("Northgate")
        assert "Not set" in text
    with acting_as(listed.msl1):
        hospital = ListEntry.objects.get(organisation=listed.hospital)
        medical.set_influence(by=listed.msl1, entry=hospital, influence="1")
    text = client.get("/accounts/list/?sort=influence").content.decode()
    assert text.index("Northgate") < text.index("Marchetti")
    monkeypatch.setattr("msl_governance.ui.pagination.paged.__kwdefaults__", {
        "order": ("-created_at", "-pk"), "size": 1
    })  # fmt: skip
    first = client.get("/accounts/list/?sort=importance").content.decode()
    assert "Marchetti" in first
    assert "Northgate" not in first
    after = first.split("after=")[1].split('"')[0]
    assert "Northgate" in client.get(f"/accounts/list/?sort=importance&after={after}").content.decode()


def test_a_word_is_said_in_a_browser_and_the_reason_stays(listed, client):
    client.force_login(listed.msl1)
    address = f"/accounts/medical/list/{listed.entry.pk}/"
    page = client.get(address).content.decode()
    assert "Clinical influence" in page
    assert "is_listed" not in page
    sent = {"influence": "1", "is_kol": "on", "barrier": "none", "note": "Writes the guideline."}
    assert client.post(address, sent).status_code == 302
    assert "Writes the guideline." in client.get(address).content.decode()
    assert client.post(address, sent).status_code == 422
    client.force_login(listed.rep1)
    theirs = client.get(f"/accounts/commercial/list/{listed.entry.pk}/").content.decode()
    assert "Tier 1, national" in theirs
    assert "guideline" not in theirs
    assert (
        client.post(f"/accounts/commercial/list/{listed.entry.pk}/", {"importance": "Z"}).status_code == 422
    )


def test_a_director_takes_an_entry_off_and_puts_it_back(listed, client):
    client.force_login(listed.msl_director1)
    address = f"/accounts/medical/list/{listed.entry.pk}/"
    assert client.post(address, {"is_listed": "no"}).status_code == 302
    assert client.post(address, {}).status_code == 422
    assert "No account on the list yet" in client.get("/accounts/list/").content.decode()
    assert "Marchetti" in client.get("/accounts/list/?off=true").content.decode()
    assert "Taken off the list" in client.get(address).content.decode()
    assert client.post(address, {"is_listed": "yes"}).status_code == 302
    assert "Marchetti" in client.get("/accounts/list/").content.decode()
    assert "No account fits" in client.get("/accounts/list/?importance=A").content.decode()


def test_an_organisation_is_nobody_s_key_opinion_leader(listed, client):
    client.force_login(listed.rep1)
    start = f"/accounts/list/new/?account={listed.hospital.pk}"
    form = client.get(start, follow=True)
    assert "Northgate" in form.content.decode()
    address = form.redirect_chain[-1][0]
    assert client.post(address, {"product": "", "area": ""}).status_code == 422
    made = client.post(address, {"product": listed.product.pk, "area": listed.north.pk})
    again = client.post(address, {"product": listed.product.pk, "area": listed.north.pk})
    assert made.status_code == 302
    assert "on that list already" in again.content.decode()
    entry = made["Location"].rsplit("/", 2)[-2]
    client.force_login(listed.msl1)
    assert "is_kol" not in client.get(f"/accounts/medical/list/{entry}/").content.decode()
    assert "On the account list" in client.get(f"/accounts/{listed.hospital.pk}/").content.decode()


@pytest.mark.parametrize("name", ["vp_commercial1", "head_of_medical1"])
def test_those_who_only_read_are_given_no_form(listed, client, name):
    from msl_governance.firewall import grants

    person = getattr(listed, name)
    side = person.side.lower()
    grants.grant(person, f"work_{side}territory", getattr(listed, f"{side}_north"))
    client.force_login(person)
    page = client.get(f"/accounts/list/{listed.entry.pk}/", follow=True).content.decode()
    assert "The field team of your side sets this" in page
    assert client.post(f"/accounts/{side}/list/{listed.entry.pk}/", {"note": "x"}).status_code == 403
    assert client.get("/accounts/list/new/").status_code == 404


def test_addresses_that_name_nothing(listed, client):
    client.force_login(listed.msl1)
    assert client.get("/accounts/medical/list/new/")["Location"] == "/accounts/"
    assert client.get("/accounts/medical/list/new/?account=x").status_code == 404
    assert client.get(f"/accounts/medical/list/new/?account={uuid4()}").status_code == 404
    assert client.get(f"/accounts/medical/list/{uuid4()}/").status_code == 404
    assert client.get("/accounts/list/?area=nonsense&sort=x&influence=9").status_code == 200
    client.force_login(listed.event_coordinator1)
    assert client.get("/accounts/list/").status_code == 403
    assert "Account list" not in client.get("/accounts/").content.decode()


def test_the_other_side_s_words_do_not_exist_for_one(listed, client):
    client.force_login(listed.rep1)
    assert client.get(f"/accounts/medical/list/{listed.entry.pk}/").status_code == 404
    with pytest.raises(Exception, match="permission denied"), acting_as(listed.rep1):
        list(InfluenceSetting.objects.all())
    with pytest.raises(Exception, match="permission denied"), acting_as(listed.msl1):
        list(ImportanceSetting.objects.all())
