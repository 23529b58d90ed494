"""Co-travel notes: between a manager and an MSL, without marks, and read by nobody else."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction
from django.utils import timezone

from accounts.medical.cotravel import selectors, services
from accounts.medical.cotravel.models import CoTravelNote
from accounts.medical.visits.services import close_visit
from msl_governance.firewall import grants
from msl_governance.firewall.database import acting_as

from .reports import submitted
from .test_visits import held_before, plan

WORDS = {"went_well": "Let her finish her question.", "to_try": "Bring the subgroup table."}


@pytest.fixture
def report(world):
    """A signed report of msl1's."""
    with acting_as(world.msl1):
        return submitted(world)


def write(world, of, **words):
    with acting_as(world.msl_director1):
        return services.write_note(by=world.msl_director1, of=of, **(WORDS | words))


def test_the_two_read_it_and_nobody_else(world, report):
    note = write(world, report)
    assert note.msl_id == world.msl1.pk
    for person in (world.msl1, world.msl_director1):
        with acting_as(person):
            assert list(selectors.notes_on_report(person, report)) == [note]
    for person in (world.msl2, world.head_of_medical1, world.compliance1):
        with acting_as(person):
            assert not selectors.notes(person).exists()


def test_the_database_itself_shows_it_and_what_it_was_to_nobody_else(world, report):
    note = write(world, report)
    for person, sees in ((world.msl1, 1), (world.msl_director1, 1), (world.msl2, 0), (world.compliance1, 0)):
        with acting_as(person):
            assert CoTravelNote.objects.filter(pk=note.pk).count() == sees, person.role
            assert CoTravelNote.history.filter(id=note.pk).count() == sees, person.role
    with acting_as(world.msl2):
        assert CoTravelNote.objects.filter(pk=note.pk).update(to_try="Mine now.") == 0
        with pytest.raises(Error, match="row-level security"), transaction.atomic():
            CoTravelNote.objects.create(author_id=world.msl1.pk, msl_id=world.msl_director1.pk, report=report)


def test_the_code_shows_it_to_nobody_else_even_where_the_database_would(world, report):
    visit = plan(world)
    held_before(world, visit)
    visit.refresh_from_db()
    write(world, visit)
    write(world, report)
    # Not within acting_as: the owner's login, for which no row policy holds.
    for person, sees in (
        (world.msl1, 1),
        (world.msl_director1, 1),
        (world.msl2, 0),
        (world.head_of_medical1, 0),
    ):
        assert selectors.notes_on_visit(person, visit).count() == sees, person.role
        assert selectors.notes_on_report(person, report).count() == sees, person.role


def test_on_the_visit_s_page_a_colleague_and_another_director_read_no_word(world, client):
    visit = plan(world)
    held_before(world, visit)
    visit.refresh_from_db()
    write(world, visit)
    address = f"/accounts/medical/visits/{visit.pk}/"
    for person in (world.msl_director1, world.msl1):
        client.force_login(person)
        assert WORDS["went_well"] in client.get(address).content.decode()
    another = world._person("msl_director2", "msl_director", "Paola Ferrante")
    grants.grant(another, "work_medicalterritory", world.medical_north)
    client.force_login(another)
    page = client.get(address)
    assert page.status_code == 200
    assert WORDS["went_well"] not in page.content.decode()
    client.force_login(world.msl2)
    assert client.get(address).status_code == 404


def test_only_a_manager_writes_and_never_about_themselves(world, report):
    for person in (world.msl1, world.msl2, world.head_of_medical1):
        with acting_as(person), pytest.raises(PermissionDenied):
            services.write_note(by=person, of=report, **WORDS)
    with acting_as(world.msl_director1):
        own = submitted(world, by=world.msl_director1)
        with pytest.raises(PermissionDenied):
            services.write_note(by=world.msl_director1, of=own, **WORDS)


def test_one_note_each_and_the_history_keeps_what_stood_there(world, report):
    first, second = write(world, report), write(world, report, to_try="")
    assert first.pk == second.pk
    kept = CoTravelNote.history.filter(id=first.pk).values_list("to_try", flat=True)
    assert sorted(kept) == ["", WORDS["to_try"]]


def test_a_visit_is_written_about_when_it_was_held(world):
    visit = plan(world)
    with pytest.raises(ValidationError, match="not been held"):
        write(world, visit)
    held_before(world, visit)
    visit.refresh_from_db()
    note = write(world, visit)
    with acting_as(world.msl1):
        assert list(selectors.notes_on_visit(world.msl1, visit)) == [note]
        report = submitted(world)
        close_visit(by=world.msl1, key=visit.pk, report=report)
        assert list(selectors.notes_on_report(world.msl1, report)) == [note]
    on_report = write(world, report)
    visit.refresh_from_db()
    with acting_as(world.msl1):
        assert set(selectors.notes_on_visit(world.msl1, visit)) == {note, on_report}
    cancelled = plan(world)
    cancelled.state, cancelled.starts_at = "cancelled", timezone.now()
    with pytest.raises(ValidationError):
        write(world, cancelled)


def test_the_pages(world, client, report):
    address = f"/accounts/medical/reports/{report.pk}/"
    client.force_login(world.msl_director1)
    assert "Your co-travel note" in client.get(address).content.decode()
    assert "nobody else" in client.get(f"{address}co-travel/").content.decode()
    assert client.post(f"{address}co-travel/", {"went_well": ""}).status_code == 422
    page = client.post(f"{address}co-travel/", WORDS, follow=True).content.decode()
    assert WORDS["went_well"] in page
    assert WORDS["to_try"] in client.get(f"{address}co-travel/").content.decode()
    listed = client.get("/accounts/medical/co-travel/").content.decode()
    assert WORDS["went_well"] in listed
    assert "Dr. Elena Marchetti, " in listed
    visit = plan(world)
    ahead = client.post(f"/accounts/medical/visits/{visit.pk}/co-travel/", WORDS)
    assert ahead.status_code == 422
    assert "not been held" in ahead.content.decode()
    assert WORDS["went_well"] in ahead.content.decode()
    held_before(world, visit)
    client.post(f"/accounts/medical/visits/{visit.pk}/co-travel/", WORDS)
    assert client.get("/accounts/medical/co-travel/").content.decode().count("Dr. Elena Marchetti, ") == 2
    client.force_login(world.msl1)
    assert WORDS["went_well"] in client.get(f"/accounts/medical/visits/{visit.pk}/").content.decode()
    page = client.get(address).content.decode()
    assert WORDS["to_try"] in page
    assert "Your co-travel note" not in page
    assert client.get(f"{address}co-travel/").status_code == 403
    assert "When your manager comes along" not in client.get("/accounts/medical/co-travel/").content.decode()
    client.force_login(world.head_of_medical1)
    assert WORDS["to_try"] not in client.get(address).content.decode()


def test_a_manager_s_own_report_and_an_unsigned_one_take_no_note(world, client):
    with acting_as(world.msl_director1):
        own = submitted(world, by=world.msl_director1)
    client.force_login(world.msl_director1)
    assert client.get(f"/accounts/medical/reports/{own.pk}/co-travel/").status_code == 403
    assert "Your co-travel note" not in client.get(f"/accounts/medical/reports/{own.pk}/").content.decode()
