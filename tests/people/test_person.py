"""A person: one role, hence one side; how they are shown; the time they live in."""

import zoneinfo

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from accounts.medical.models import CallReport
from msl_governance.firewall import grants
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.querysets import AcrossTheWall
from msl_governance.firewall.sides import SIDE_OF_ROLE, Role
from msl_governance.people import homes
from msl_governance.people.middleware import OwnMannerMiddleware
from msl_governance.people.models import Person, Session
from msl_governance.people.sessions import SessionStore


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Amara Okafor", "AO"), ("Amara de la Okafor", "AO"), ("Dr. Amara B. Okafor", "DO"), ("Amara", "A"),
        ("amara", ""), ("", ""), ("Éva Ångström", "ÉÅ"),
    ],
)  # fmt: skip
def test_initials(name, initials):
    assert Person(full_name=name).initials == initials


@pytest.mark.parametrize("role", Role)
def test_the_role_makes_the_side(db, role):
    person = Person.objects.create_user(
        "somebody", full_name="Some Body", role=role.value, scientific_background="PhD"
    )
    assert person.side == SIDE_OF_ROLE[role]
    assert not person.has_usable_password()


def test_a_manager_stands_on_the_same_side(world):
    world.msl1.manager = world.msl_director1
    world.msl1.clean()
    world.msl1.manager = world.sales_director1
    with pytest.raises(ValidationError) as caught:
        world.msl1.clean()
    assert set(caught.value.message_dict) == {"manager"}


def test_an_msl_has_a_background_and_others_need_none(world):
    world.msl1.scientific_background = ""
    with pytest.raises(ValidationError) as caught:
        world.msl1.clean()
    assert set(caught.value.message_dict) == {"scientific_background"}
    world.rep1.clean()


def test_who_is_not_active_may_do_nothing(world):
    report = CallReport.objects.create(
        author_id=world.msl1.pk, territory=world.medical_north, met_at="2026-03-01T10:00Z", channel="video"
    )
    grants.grant(world.msl2, "read_callreport", report)
    with acting_as(world.msl2):
        assert world.msl2.has_perm("accounts_medical.read_callreport", report)
        assert not world.msl2.has_perm("accounts_medical.read_callreport")
        world.msl2.is_active = False
        assert not world.msl2.has_perm("accounts_medical.read_callreport", report)


def test_a_session_has_no_second_key(world):
    """The key of the session is bound to password, role and activity; no older key opens it."""
    before = world.rep1.get_session_auth_hash()
    assert list(world.rep1.get_session_auth_fallback_hash()) == []
    world.rep1.role = "sales_director"
    assert world.rep1.get_session_auth_hash() != before
    world.rep1.role = "rep"
    world.rep1.is_active = False
    assert world.rep1.get_session_auth_hash() != before


class TestSessions:
    def test_the_table_knows_its_store(self):
        assert Session.get_session_store_class() is SessionStore
        assert SessionStore.get_model_class() is Session

    def test_a_session_is_found_by_its_key_and_deleted(self, db):
        store = SessionStore()
        store["seen"] = 1
        store.save()
        key = store.session_key
        assert SessionStore().exists(key)
        assert SessionStore(key)["seen"] == 1
        assert not Session.objects.filter(session_key=key).exists()
        SessionStore().delete(key)
        assert not SessionStore().exists(key)

    def test_an_unknown_key_opens_an_empty_session_under_a_new_key(self, db):
        store = SessionStore("a" * 32)
        assert dict(store.items()) == {}
        assert store.session_key is None

    def test_deleting_what_never_was_saved_is_harmless(self, db):
        SessionStore().delete()
        assert Session.objects.count() == 0

    def test_use_moves_the_end_forward_once_a_minute(self, db, time_machine):
        time_machine.move_to("2026-03-02T12:00:00Z", tick=False)
        store = SessionStore()
        store["seen"] = 1
        store.save()
        read = SessionStore(store.session_key)
        assert read["seen"] == 1
        assert read.modified
        read.save()
        time_machine.move_to("2026-03-02T12:00:30Z", tick=False)
        again = SessionStore(store.session_key)
        assert again["seen"] == 1
        assert not again.modified


