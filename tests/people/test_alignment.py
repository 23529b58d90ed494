"""Who works which territory since when, and the territories themselves."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from msl_governance.firewall.database import acting_as
from msl_governance.firewall.sides import Side
from msl_governance.people import selectors as reading
from msl_governance.people import tasks
from msl_governance.people.administration import alignments, selectors, services
from msl_governance.people.models import (
    CommercialAlignment,
    CommercialTerritory,
    MedicalAlignment,
    MedicalTerritory,
    MedicalTerritoryGrant,
)

from .administration import DAY, TODAY, fresh, sentence


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
        for room, name in ((alignments, "today"), (reading, "house_day")):
            monkeypatch.setattr(room, name, lambda: later)
        # No worker has run yet: what has ended opens nothing all the same, what begins waits for it.
        assert MedicalTerritoryGrant.objects.filter(user_id=world.msl1.pk).exists()
        assert self.works(world.msl1) == self.works(world.msl2) == set()
        with acting_as(world.msl_director1):
            assert world.msl1.pk not in reading.who_works(world.medical_north)
        tasks.follow_alignment()
        with acting_as(world.msl_director1):
            assert world.msl2.pk in reading.who_works(world.medical_north)
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
