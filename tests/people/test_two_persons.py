"""What an administrator does waits for a second person."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from msl_governance.people import tasks
from msl_governance.people.administration import importing, services
from msl_governance.people.models import (
    AccountChange,
    PasswordRequest,
    Person,
)

from .administration import NEW, fresh


@pytest.mark.parametrize("who", ["administrator1", "compliance1"])
@pytest.mark.parametrize("asked_for", [True, False])
def test_the_page_says_that_a_second_person_is_not_asked_for(client, world, settings, who, asked_for):
    settings.THRESHOLD = settings.THRESHOLD | {"two_persons": asked_for}
    client.force_login(getattr(world, who))
    page = client.get("/people/changes/").content.decode()
    assert ("Confirmation by a second person is switched off" in page) is not asked_for
    assert ("appear here before they take effect" in page) is asked_for


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

    def test_what_another_role_needs_is_kept_while_it_waits(self, client, world):
        """It was dropped: the role was confirmed and never came, and nobody was told."""
        person = Person.objects.create_user("dev9", full_name="Ilse Brandt", role="clinical_development")
        client.force_login(world.administrator1)
        bare = client.post(f"/people/{person.pk}/role/", {"role": "msl"})
        assert bare.status_code == 422
        assert "scientific background" in bare.content.decode()
        client.post(f"/people/{person.pk}/role/", {"role": "msl", "scientific_background": "PhD"})
        assert fresh(person).role == "clinical_development"
        services.decide(by=world.compliance1, change=AccountChange.objects.get(), confirmed=True)
        tasks.carry_out_changes()
        assert (fresh(person).role, fresh(person).scientific_background) == ("msl", "PhD")

    def test_a_row_with_another_role_does_what_its_preview_says(self, admin, world):
        text = "username,full_name,role,team\nrep2,Mira Castell,sales_director,Team West\n"
        (line,) = importing.import_people(text, by=admin, keep=True).lines
        assert [name for name, _before, _after in line.differences] == ["role", "name", "team"]
        assert (fresh(world.rep2).full_name, fresh(world.rep2).team) == ("Mira Castell", "Team West")
        assert fresh(world.rep2).role == "rep"
        assert AccountChange.objects.get().role == "sales_director"

    def test_a_row_with_another_role_leads_no_account_elsewhere(self, admin, world):
        text = "username,full_name,role,email\nrep2,Mira Castell,sales_director,elsewhere@threshold.example\n"
        (line,) = importing.import_people(text, by=admin, keep=True).lines
        assert line.what == "refused"
        assert "nobody changes it alone" in line.reason
        assert fresh(world.rep2).email != "elsewhere@threshold.example"
        assert AccountChange.objects.count() == 0

    @pytest.mark.parametrize("name", ["email", "identity"])
    def test_the_second_person_sees_where_it_leads_and_nobody_moves_it_afterwards(self, client, world, name):
        """Else the one who asks moves it between the look and the word, and confirmed is what nobody saw."""
        made, change = self.make(client, world)
        client.force_login(world.compliance1)
        assert "mailed to msl9@threshold.example" in client.get("/people/changes/").content.decode()
        mine = {name: "mine@threshold.example"}
        with pytest.raises(ValidationError, match="refused first"):
            services.change_person(by=world.administrator1, person=fresh(made), **mine)
        services.decide(by=world.compliance1, change=change, confirmed=True)
        with pytest.raises(ValidationError, match="refused first"):
            services.change_person(by=world.administrator1, person=fresh(made), **mine)
        services.change_person(by=world.administrator1, person=fresh(made), team="Field Medical, West")
        tasks.carry_out_changes()
        assert fresh(made).is_active

    def test_once_refused_it_may_be_corrected_and_asked_for_again(self, client, world):
        made, change = self.make(client, world)
        services.decide(by=world.compliance1, change=change, confirmed=False)
        services.change_person(by=world.administrator1, person=made, email="ilse@threshold.example")
        services.come_back(by=world.administrator1, person=made)
        client.force_login(world.compliance1)
        assert "mailed to ilse@threshold.example" in client.get("/people/changes/").content.decode()

    def test_another_role_mails_nothing(self, client, world):
        client.force_login(world.administrator1)
        client.post(f"/people/{world.rep1.pk}/role/", {"role": "sales_director"})
        assert "is mailed to" not in client.get("/people/changes/").content.decode()

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
