"""What an administrator does, and what follows from it at once."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from msl_governance.firewall.database import acting_as
from msl_governance.firewall.sides import Role, Side
from msl_governance.people import selectors as reading
from msl_governance.people import tasks
from msl_governance.people.administration import alignments, rules, selectors, services
from msl_governance.people.models import (
    AccountChange,
    CommercialAlignment,
    CommercialTerritory,
    MedicalAlignment,
    MedicalColleague,
    MedicalTerritory,
    MedicalTerritoryGrant,
    PasswordRequest,
    Person,
)

from ..support.people import PASSWORD

TODAY = selectors.today
DAY = timedelta(days=1)
NEW = {
    "username": "msl9", "full_name": "Ilse Brandt", "email": "msl9@threshold.example", "team": "Field Medical",
    "scientific_background": "PhD", "attested_on": "", "time_zone": "Europe/Vienna", "identity": "",
}  # fmt: skip


@pytest.fixture
def admin(world):
    """The administrator, within the platform side."""
    with acting_as(world.administrator1):
        yield world.administrator1


def fresh(person):
    return Person.objects.get(pk=person.pk)


def sentence(error, field):
    return " ".join(error.value.message_dict[field])


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
            ({"full_name": ""}, "full_name", "Fill this in"),
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


class TestTwoPersons:
    @pytest.fixture(autouse=True)
    def on(self, settings):
        settings.THRESHOLD = settings.THRESHOLD | {"two_persons": True}

    def make(self, client, world):
        client.force_login(world.administrator1)
        answer = client.post("/people/new/?role=msl", NEW)
        assert "waits for a second person" in client.get(answer.url).content.decode()
        return Person.objects.get(username="msl9"), AccountChange.objects.get()

    def test_a_new_account_is_nobodys_until_compliance_confirms(self, client, world):
        made, change = self.make(client, world)
        assert not made.is_active
        assert PasswordRequest.objects.count() == 0
        tasks.carry_out_changes()
        assert not fresh(made).is_active
        client.force_login(world.compliance1)
        page = client.get("/people/changes/").content.decode()
        assert "Ilse Brandt" in page
        assert "Asked by Noor Haddon" in page
        client.post("/people/changes/", {"change": change.pk, "word": "confirm"})
        assert not fresh(made).is_active, "oversight says yes; the platform side carries it out"
        tasks.carry_out_changes()
        tasks.carry_out_changes()
        assert fresh(made).is_active
        assert PasswordRequest.objects.count() == 1
        assert "decided by Ines Marlowe" in client.get("/people/changes/").content.decode()

    @pytest.mark.parametrize("name", ["email", "identity"])
    def test_nobody_alone_leads_an_account_to_another_address(self, admin, world, name):
        """Whoever could would have the next password link mailed to themselves, and read call reports."""
        new = {name: "elsewhere@threshold.example"}
        with pytest.raises(ValidationError, match="nobody changes it alone"):
            services.change_person(by=world.administrator1, person=world.msl1, **new)
        assert getattr(fresh(world.msl1), name) != new[name]
        services.change_person(by=world.administrator1, person=fresh(world.msl1), team="Field Medical, North")
        left = fresh(world.msl1)
        services.leave(by=world.administrator1, person=left)
        services.change_person(by=world.administrator1, person=left, **new)
        services.come_back(by=world.administrator1, person=left)
        assert not fresh(left).is_active
        assert AccountChange.objects.get().kind == AccountChange.Kind.RETURN

    def test_a_change_that_cannot_be_carried_out_stops_no_other(self, client, world, monkeypatch):
        _made, change = self.make(client, world)
        services.decide(by=world.compliance1, change=change, confirmed=True)
        refuse = ValidationError("not any more")
        monkeypatch.setattr(services, "_activate", lambda person: (_ for _ in ()).throw(refuse))
        tasks.carry_out_changes()
        assert AccountChange.objects.get().applied_at is None

    def test_who_asked_does_not_confirm(self, client, world):
        made, change = self.make(client, world)
        answer = client.post("/people/changes/", {"change": change.pk, "word": "confirm"})
        assert "Somebody else has to" in client.get(answer.url).content.decode()
        assert not fresh(made).is_active
        with pytest.raises(IntegrityError), transaction.atomic():
            AccountChange.objects.update(decision="confirmed", decided_by_id=world.administrator1.pk)

    def test_a_second_administrator_confirms_at_once(self, client, world):
        made, change = self.make(client, world)
        second = Person.objects.create_user("administrator2", full_name="Una Feld", role="administrator")
        client.force_login(second)
        client.post("/people/changes/", {"change": change.pk, "word": "confirm"})
        assert fresh(made).is_active

    def test_refused_is_refused(self, client, world):
        made, change = self.make(client, world)
        client.force_login(world.compliance1)
        client.post("/people/changes/", {"change": change.pk, "word": "refuse"})
        answer = client.post("/people/changes/", {"change": change.pk, "word": "confirm"})
        assert "decided meanwhile" in client.get(answer.url).content.decode()
        tasks.carry_out_changes()
        assert not fresh(made).is_active
        assert client.post("/people/changes/", {"change": change.pk, "word": "perhaps"}).status_code == 404
        assert client.post("/people/changes/", {"change": made.pk, "word": "confirm"}).status_code == 404

    def test_another_role_waits_and_one_change_waits_at_a_time(self, client, world):
        client.force_login(world.administrator1)
        client.post(f"/people/{world.rep1.pk}/role/", {"role": "sales_director"})
        assert fresh(world.rep1).role == "rep"
        page = client.post(f"/people/{world.rep1.pk}/role/", {"role": "vp_commercial"})
        assert page.status_code == 422
        assert "waits for a second person already" in page.content.decode()
        client.force_login(world.compliance1)
        client.post("/people/changes/", {"change": AccountChange.objects.get().pk, "word": "confirm"})
        tasks.carry_out_changes()
        assert fresh(world.rep1).role == "sales_director"

    def test_who_comes_back_waits_too(self, client, world):
        client.force_login(world.administrator1)
        client.post(f"/people/{world.rep1.pk}/steps/leave/")
        client.post(f"/people/{world.rep1.pk}/steps/return/")
        assert not fresh(world.rep1).is_active
        assert AccountChange.objects.get().kind == "return"

    def test_only_compliance_where_the_setting_says_so(self, client, world, settings):
        settings.THRESHOLD = settings.THRESHOLD | {"administrators_confirm": False}
        made, change = self.make(client, world)
        second = Person.objects.create_user("administrator2", full_name="Una Feld", role="administrator")
        client.force_login(second)
        answer = client.post("/people/changes/", {"change": change.pk, "word": "confirm"})
        assert "Ask a compliance officer" in client.get(answer.url).content.decode()
        assert not fresh(made).is_active
        client.force_login(world.compliance1)
        client.post("/people/changes/", {"change": change.pk, "word": "confirm"})
        assert AccountChange.objects.get().decision == "confirmed"

    def test_an_administrators_account_waits_as_well(self, admin):
        """Else one administrator makes a second one, who confirms whatever the first asks for."""
        made = services.create_person(
            by=admin, username="administrator2", role="administrator", full_name="Una Feld"
        )
        assert not fresh(made).is_active


class TestAlignment:
    def align(self, world, person, territory, start, end=None):
        return alignments.align(
            by=world.administrator1, person=person, territory=territory, start=start, end=end
        )

    def works(self, person):
        person = fresh(person)
        with acting_as(person):
            return set(reading.territory_ids(person))

    def test_access_follows_today_and_the_history_stays(self, admin, world):
        MedicalTerritoryGrant.objects.all().delete()
        self.align(world, world.msl1, world.medical_north, TODAY() - 90 * DAY, TODAY() - 30 * DAY)
        self.align(world, world.msl1, world.medical_south, TODAY() - 30 * DAY)
        self.align(world, world.msl2, world.medical_north, TODAY() + DAY)
        assert list(MedicalTerritoryGrant.objects.values_list("user_id", "content_object_id")) == [
            (world.msl1.pk, world.medical_south.pk)
        ]
        then = {
            node.territory.name: node.workers
            for node in selectors.tree(admin, Side.MEDICAL, TODAY() - 60 * DAY)
        }
        assert then == {"Country": [], "North": [world.msl1], "South": []}

    def test_every_night_access_is_todays_alignment(self, world, monkeypatch):
        with acting_as(world.administrator1):
            MedicalTerritoryGrant.objects.all().delete()
            self.align(world, world.msl1, world.medical_north, TODAY(), TODAY() + 2 * DAY)
            self.align(world, world.msl2, world.medical_north, TODAY() + 2 * DAY)
        assert self.works(world.msl1) == {world.medical_north.pk}
        assert self.works(world.msl2) == set()
        later = TODAY() + 2 * DAY
        monkeypatch.setattr(alignments, "today", lambda: later)
        tasks.follow_alignment()
        assert self.works(world.msl1) == set()
        assert self.works(world.msl2) == {world.medical_north.pk}

    def test_a_grant_by_mistake_is_taken_back(self, world):
        """The fixtures' grants have no alignment behind them."""
        tasks.follow_alignment()
        assert not MedicalTerritoryGrant.objects.exists()

    def test_whose_side_has_no_territories_leaves_without_any(self, admin, world):
        before = MedicalTerritoryGrant.objects.count()
        alignments.end_all_of(by=admin, person=world.compliance1)
        assert MedicalTerritoryGrant.objects.count() == before

    def test_no_overlap_of_the_same_person_in_the_same_territory(self, admin, world):
        self.align(world, world.msl1, world.medical_north, TODAY(), TODAY() + 5 * DAY)
        self.align(world, world.msl1, world.medical_north, TODAY() + 5 * DAY)
        with pytest.raises(ValidationError, match="already"):
            self.align(world, world.msl1, world.medical_north, TODAY() + 3 * DAY, TODAY() + 4 * DAY)

    def test_one_person_at_a_time_where_the_territory_says_so(self, admin, world):
        services.change_territory(by=admin, side=Side.MEDICAL, territory=world.medical_north, alone=True)
        self.align(world, world.msl1, world.medical_north, TODAY())
        with pytest.raises(ValidationError, match="One person at a time"):
            self.align(world, world.msl2, world.medical_north, TODAY() + 9 * DAY)
        self.align(world, world.msl2, world.medical_south, TODAY())
        self.align(world, world.msl1, world.medical_south, TODAY())
        with pytest.raises(ValidationError) as caught:
            services.change_territory(by=admin, side=Side.MEDICAL, territory=world.medical_south, alone=True)
        assert "End all but one" in sentence(caught, "alone")

    def test_the_database_keeps_two_out_by_itself(self, world):
        from django.db.backends.postgresql.psycopg_any import DateRange

        rows = [
            MedicalAlignment(person=who, territory=world.medical_north, during=DateRange(TODAY()), alone=True)
            for who in (world.msl1, world.msl2)
        ]
        with pytest.raises(IntegrityError), transaction.atomic():
            MedicalAlignment.objects.bulk_create(rows)

    def test_somebody_was_faster(self, admin, world, monkeypatch):
        self.align(world, world.msl1, world.medical_north, TODAY())
        monkeypatch.setattr(MedicalAlignment, "full_clean", lambda self, **words: None)
        with pytest.raises(ValidationError, match="same moment"):
            self.align(world, world.msl1, world.medical_north, TODAY())

    @pytest.mark.parametrize(
        ("who", "where", "words"),
        [("msl1", "commercial_north", "own side"), ("compliance1", "medical_north", "own side")],
    )
    def test_nobody_works_across_the_wall(self, admin, world, who, where, words):
        with pytest.raises(ValidationError, match=words):
            self.align(world, getattr(world, who), getattr(world, where), TODAY())

    def test_no_leaver_and_no_end_before_the_start(self, admin, world):
        with pytest.raises(ValidationError, match="after the start"):
            self.align(world, world.msl1, world.medical_north, TODAY(), TODAY())
        services.leave(by=admin, person=fresh(world.msl1))
        with pytest.raises(ValidationError, match="works no territory"):
            self.align(world, fresh(world.msl1), world.medical_north, TODAY())

    def test_ending_it(self, admin, world):
        one = self.align(world, world.rep1, world.commercial_south, TODAY() - 9 * DAY)
        alignments.end(by=admin, alignment=one, on=TODAY())
        assert CommercialAlignment.objects.get().during.upper == TODAY()
        alignments.end(by=admin, alignment=CommercialAlignment.objects.get(), on=TODAY() + DAY)
        assert CommercialAlignment.objects.get().during.upper == TODAY()
        planned = self.align(world, world.rep1, world.commercial_south, TODAY() + 9 * DAY)
        alignments.end(by=admin, alignment=planned, on=TODAY())
        assert CommercialAlignment.objects.count() == 1
        assert alignments.follow(world.compliance1) == 0

    def test_by_the_pages(self, client, world):
        client.force_login(world.administrator1)
        page = f"/people/{world.rep2.pk}/"
        start = TODAY() - DAY
        good = {"territory": world.commercial_north.pk, "start": start.isoformat(), "end": ""}
        assert client.post(f"{page}align/", good).url == page
        assert "Today" in client.get(page).content.decode()
        again = client.post(f"{page}align/", good)
        assert again.status_code == 422
        assert "already" in again.content.decode()
        assert client.post(f"{page}align/", good | {"territory": world.medical_north.pk}).status_code == 422
        one = CommercialAlignment.objects.get()
        for day, said in (("someday", "Name the day"), (TODAY().isoformat(), "Noted")):
            assert client.post(f"{page}align/", {"alignment": one.pk, "on": day}).url == page
            assert said in client.get(page).content.decode()
        assert client.get("/people/territories/?on=2020-01-01").status_code == 200
        assert "Mira Castellane" in client.get(f"/people/territories/?on={start}").content.decode()
        shown = client.get(f"/people/territories/commercial/{world.commercial_north.pk}/").content.decode()
        assert "Mira Castellane" in shown
        answer = client.post(f"/people/{world.legal1.pk}/align/", good)
        assert "two field sides" in client.get(answer.url).content.decode()
        for who in (world.rep2, world.rep1, world.legal1):
            assert (
                client.post(f"/people/{who.pk}/align/", {"alignment": who.pk, "on": "2026-01-01"}).status_code
                == 404
            )

    def test_an_end_the_service_refuses_is_said(self, client, world, monkeypatch):
        with acting_as(world.administrator1):
            one = self.align(world, world.rep1, world.commercial_south, TODAY())

        def refuse(**words):
            raise ValidationError("Not now.")

        monkeypatch.setattr(alignments, "end", refuse)
        client.force_login(world.administrator1)
        answer = client.post(
            f"/people/{world.rep1.pk}/align/", {"alignment": one.pk, "on": TODAY().isoformat()}
        )
        assert "Not now." in client.get(answer.url).content.decode()


