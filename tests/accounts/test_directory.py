"""The directory, seen from both sides."""

import uuid

import pytest
from django.urls import reverse

from accounts.shared import selectors
from accounts.shared.models import Affiliation, Hcp, Organisation
from accounts.shared.selectors import Wish
from msl_governance.firewall.database import acting_as

URL = "/accounts/"


@pytest.fixture
def doctors(world):
    """Names that are easily misspelt, and one with accents."""
    for first, last, region, npi in (
        ("Chidi", "Okafor", "NY", "1234567893"), ("Zoë", "Müller-Łoś", "FL", None), ("Li", "Vo", "NY", None),
    ):  # fmt: skip
        Hcp.objects.create(first_name=first, last_name=last, region=region, npi=npi, specialty="Nephrology")
    return world


def names(person, **wish):
    with acting_as(person):
        return [str(one) for one in selectors.closest(person, Wish(**wish))]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("marcheti", "Dr. Elena Marchetti"), ("Okafr", "Chidi Okafor"), ("okafor chidi", "Chidi Okafor"),
        ("CHIDI OKAFOR", "Chidi Okafor"), ("muller", "Zoë Müller-Łoś"), ("müller los", "Zoë Müller-Łoś"),
        ("vo", "Li Vo"), ("li", "Li Vo"), ("1234567893", "Chidi Okafor"), ("12345", "Chidi Okafor"),
        ("adeyemy", "Dr. Samuel Adeyemi"),
    ],
)  # fmt: skip
def test_search_forgives_spelling_and_accents(doctors, words, found):
    for person in (doctors.msl1, doctors.rep1):
        assert names(person, words=words)[0] == found


@pytest.mark.parametrize("words", ["", "   ", "\x00", "zzzz", "okafor marchetti", "999", "%_%"])
def test_what_is_like_nothing_finds_nobody(doctors, words):
    assert names(doctors.msl1, words=words) == []


def test_filters_narrow_and_organisations_are_found(doctors):
    assert names(doctors.rep1, words="muller", region="NY") == []
    assert names(doctors.rep1, words="marchetti", specialty="Nephrology") == []
    assert names(doctors.rep1, words="nortgate", kind="organisations") == ["Northgate University Hospital"]


def test_namesakes_elsewhere_hide_nobody_of_one_s_territory(world, client, monkeypatch):
    """Only so many are read; those of other territories must not take the places of one's own."""
    monkeypatch.setattr(selectors, "CLOSEST", 2)
    for number in range(1, 4):  # ids that stand first among those who are equally alike
        Hcp.objects.create(pk=uuid.UUID(int=number), first_name="Elena", last_name="Marchetti", region="FL")
    client.force_login(world.rep1)
    sent = {"q": "Elena Marchetti", "purpose": "call"}
    found = client.post("/accounts/commercial/choose/", sent).content.decode()
    assert str(world.north_hcp.pk) in found
    assert names(world.rep1, words="marchetti", regions=()) == []


def test_plain_page_lists_everybody_by_name_and_filters_by_address(doctors, client):
    client.force_login(doctors.msl1)
    rows = client.get(URL).context["rows"]
    assert [row.last_name for row in rows] == ["Adeyemi", "Marchetti", "Müller-Łoś", "Okafor", "Vo"]
    page = client.get(URL, {"region": "FL", "specialty": "Nephrology"}).content.decode()
    assert "Müller" in page
    assert "Adeyemi" not in page
    page = client.get(URL, {"kind": "organisations", "region": "NY"}).content.decode()
    assert "Northgate University Hospital" in page
    assert "No account here yet" in client.get(URL, {"region": "WY"}).content.decode()


