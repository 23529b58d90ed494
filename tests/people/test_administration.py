"""What an administrator does with accounts, and what follows from it at once."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from msl_governance.firewall.database import acting_as
from msl_governance.firewall.sides import Role, Side
from msl_governance.people import selectors as reading
from msl_governance.people import tasks
from msl_governance.people.administration import alignments, rules, services
from msl_governance.people.models import (
    MedicalAlignment,
    MedicalColleague,
    MedicalTerritoryGrant,
    PasswordRequest,
    Person,
)

from ..support.people import PASSWORD
from .administration import DAY, NEW, TODAY, fresh, sentence


class TestAccounts:
    def test_a_new_account_has_no_password_and_its_first_link_is_mailed(self, client, world):
        client.force_login(world.administrator1)
        answer = client.post("/people/new/?role=msl", NEW | {"manager": world.msl_director1.pk})
        made = Person.objects.get(username="msl9")
        assert answer.url == f"/people/{made.pk}/"
        assert (made.side, made.manager, made.is_active) == (Side.MEDICAL, world.msl_director1, True)
        assert not made.has_usable_password()
        tasks.send_password_links()
        assert mail.outbox[0].to == ["msl9@threshold.example"]
        assert "stands" in client.get(answer.url).content.decode()

    @pytest.mark.parametrize(
        ("change", "field", "words"),
        [
            ({"username": "rep1"}, "username", "already exists"),
            ({"scientific_background": ""}, "scientific_background", "PharmD"),
            ({"email": "no address"}, "email", "Give an e-mail address"),
            ({"full_name": ""}, "full_name", "Give the person’s name, first name and last name."),
            ({"username": ""}, "username", "Give the user name with which this person will sign in."),
            ({"time_zone": "Nowhere/Land"}, "time_zone", "valid choice"),
        ],
    )  # fmt: skip
    def test_a_mistake_is_a_sentence_by_its_field_and_nothing_typed_is_lost(
        self, client, world, change, field, words
    ):
        client.force_login(world.administrator1)
        page = client.post("/people/new/?role=msl", NEW | change)
        assert page.status_code == 422
        assert words in page.context["form"].errors[field].as_text()
        assert "Field Medical" in page.content.decode()
        assert not Person.objects.filter(username="msl9").exists()

    def test_who_never_attested_the_training_is_said_to_open_no_door(self, client, world):
        client.force_login(world.administrator1)
        address = f"/people/{world.rep1.pk}/"
        assert "no door opens" not in client.get(address).content.decode()
        Person.objects.filter(pk=world.rep1.pk).update(attested_on=None)
        assert "Never; no door opens" in client.get(address).content.decode()

    @pytest.mark.parametrize(("role", "said"), [("msl", False), ("rep", True)])
    def test_a_background_is_called_optional_only_where_it_is(self, client, world, role, said):
        client.force_login(world.administrator1)
        body = client.get(f"/people/new/?role={role}").content.decode()
        label = body[body.index('for="id_scientific_background"') :].partition("</label>")[0]
        assert ("optional" in label) is said

    @pytest.mark.parametrize("boss", ["sales_director1", "msl2", "administrator1"])
    def test_a_manager_of_another_side_or_rank_is_neither_offered_nor_accepted(self, client, world, boss):
        client.force_login(world.administrator1)
        page = client.post("/people/new/?role=msl", NEW | {"manager": getattr(world, boss).pk})
        assert page.status_code == 422
        assert "never crosses the firewall" in page.context["form"].errors["manager"].as_text()
        offered = client.get("/people/new/?role=msl").content.decode()
        assert str(world.msl_director1.pk) in offered
        assert str(getattr(world, boss).pk) not in offered

    def test_without_a_role_the_page_asks_for_one(self, client, world):
        client.force_login(world.administrator1)
        for address in ("/people/new/", "/people/new/?role=emperor"):
            page = client.get(address).content.decode()
            assert "?role=compliance" in page

    def test_facts_are_changed_and_nothing_is_written_where_nothing_is_new(self, client, world):
        client.force_login(world.administrator1)
        before = Person.history.filter(id=world.rep1.pk).count()
        page = client.get(f"/people/{world.rep1.pk}/edit/")
        values = {name: page.context["form"].initial[name] or "" for name in services.FACTS}
        assert client.post(f"/people/{world.rep1.pk}/edit/", values).status_code == 302
        assert Person.history.filter(id=world.rep1.pk).count() == before
        client.post(
            f"/people/{world.rep1.pk}/edit/", values | {"team": "North", "manager": world.sales_director1.pk}
        )
        changed = Person.history.filter(id=world.rep1.pk).first()
        assert (changed.team, changed.manager_id) == ("North", world.sales_director1.pk)
        assert changed.history_user_id == world.administrator1.pk

    def test_an_identity_belongs_to_one_person(self, admin, world):
        services.change_person(by=admin, person=fresh(world.rep1), identity="id-7")
        with pytest.raises(ValidationError) as caught:
            services.change_person(by=admin, person=fresh(world.rep2), identity="id-7")
        assert "already exists" in sentence(caught, "identity")

    def test_a_training_that_is_to_come_opens_no_door(self, admin, world):
        ahead = TODAY() + DAY
        with pytest.raises(ValidationError) as error:
            services.change_person(by=admin, person=fresh(world.msl1), attested_on=ahead)
        assert "lies ahead" in sentence(error, "attested_on")
        services.change_person(by=admin, person=fresh(world.msl1), attested_on=TODAY())
        assert fresh(world.msl1).attested_on == TODAY()

    def test_no_circle_of_reporting(self, admin, world):
        world.event_coordinator1.manager = None
        other = services.create_person(
            by=admin, username="event_coordinator2", role="event_coordinator", full_name="Bo Lark",
            manager=world.event_coordinator1,
        )  # fmt: skip
        with pytest.raises(ValidationError) as caught:
            services.change_person(by=admin, person=fresh(world.event_coordinator1), manager=fresh(other))
        assert "circle" in sentence(caught, "manager")

    def test_a_manager_who_left_is_refused(self, admin, world):
        services.leave(by=admin, person=fresh(world.msl_director1))
        with pytest.raises(ValidationError):
            services.change_person(by=admin, person=fresh(world.msl1), manager=fresh(world.msl_director1))

    def test_the_rule_of_who_leads_never_crosses(self):
        for role in Role:
            for boss in Role:
                if rules.may_lead(boss, role):
                    assert boss.side == role.side


class TestList:
    def test_words_go_by_post_and_filters_narrow(self, client, world):
        client.force_login(world.administrator1)
        found = client.post("/people/", {"q": "okaf"}).content.decode()
        assert "Amara Okafor" in found
        assert "Tom Lindqvist" not in found
        page = client.get("/people/?role=rep").content.decode()
        assert "Tom Lindqvist" in page
        assert "Amara Okafor" not in page
        assert "Amara Okafor" in client.get("/people/?side=MEDICAL").content.decode()
        Person.objects.filter(pk=world.rep1.pk).update(is_active=False)
        assert "Tom Lindqvist" in client.get("/people/?standing=left").content.decode()
        assert "Tom Lindqvist" not in client.get("/people/?standing=active").content.decode()
        assert "Nobody like that" in client.post("/people/", {"q": "zzzz"}).content.decode()
        fragment = client.post("/people/", {"q": "amara"}, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in fragment

    def test_a_page_of_thirty_costs_what_a_page_of_one_costs(self, client, world, django_assert_num_queries):
        client.force_login(world.administrator1)
        client.get("/people/")
        Person.objects.filter(role="msl").exclude(pk=world.msl1.pk).update(is_active=False)
        with django_assert_num_queries(12):
            client.get("/people/?role=msl&standing=active")
        for number in range(29):
            Person.objects.create_user(
                f"msl{number + 10}", full_name=f"N {number:02}", role="msl", scientific_background="MD"
            )
        with django_assert_num_queries(12):
            page = client.get("/people/?role=msl&standing=active")
        assert 'rel="next"' in page.content.decode()

    def test_the_pages_say_nothing_of_what_people_do(self, client, world):
        """An administrator reads names and places; nothing that tells whether anybody wrote anything."""
        client.force_login(world.administrator1)
        for address in ("/people/", f"/people/{world.msl1.pk}/", "/people/territories/"):
            page = client.get(address).content.decode().lower()
            for word in ("call report", "inquir", "objective", "last seen", "records:"):
                assert word not in page.split("<main", 1)[1], (address, word)


class TestRoles:
    def test_another_role_ends_sessions_and_lines_that_no_longer_fit(self, client, world):
        browser = Client()
        browser.post("/login/", {"username": "msl_director1", "password": PASSWORD})
        assert browser.get("/").status_code == 200
        Person.objects.filter(pk=world.msl1.pk).update(manager=world.msl_director1)
        Person.objects.filter(pk=world.msl_director1.pk).update(manager=world.head_of_medical1)
        client.force_login(world.administrator1)
        answer = client.post(
            f"/people/{world.msl_director1.pk}/role/", {"role": "msl", "scientific_background": "PhD"}
        )
        page = client.get(answer.url).content.decode()
        assert "now report to nobody" in page
        assert "Amara Okafor" in page
        assert browser.get("/").status_code == 302
        assert fresh(world.msl1).manager is None
        assert fresh(world.msl_director1).manager == world.head_of_medical1

    def test_ones_own_line_ends_where_it_no_longer_fits(self, admin, world):
        Person.objects.filter(pk=world.rep1.pk).update(manager=world.sales_director1)
        assert services.change_role(by=admin, person=fresh(world.rep1), role="sales_director") == []
        assert fresh(world.rep1).manager is None

    @pytest.mark.parametrize("role", ["rep", "compliance", "administrator"])
    def test_a_move_to_another_side_is_refused_with_the_way(self, client, world, role):
        client.force_login(world.administrator1)
        page = client.post(f"/people/{world.msl1.pk}/role/", {"role": role, "scientific_background": "PhD"})
        assert page.status_code == 422
        assert "make another account" in page.context["form"].errors["role"].as_text()
        assert fresh(world.msl1).role == "msl"
        offered = client.get(f"/people/{world.msl1.pk}/role/").content.decode()
        assert f'value="{role}"' not in offered

    def test_an_msl_needs_a_background(self, client, world):
        client.force_login(world.administrator1)
        page = client.post(f"/people/{world.clinical_development1.pk}/role/", {"role": "msl"})
        assert page.status_code == 422
        assert fresh(world.clinical_development1).role == "clinical_development"

    def test_nobody_changes_their_own(self, admin, world):
        with pytest.raises(ValidationError) as caught:
            services.change_role(by=admin, person=fresh(admin), role="administrator")
        assert "their own role" in sentence(caught, "role")


class TestLeavers:
    def test_access_ends_at_once_and_the_name_stays(self, client, world):
        with acting_as(world.administrator1):
            alignments.align(
                by=world.administrator1,
                person=world.msl1,
                territory=world.medical_north,
                start=TODAY() - 9 * DAY,
            )
            alignments.align(
                by=world.administrator1,
                person=world.msl1,
                territory=world.medical_south,
                start=TODAY() + 9 * DAY,
            )
        browser = Client()
        browser.post("/login/", {"username": "msl1", "password": PASSWORD})
        client.force_login(world.administrator1)
        client.post(f"/people/{world.msl1.pk}/steps/leave/")
        assert browser.get("/").status_code == 302
        assert browser.post("/login/", {"username": "msl1", "password": PASSWORD}).status_code == 200
        assert not MedicalTerritoryGrant.objects.filter(user=world.msl1).exists()
        left = MedicalAlignment.objects.get(person=world.msl1)
        assert left.during.upper == TODAY()
        with acting_as(world.msl2):
            assert MedicalColleague.objects.get(pk=world.msl1.pk).full_name == "Amara Okafor"
        before = Person.history.filter(id=world.msl1.pk).count()
        client.post(f"/people/{world.msl1.pk}/steps/leave/")
        assert Person.history.filter(id=world.msl1.pk).count() == before

    def test_it_is_asked_first(self, client, world):
        client.force_login(world.administrator1)
        page = client.get(f"/people/{world.msl1.pk}/").content.decode()
        assert page.count('data-open="leaving"') == page.count('<dialog class="fw-dialog" id="leaving"') == 1
        assert 'type="submit" form="leave"' in page
        client.post(f"/people/{world.msl1.pk}/steps/leave/")
        assert 'id="leaving"' not in client.get(f"/people/{world.msl1.pk}/").content.decode()

    def test_who_comes_back_has_the_role_and_no_territory(self, client, world):
        with acting_as(world.administrator1):
            Person.objects.filter(pk=world.rep1.pk).update(manager=world.sales_director1)
            for person in (world.sales_director1, world.rep1):
                services.leave(by=world.administrator1, person=fresh(person))
        client.force_login(world.administrator1)
        client.post(f"/people/{world.rep1.pk}/steps/return/")
        back = fresh(world.rep1)
        assert (back.is_active, back.role, back.manager) == (True, "rep", None)
        with acting_as(back):
            assert reading.territory_ids(back) == []
        assert PasswordRequest.objects.filter(username="rep1", invitation=True).exists()
        client.post(f"/people/{world.rep1.pk}/steps/return/")
        assert PasswordRequest.objects.filter(username="rep1").count() == 1

    def test_without_an_address_nothing_is_mailed(self, admin, world):
        Person.objects.filter(pk=world.legal1.pk).update(is_active=False, email="")
        services.come_back(by=admin, person=fresh(world.legal1))
        assert fresh(world.legal1).is_active
        assert PasswordRequest.objects.count() == 0

    def test_nobody_lets_themselves_leave(self, client, world):
        client.force_login(world.administrator1)
        answer = client.post(f"/people/{world.administrator1.pk}/steps/leave/")
        assert "lets themselves leave" in client.get(answer.url).content.decode()
        assert fresh(world.administrator1).is_active

    def test_all_sessions_end(self, client, world):
        browser = Client()
        browser.post("/login/", {"username": "rep1", "password": PASSWORD})
        client.force_login(world.administrator1)
        client.post(f"/people/{world.rep1.pk}/steps/end-sessions/")
        assert browser.get("/").status_code == 302
        assert browser.post("/login/", {"username": "rep1", "password": PASSWORD}).status_code == 302

    def test_an_invitation_needs_an_address(self, client, world):
        client.force_login(world.administrator1)
        client.post(f"/people/{world.rep1.pk}/steps/invite/")
        assert PasswordRequest.objects.get().invitation
        Person.objects.filter(pk=world.rep2.pk).update(email="")
        answer = client.post(f"/people/{world.rep2.pk}/steps/invite/")
        assert "who have an e-mail address" in client.get(answer.url).content.decode()
        assert client.post(f"/people/{world.rep1.pk}/steps/promote/").status_code == 404
