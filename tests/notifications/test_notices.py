"""Notices: one's own, on one's own side, once."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from msl_governance.firewall.database import acting_as
from msl_governance.notifications import selectors, services
from msl_governance.notifications.models import CommercialNotice, MedicalNotice, OversightNotice

LIST = "/notifications/"
WRITERS = {
    "msl1": (services.notify_medical, MedicalNotice),
    "rep1": (services.notify_commercial, CommercialNotice),
    "compliance1": (services.notify_oversight, OversightNotice),
}


def write(world, name, *, kind="inquiry_waits", url="/somewhere/", unique_for="one", to=None):
    person = getattr(world, name)
    with acting_as(person):
        WRITERS[name][0](person_id=(to or person).pk, kind=kind, url=url, unique_for=unique_for)


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_notice_is_written_once(world, name):
    for _again in range(2):
        write(world, name)
    write(world, name, unique_for="two")
    assert WRITERS[name][1].objects.count() == 2


@pytest.mark.parametrize("name", WRITERS)
def test_no_side_writes_into_another_sides_table(world, name):
    for other in set(WRITERS) - {name}:
        with acting_as(getattr(world, name)), pytest.raises(ProgrammingError, match="permission denied"):
            with transaction.atomic():
                WRITERS[other][0](
                    person_id=getattr(world, other).pk, kind="inquiry_waits", url="", unique_for="x"
                )


@pytest.mark.parametrize(
    "wrong", [{"kind": "gossip"}, {"url": "https://elsewhere.example/"}, {"url": "//x.example"}]
)
def test_a_notice_holds_no_free_text_and_leads_nowhere_else(world, wrong):
    with pytest.raises(ValueError, match="notice"):
        write(world, "msl1", **wrong)


@pytest.mark.parametrize("name", WRITERS)
def test_the_list_shows_ones_own_and_the_bell_counts_them(world, client, name):
    write(world, name)
    client.force_login(getattr(world, name))
    answer = client.get(LIST)
    assert answer.status_code == 200
    assert "A scientific inquiry waits for you" in answer.content.decode()
    assert "Notifications, 1 new" in answer.content.decode()


def test_a_colleagues_notice_is_not_ones_own(world, client):
    write(world, "msl1", to=world.msl2)
    notice = MedicalNotice.objects.get()
    client.force_login(world.msl1)
    assert "inquiry waits" not in client.get(LIST).content.decode()
    assert client.post(reverse("notifications:open", args=[notice.pk])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_the_administrator_sees_an_empty_page(world, client):
    write(world, "msl1", to=world.administrator1)
    client.force_login(world.administrator1)
    answer = client.get(LIST)
    assert answer.status_code == 200
    assert "Nothing waits for you" in answer.content.decode()
    assert client.post(reverse("notifications:read_all")).status_code == 302
    assert not selectors.has_notices(world.administrator1)


def test_opening_marks_as_read_once_and_leads_on(world, client):
    write(world, "msl1", url="/handoffs/medical/")
    write(world, "msl1", url="", unique_for="two", kind="clock_near")
    leads, stays = (MedicalNotice.objects.get(unique_for=one) for one in ("one", "two"))
    client.force_login(world.msl1)
    assert client.post(reverse("notifications:open", args=[leads.pk])).url == "/handoffs/medical/"
    leads.refresh_from_db()
    first = leads.read_at
    assert first is not None
    client.post(reverse("notifications:open", args=[leads.pk]))
    leads.refresh_from_db()
    assert leads.read_at == first
    assert client.post(reverse("notifications:open", args=[stays.pk])).url == LIST


def test_all_are_marked_as_read_and_nobody_elses(world, client):
    write(world, "msl1")
    write(world, "msl1", unique_for="two")
    write(world, "msl1", unique_for="three", to=world.msl2)
    client.force_login(world.msl1)
    client.post(reverse("notifications:read_all"))
    with acting_as(world.msl1):
        assert selectors.unread_count(world.msl1) == 0
        assert selectors.unread_count(world.msl2) == 1


def test_reading_the_list_marks_nothing(world, client):
    write(world, "msl1")
    client.force_login(world.msl1)
    client.get(LIST)
    assert MedicalNotice.objects.get().read_at is None
    for name in ("read_all",):
        assert client.get(reverse(f"notifications:{name}")).status_code == 405


@pytest.mark.parametrize(
    ("kind", "dated"), [("inquiry_waits", True), ("standing_changed", False), ("interest_released", False)]
)
def test_the_page_does_not_tell_when_the_other_side_acted(world, client, kind, dated):
    write(world, "rep1", kind=kind)
    client.force_login(world.rep1)
    assert ("<time" in client.get(LIST).content.decode()) is dated


LIST_QUERIES = 14


def test_one_notice_and_thirty_cost_the_same(world, client, django_assert_num_queries):
    client.force_login(world.compliance1)
    write(world, "compliance1")
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)
    for number in range(29):
        write(world, "compliance1", unique_for=str(number), kind=list(OversightNotice.Kind)[number % 8])
    with django_assert_num_queries(LIST_QUERIES):
        answer = client.get(LIST)
    assert 'rel="next"' in answer.content.decode()
    fragment = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert 'id="notices-h"' in fragment


def test_marked_as_read_without_leaving(world, client):
    write(world, "msl1")
    write(world, "msl1", to=world.msl2, unique_for="two")
    mine, theirs = (MedicalNotice.objects.get(unique_for=one) for one in ("one", "two"))
    client.force_login(world.msl1)
    assert client.post(reverse("notifications:read", args=[mine.pk])).url == LIST
    assert client.post(reverse("notifications:read", args=[theirs.pk])).status_code == 404
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.read_at is None, theirs.read_at is None) == (False, True)


@pytest.mark.parametrize("name", WRITERS)
def test_the_rail_counts_what_is_unread_on_ones_own_side(world, client, name):
    for other in WRITERS:
        write(world, other)
        write(world, other, unique_for="two")
    client.force_login(getattr(world, name))
    rail = client.get("/").content.decode().split("<aside", 1)[1].split("</aside", 1)[0]
    entry = rail.split("Notifications</span>", 1)[1].split("</a>", 1)[0]
    assert ">2<" in entry
    client.post(reverse("notifications:read_all"))
    rail = client.get("/").content.decode().split("<aside", 1)[1].split("</aside", 1)[0]
    assert "fw-count" not in rail.split("Notifications</span>", 1)[1].split("</a>", 1)[0]