class TestHomes:
    def test_an_app_gives_a_role_its_home(self, world, monkeypatch):
        monkeypatch.setattr(homes, "_homes", {})
        homes.register(Role.REP, "rep.html", lambda person: {"name": person.full_name})
        assert homes.home_of(world.rep1) == ("rep.html", {"name": "Tom Lindqvist"})

    def test_the_administrator_counts_active_people_by_role(self, world):
        Person.objects.filter(pk=world.msl2.pk).update(is_active=False)
        with acting_as(world.administrator1):
            template, context = homes.home_of(world.administrator1)
        assert template == "people/home.html"
        numbers = {str(row["role"]): row["number"] for row in context["people"]}
        assert numbers["Medical science liaison"] == 1
        assert numbers["Medical representative"] == 2
        assert context["lead"].startswith("You look after people, territories and settings")

    def test_a_role_without_anybody_has_no_row(self, world):
        Person.objects.filter(role="vp_commercial").update(is_active=False)
        with acting_as(world.administrator1):
            context = homes.administrator_home(world.administrator1)
        assert "VP commercial" not in {str(row["role"]) for row in context["people"]}

    def test_nobody_else_may_count(self, world):
        with acting_as(world.rep1), pytest.raises(AcrossTheWall):
            homes.administrator_home(world.rep1)


class TestTimeZone:
    def seen(self, person):
        found = []

        def answer(request):
            found.append(timezone.get_current_timezone_name())
            return HttpResponse("answered")

        request = RequestFactory().get("/")
        request.user = person
        response = OwnMannerMiddleware(answer)(request)
        assert response.content == b"answered"
        return found

    def test_the_persons_own(self):
        assert self.seen(Person(time_zone="Asia/Tokyo")) == ["Asia/Tokyo"]
        assert timezone.get_current_timezone_name() == "America/New_York"

    @pytest.mark.parametrize("name", ["Nowhere/Land", "../../etc/passwd", "/etc/passwd"])
    def test_a_zone_that_does_not_exist_is_the_houses(self, name):
        assert self.seen(Person(time_zone=name)) == ["America/New_York"]

    def test_a_person_without_one_and_nobody(self):
        class Nobody:
            pass

        assert self.seen(Person(time_zone="")) == ["America/New_York"]
        assert self.seen(Nobody()) == ["America/New_York"]

    def test_an_error_of_the_page_is_not_answered_twice(self):
        """A page that itself asks for an unknown zone fails once, and is not played again."""
        calls = []

        def answer(request):
            calls.append(request)
            raise zoneinfo.ZoneInfoNotFoundError("of the page")

        request = RequestFactory().get("/")
        request.user = Person(time_zone="Asia/Tokyo")
        with pytest.raises(zoneinfo.ZoneInfoNotFoundError):
            OwnMannerMiddleware(answer)(request)
        assert len(calls) == 1


class TestPages:
    def test_who_is_signed_in_and_sent_to_sign_in_is_not_sent_round(self, client, world):
        client.force_login(world.msl1)
        assert client.get("/login/?next=/login/").url == "/"
        assert client.get("/login/?next=/me/").url == "/me/"

    def test_sign_out_has_a_page_with_its_button(self, client, db):
        page = client.get("/logout/")
        assert page.status_code == 200
        assert b"<form" in page.content

    def test_sign_out_clears_what_the_browser_kept(self, client, world):
        client.force_login(world.rep1)
        response = client.post("/logout/")
        assert response.status_code == 302
        assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert client.get("/").status_code == 302

    @pytest.mark.parametrize("name", ["rep1", "msl1", "msl_director1", "compliance1", "administrator1", "legal1",
                                      "head_of_medical1", "clinical_development1", "sales_director1",
                                      "vp_commercial1", "event_coordinator1"])  # fmt: skip
    def test_every_role_has_a_home(self, client, world, name):
        person = getattr(world, name)
        client.force_login(person)
        page = client.get("/")
        assert page.status_code == 200
        assert person.full_name in page.content.decode()
