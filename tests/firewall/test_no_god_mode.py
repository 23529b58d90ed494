"""T4 and T5: there is no superuser, by any road; and the administrator, even forged, reads nothing."""

import io

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from msl_governance.firewall.database import acting_as
from msl_governance.firewall.querysets import AcrossTheWall
from msl_governance.firewall.records import label_of
from msl_governance.people.models import Person
from tests.support.people import PASSWORD

BUSINESS = ("MEDICAL", "COMMERCIAL", "SHARED", "OVERSIGHT", "DOOR")


def test_no_superuser_by_orm(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=world.administrator1.pk).update(is_superuser=True)
    with pytest.raises(ValidationError, match="nobody_is_superuser"):
        Person.objects.create_user("root", "x", full_name="Root", role="administrator", is_superuser=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.bulk_create([Person(username="r", full_name="R", role="administrator",
                                           side="PLATFORM", is_superuser=True)])  # fmt: skip


def test_no_superuser_by_command(db):
    with pytest.raises(CommandError, match="no superusers"):
        call_command("createsuperuser")


def test_no_superuser_by_fixture(world, tmp_path):
    fixture = tmp_path / "root.json"
    fixture.write_text(
        '[{"model": "people.person", "pk": "9a5d4ac3-8a0b-4a57-9a3c-0a3e7c1f0001", "fields": {"username": "root",'
        ' "password": "x", "full_name": "Root", "role": "administrator", "side": "PLATFORM", "is_superuser": true}}]'
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        call_command("loaddata", str(fixture), verbosity=0)


def test_there_is_no_admin_site():
    assert not apps.is_installed("django.contrib.admin")


@pytest.mark.parametrize("forged", [False, True])
def test_the_administrator_reads_no_business_record(world, forged):
    person = world.administrator1
    person.is_superuser = forged
    asked = 0
    with acting_as(person):
        for model in apps.get_models():
            if label_of(model) not in BUSINESS:
                continue
            asked += 1
            with pytest.raises(DatabaseError), transaction.atomic():
                list(model._base_manager.all()[:1])
            if hasattr(model.objects, "visible_to") and not hasattr(model, "instance_type"):
                with pytest.raises(AcrossTheWall):
                    model.objects.visible_to(person)
    assert asked > 30


def test_the_administrators_home_counts_people_and_nothing_else(client, world):
    client.force_login(world.administrator1)
    page = client.get("/")
    assert page.status_code == 200
    assert b"No business content here" in page.content


def test_a_reporting_line_never_crosses(world):
    msl = world.msl1
    msl.manager = world.sales_director1
    with pytest.raises(ValidationError) as caught:
        msl.full_clean()
    assert "never crosses the firewall" in str(caught.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        msl.save()
    msl.manager = world.msl_director1
    msl.full_clean()
    msl.save()


def test_an_msl_without_background_cannot_be_saved(world):
    world.msl1.scientific_background = ""
    with pytest.raises(ValidationError, match="scientific background"):
        world.msl1.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        world.msl1.save()


def test_the_side_follows_from_the_role(world):
    with pytest.raises(DatabaseError), transaction.atomic():
        Person.objects.filter(pk=world.rep1.pk).update(side="MEDICAL")
    world.rep1.role = "sales_director"
    world.rep1.save()
    assert world.rep1.side == "COMMERCIAL"


@pytest.mark.parametrize("role", ["msl_director", "compliance", "administrator"])
def test_nobody_changes_sides(world, role):
    world.rep1.role = role
    with pytest.raises(DatabaseError, match="locked"), transaction.atomic():
        world.rep1.save()


def test_history_keeps_no_password(world):
    assert {past.password for past in Person.history.all()} == {""}


class TestSessions:
    """Sessions end on a role change, a leave and idle time; the key is hashed at rest."""

    def signed_in(self, client, name="rep1"):
        answer = client.post(reverse("people:login"), {"username": name, "password": PASSWORD})
        assert answer.status_code == 302
        assert client.get("/").status_code == 200

    def test_sign_in_and_out(self, client, world):
        self.signed_in(client)
        assert client.get("/logout/").status_code == 200
        answer = client.post("/logout/")
        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        assert client.get("/").status_code == 302

    def test_one_answer_for_a_wrong_name_and_a_wrong_password(self, client, world):
        answers = {
            client.post("/login/", {"username": name, "password": "wrong"}).content.replace(
                name.encode(), b""
            )
            for name in ("rep1", "ghost")
        }
        assert len({len(a) for a in answers}) == 1

    def test_an_inactive_person_cannot_sign_in(self, client, world):
        Person.objects.filter(pk=world.rep1.pk).update(is_active=False)
        assert authenticate(username="rep1", password=PASSWORD) is None

    @pytest.mark.parametrize("change", [{"role": "sales_director"}, {"is_active": False}, {"password": "x"}])
    def test_a_change_ends_the_session(self, client, world, change):
        self.signed_in(client)
        person = Person.objects.get(pk=world.rep1.pk)
        for name, value in change.items():
            setattr(person, name, value)
        person.save()
        assert client.get("/").status_code == 302

    def test_idle_time_ends_the_session(self, client, world):
        import time_machine

        with time_machine.travel("2026-03-02T10:00Z", tick=False) as clock:
            self.signed_in(client)
            clock.shift(29 * 60)
            assert client.get("/").status_code == 200
            clock.shift(29 * 60)
            assert client.get("/").status_code == 200
            clock.shift(31 * 60)
            assert client.get("/").status_code == 302

    def test_the_key_is_hashed_at_rest(self, client, world):
        from msl_governance.people.models import Session

        self.signed_in(client)
        key = client.cookies["threshold"].value
        assert not Session.objects.filter(session_key=key).exists()
        assert Session.objects.count() == 1

    def test_a_sign_in_leaves_no_trace_on_the_person(self, client, world):
        before = Person.objects.filter(pk=world.rep1.pk).values().get()
        self.signed_in(client)
        assert Person.objects.filter(pk=world.rep1.pk).values().get() == before


def test_printing_the_policy_equals_the_page():
    from pathlib import Path

    out = io.StringIO()
    call_command("print_policy", stdout=out)
    assert out.getvalue() == Path("docs/POLICY.md").read_text()
