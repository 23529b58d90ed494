"""The pages of call reports, as a browser uses them: a report read, listed, shared, and begun with an HCP."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.medical.drafts import SafetyDraft
from accounts.shared.models import Hcp
from msl_governance.firewall.database import acting_as

from .reports import HTMX, LIST, NEW, new, only, submitted, typed


def test_a_whole_report_is_submitted_and_shown(world, msl):
    answer = msl.post(new(world), typed(world), follow=True)
    assert answer.redirect_chain[-1][0] == f"{LIST}{only().pk}/"
    page = answer.content.decode()
    assert "Signed and locked" in page
    assert "Went through the design." in page
    assert "Baseline data." in page
    assert "24 hours" not in page


def test_the_way_on_leads_within_this_host(world, msl):
    page = msl.get(f"{new(world)}&follow_up=nonsense&next=/accounts/").content.decode()
    assert "nonsense" not in page
    assert msl.post(new(world), typed(world, next="/accounts/"))["Location"] == "/accounts/"
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"):
        assert msl.post(new(world), typed(world, next=elsewhere))["Location"].startswith(LIST)


def test_namesakes_are_told_apart_by_town_and_number(world, msl):
    for city, npi in (("Albany", "1234567893"), ("Boston", "1245319599")):
        Hcp.objects.create(first_name="Ines", last_name="Namesake", city=city, region="NY", npi=npi)
    found = msl.post(f"{LIST}choose/", {"q": "namesake"}, headers=HTMX).content.decode()
    for words in ("Albany, NY", "1234567893", "Boston, NY", "1245319599"):
        assert words in found


def test_the_hcp_is_chosen_first_where_none_is_named(world, msl):
    page = msl.get(f"{NEW}?follow_up=1").content.decode()
    assert "Whom did you speak with?" in page
    answer = msl.post(f"{LIST}choose/", {"q": "marcheti"}, headers=HTMX)
    assert f"{NEW}?hcp={world.north_hcp.pk}" in answer.content.decode()
    assert "Nobody like that" in msl.post(f"{LIST}choose/", {"q": "zzzz"}).content.decode()
    assert msl.get(f"{LIST}choose/").status_code == 405
    for wrong in ("nonsense", uuid4()):
        assert msl.get(f"{NEW}?hcp={wrong}").status_code == 404


def test_list_filters_by_hcp_and_pages(world, msl):
    with acting_as(world.msl1):
        mine = submitted(world)
        submitted(
            world,
            hcp_ids=(world.south_hcp.pk,),
            adverse_event=True,
            safety=SafetyDraft("adverse_event", "Rash"),
        )
    assert len(msl.get(LIST).context["rows"]) == 2
    page = msl.get(LIST, {"hcp": world.north_hcp.pk})
    assert [row.pk for row in page.context["rows"]] == [mine.pk]
    assert "Adverse event noticed" in msl.get(LIST).content.decode()


REPORT_LIST_QUERIES = 30


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_list_do_not_grow(world, msl, django_assert_num_queries, rows):
    with acting_as(world.msl1):
        for _ in range(rows):
            submitted(world)
    with django_assert_num_queries(REPORT_LIST_QUERIES):
        assert len(msl.get(LIST).context["rows"]) == min(rows, 25)


def test_share_from_the_page(world, msl):
    with acting_as(world.msl1):
        report = submitted(world)
    url = reverse("accounts_medical:share", args=[report.pk])
    other = Client()
    other.force_login(world.msl2)
    assert other.get(f"{LIST}{report.pk}/").status_code == 404
    assert other.post(url, {"colleague": world.msl2.pk}).status_code == 404
    assert msl.post(url, {"colleague": ""}).status_code == 422
    assert msl.post(url, {"colleague": world.rep1.pk}).status_code == 422
    page = msl.post(url, {"colleague": world.msl2.pk}, follow=True).content.decode()
    assert "Shared with Joren Valk" in page
    page = other.get(f"{LIST}{report.pk}/")
    assert page.status_code == 200
    assert "Share with a medical colleague" not in page.content.decode()
    assert other.post(url, {"colleague": world.head_of_medical1.pk}).status_code == 422
    assert other.get(f"{LIST}{report.pk}/edit/").status_code == 404


def test_who_may_not_and_who_only_reads(world, client):
    for person in (world.rep1, world.sales_director1, world.compliance1, world.administrator1):
        client.force_login(person)
        for address in (LIST, new(world)):
            assert client.get(address).status_code == 404
    client.force_login(world.head_of_medical1)
    assert "Log an exchange" not in client.get(LIST).content.decode()
    assert client.get(new(world)).status_code == 403