def test_words_come_by_post_and_answer_a_fragment(doctors, client):
    client.force_login(doctors.rep1)
    answer = client.post(URL, {"q": "Okafr"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "Chidi Okafor" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert "<html" in client.post(URL, {"q": "Okafr"}).content.decode()
    assert "No account like that" in client.post(URL, {"q": "zzzz"}).content.decode()


def test_words_in_an_address_are_understood_too(doctors, client):
    client.force_login(doctors.rep1)
    page = client.get(URL, {"q": "Okafr"})
    assert [str(row) for row in page.context["rows"]] == ["Chidi Okafor"]
    assert 'value="Okafr"' in page.content.decode()


def test_filters_alone_lead_to_an_address_that_can_be_paged(doctors, client):
    client.force_login(doctors.rep1)
    answer = client.post(URL, {"q": " ", "kind": "people", "region": "FL", "specialty": "nonsense"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/?kind=people&region=FL")


def test_search_needs_its_token(world):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.rep1)
    assert strict.post(URL, {"q": "x"}).status_code == 403


def test_record_leads_each_to_the_page_of_their_side(world, client):
    url = reverse("accounts_shared:record", args=[world.north_hcp.pk])
    for person, side in (
        (world.msl1, "medical"),
        (world.head_of_medical1, "medical"),
        (world.rep1, "commercial"),
        (world.vp_commercial1, "commercial"),
    ):
        client.force_login(person)
        assert client.get(url)["Location"] == f"/accounts/{side}/{world.north_hcp.pk}/"
    for person in (world.event_coordinator1, world.clinical_development1):
        client.force_login(person)
        page = client.get(url)
        assert page.status_code == 200
        assert "Shared facts" in page.content.decode()


def test_organisation_shows_its_people_and_unknown_is_404(world, client):
    client.force_login(world.rep1)
    page = client.get(reverse("accounts_shared:record", args=[world.hospital.pk])).content.decode()
    assert "Northgate University Hospital" in page
    assert "Marchetti" in page
    empty = Organisation.objects.create(name="Nowhere Clinic", city="Albany", region="NY")
    page = client.get(reverse("accounts_shared:record", args=[empty.pk])).content.decode()
    assert "Nobody on record here" in page
    assert "Albany, NY" in page
    assert client.get(reverse("accounts_shared:record", args=[uuid.uuid4()])).status_code == 404


def test_who_has_no_business_here_and_who_is_not_signed_in(world, client):
    assert client.get(URL)["Location"].startswith("/login/")
    for person in (world.compliance1, world.administrator1):
        client.force_login(person)
        assert client.get(URL).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow_with_rows(world, client, django_assert_num_queries, rows):
    Hcp.objects.exclude(pk=world.north_hcp.pk).delete()
    for n in range(rows - 1):
        hcp = Hcp.objects.create(first_name="A", last_name=f"Veld{n}", region="NY")
        Affiliation.objects.create(hcp=hcp, organisation=world.hospital)
    client.force_login(world.vp_commercial1)
    with django_assert_num_queries(LIST_QUERIES):
        assert len(client.get(URL).context["rows"]) == min(rows, 25)


LIST_QUERIES = 17


def test_pages_follow_one_another_without_gap(world, client):
    for n in range(60):
        Hcp.objects.create(first_name="A", last_name=f"Veld{n:02}", region="NY")
    client.force_login(world.rep1)
    seen, query = [], {"region": "NY"}
    for _ in range(5):
        rows = client.get(URL, query).context["rows"]
        seen += [row.last_name for row in rows]
        if not rows.next:
            break
        query["after"] = rows.next
    assert seen == ["Marchetti", *(f"Veld{n:02}" for n in range(60))]


@pytest.mark.parametrize(
    ("credentials", "shown"),
    [
        ("MD", "Dr. A Veld"),
        ("M.D., FACC", "Dr. A Veld"),
        ("RN, CDOE", "A Veld"),
        ("PharmD", "Dr. A Veld"),
        ("", "A Veld"),
    ],
)
def test_only_doctors_are_called_doctor(credentials, shown):
    assert Hcp(first_name="A", last_name="Veld", credentials=credentials).display_name == shown