class TestTerritories:
    ADDRESS = "/people/territories/medical/new/"

    def test_a_new_one_and_a_change(self, client, world):
        client.force_login(world.administrator1)
        values = {"name": "West", "parent": world.medical_north.pk, "regions": "ca, wa ,CA", "alone": ""}
        answer = client.post(self.ADDRESS, values)
        made = MedicalTerritory.objects.get(name="West")
        assert answer.url == made.get_absolute_url()
        assert (made.regions, made.parent, made.alone) == (["CA", "WA"], world.medical_north, False)
        before = MedicalTerritory.history.filter(id=made.pk).count()
        client.post(answer.url, values | {"regions": "CA,WA"})
        assert MedicalTerritory.history.filter(id=made.pk).count() == before
        client.post(answer.url, values | {"regions": "CA"})
        client.post(answer.url, values | {"alone": "on"})
        made.refresh_from_db()
        assert made.alone

    def test_the_name_is_once_on_a_side_and_may_be_on_both(self, client, world):
        client.force_login(world.administrator1)
        page = client.post(self.ADDRESS, {"name": "north"})
        assert page.status_code == 422
        assert "of this name" in page.context["form"].errors["name"].as_text()
        assert CommercialTerritory.objects.filter(name="North").exists()

    def test_no_territory_lies_within_itself(self, client, world):
        client.force_login(world.administrator1)
        root = world.medical_north.parent
        page = client.post(root.get_absolute_url(), {"name": "Country", "parent": world.medical_north.pk})
        assert page.status_code == 422
        assert "within itself" in page.context["form"].errors["parent"].as_text()
        wrong = client.post(root.get_absolute_url(), {"name": "Country", "parent": world.commercial_north.pk})
        assert wrong.status_code == 422

    def test_an_unknown_one(self, client, world):
        client.force_login(world.administrator1)
        assert client.get(f"/people/territories/medical/{world.commercial_north.pk}/").status_code == 404
        assert client.get(f"/people/{world.commercial_north.pk}/").status_code == 404


def test_todays_day_is_the_houses(time_machine):
    time_machine.move_to("2026-03-02T03:00:00Z", tick=False)
    assert TODAY() == date(2026, 3, 1)
