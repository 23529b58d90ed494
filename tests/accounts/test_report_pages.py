"""The pages of call reports, as a browser uses them."""

import json
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.medical.drafts import ColleagueDraft, SafetyDraft
from accounts.medical.models import CallReport
from accounts.medical.services import save_draft
from accounts.shared.models import Hcp
from msl_governance.firewall.database import acting_as

from .reports import draft, submitted, typed

LIST = "/accounts/medical/reports/"
NEW = f"{LIST}new/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def msl(world, client):
    """msl1, signed in."""
    client.force_login(world.msl1)
    return client


def new(world):
    return f"{NEW}?hcp={world.north_hcp.pk}"


def only():
    return CallReport.objects.get()


def test_a_request_that_unfolds_without_a_connection_is_not_called_optional(world, msl):
    (topic,) = msl.get(new(world)).context["parts"].discussions
    for name in ("asked_by_name", "verbatim", "information_provided"):
        assert "optional" not in topic[name].as_field_group()
    assert "optional" in topic["follow_up_questions"].as_field_group()


def test_form_begins_with_sensible_defaults(world, msl):
    page = msl.get(new(world))
    parts = page.context["parts"]
    assert parts.report["channel"].value() == "face_to_face"
    assert parts.report["met_at"].value().minute % 15 == 0
    assert parts.report["client_key"].value()
    assert "Dr. Elena Marchetti" in page.content.decode()
    required = [f.name for f in parts.report if f.field.required and not f.is_hidden]
    required += [f.name for f in parts.discussions.forms[0] if f.field.required]
    assert required == ["met_at", "channel", "adverse_event", "topic", "content_class"]
    assert parts.discussions.forms[0]["origin"].value() == "reactive"


def test_how_it_came_up_is_reactive_where_nothing_else_is_said(world, msl):
    sent = typed(world)
    del sent["d-0-origin"]
    assert msl.post(new(world), sent).status_code == 302
    assert only().discussions.get().origin == "reactive"


def test_a_whole_report_is_submitted_and_shown(world, msl):
    answer = msl.post(new(world), typed(world), follow=True)
    assert answer.redirect_chain[-1][0] == f"{LIST}{only().pk}/"
    page = answer.content.decode()
    assert "Signed and locked" in page
    assert "Went through the design." in page
    assert "Baseline data." in page
    assert "24 hours" not in page


def test_an_adverse_event_says_how_to_report_it(world, msl):
    heard = typed(world, adverse_event="yes")
    refused = msl.post(new(world), heard).content.decode()
    assert "so that drug safety can act on it" in refused
    told = refused.split('for="id_safety_description"')[1].split("</label>")[0]
    assert "optional" not in told
    page = msl.post(new(world), heard | {"safety_description": "A rash after two days."}, follow=True)
    assert "Report the adverse event to drug safety within 24 hours" in page.content.decode()
    assert "A rash after two days." in page.content.decode()


def test_beyond_label_needs_its_request_and_keeps_what_was_typed(world, msl):
    sent = typed(world, **{"d-0-content_class": "off_label", "d-0-asked_by_name": "", "adverse_event": ""})
    answer = msl.post(new(world), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for sentence in (
        "Write who asked", "Write down the request", "Name the information", "Say whether a side effect",
        "Went through the design.", "Baseline data.", "4 answers need you",
    ):  # fmt: skip
        assert sentence in page
    assert not CallReport.objects.exists()
    sent |= {
        "d-0-asked_by_name": "Dr. Elena Marchetti", "d-0-verbatim": "What in dialysis?", "adverse_event": "no",
        "d-0-information_provided": "Document 12, v3",
    }  # fmt: skip
    assert "nobody prompted" in msl.post(new(world), sent).content.decode()
    page = msl.post(new(world), sent | {"d-0-unprompted": "on"}, follow=True).content.decode()
    assert "What in dialysis?" in page
    assert "Document 12, v3" in page


def test_beyond_label_beside_a_commercial_colleague_is_refused(world, msl):
    sent = typed(world, **{
        "d-0-content_class": "off_label", "d-0-verbatim": "Q", "d-0-information_provided": "D", "d-0-unprompted": "on",
        "c-0-name": "Tom Lindqvist", "c-0-side": "commercial",
    })  # fmt: skip
    answer = msl.post(new(world), sent)
    assert answer.status_code == 422
    assert "while a commercial colleague is present" in answer.content.decode()
    assert msl.post(new(world), sent | {"c-0-side": "medical"}).status_code == 302
    assert only().attendees.filter(colleague_name="Tom Lindqvist").exists()


def test_several_topics_a_blank_one_and_a_removed_one(world, msl):
    sent = typed(world, **{
        "d-TOTAL_FORMS": "4",
        "d-1-topic": str(world.topic.pk), "d-1-content_class": "heor", "d-1-origin": "proactive",
        "d-2-topic": "", "d-2-origin": "reactive",
        "d-3-topic": str(world.topic.pk), "d-3-content_class": "heor", "d-3-origin": "reactive", "d-3-DELETE": "on",
    })  # fmt: skip
    assert msl.post(new(world), sent).status_code == 302
    assert list(only().discussions.values_list("content_class", "origin")) == [
        ("on_label", "reactive"), ("heor", "proactive")
    ]  # fmt: skip
    removed = typed(world, **{"d-0-DELETE": "on"})
    answer = msl.post(new(world), removed)
    assert answer.status_code == 422
    assert "Add at least one topic" in answer.content.decode()


def test_complaints_stand_at_the_row_they_are_about(world, msl):
    sent = typed(world, **{
        "d-TOTAL_FORMS": "2", "d-0-DELETE": "on", "d-1-topic": str(world.topic.pk),
        "d-1-content_class": "investigational", "d-1-origin": "proactive", "d-1-asked_by_name": "A",
        "d-1-verbatim": "Q", "d-1-information_provided": "D", "d-1-unprompted": "on",
    })  # fmt: skip
    forms = msl.post(new(world), sent).context["parts"].discussions.forms
    assert list(forms[1].errors) == ["origin"]
    assert list(forms[0].errors) == []


def test_others_from_the_same_organisation_may_be_named(world, msl):
    sent = typed(world, also_present=[str(world.south_hcp.pk)])
    assert msl.post(new(world), sent).status_code == 302
    assert [a.hcp_id for a in only().attendees.all()] == [world.north_hcp.pk, world.south_hcp.pk]
    answer = msl.post(new(world), typed(world, also_present=[str(uuid4())]))
    assert answer.status_code == 422


@pytest.mark.parametrize(("action", "name"), [("add_topic", "discussions"), ("add_colleague", "colleagues")])
def test_one_more_row_keeps_what_is_typed_and_complains_of_nothing(world, msl, action, name):
    sent = typed(world, action=action, **{"d-0-topic": ""})
    answer = msl.post(new(world), sent, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, "<html" in page, "fw-err" in page) == (200, False, False)
    parts = answer.context["parts"]
    assert len(getattr(parts, name).forms) == 2
    assert "Baseline data." in page
    assert parts.discussions.forms[-1]["origin"].value() == "reactive"
    sent = {**sent, "d-TOTAL_FORMS": "10", "c-TOTAL_FORMS": "8"}
    again = msl.post(new(world), sent).context["parts"]
    assert (len(again.discussions.forms), len(again.colleagues.forms)) == (10, 8)


def test_choosing_a_class_shows_the_request_and_saves_nothing(world, msl):
    sent = typed(world, action="refresh", **{"d-0-content_class": "investigational"})
    page = msl.post(new(world), sent, headers=HTMX).content.decode()
    request = re.search(r'<div class="mb-3" data-shown-by="d-0-content_class"[^>]*>', page)[0]
    assert "hidden" not in request
    assert not CallReport.objects.exists()


def test_typing_is_kept_and_found_again_as_it_was(world, msl):
    sent = typed(
        world, action="autosave", summary="half a sen", met_at="nonsense", **{"d-0-content_class": ""}
    )
    answer = msl.post(new(world), sent, headers=HTMX)
    assert "Kept as a draft" in answer.content.decode()
    edit = f"{LIST}{only().pk}/edit/"
    assert answer["HX-Replace-Url"] == edit
    page = msl.get(edit).content.decode()
    for words in ("half a sen", "Baseline data.", "nonsense", sent["client_key"]):
        assert words in page
    assert "fw-err" not in page
    assert only().typed.keys().isdisjoint({"action", "csrfmiddlewaretoken"})
    sent |= {"action": "submit", "met_at": "2026-01-02T10:00", "d-0-content_class": "heor"}
    assert msl.post(edit, sent)["Location"] == f"{LIST}{only().pk}/"
    assert msl.get(edit).status_code == 404
    assert msl.post(edit, sent)["Location"] == f"{LIST}{only().pk}/"
    assert msl.post(new(world), sent)["Location"] == f"{LIST}{only().pk}/"
    assert CallReport.objects.count() == 1
    late = msl.post(new(world), sent | {"action": "autosave"}, headers=HTMX)
    assert late.status_code == 422
    assert "submitted and locked" in late.content.decode()


def test_finish_later_leads_to_the_list(world, msl):
    page = msl.post(new(world), typed(world, action="draft"), follow=True).content.decode()
    assert "Kept as a draft" in page
    assert f"{LIST}{only().pk}/edit/" in page


def test_a_draft_that_cannot_be_kept_says_why_and_loses_nothing(world, msl):
    answer = msl.post(new(world), typed(world, action="draft", client_key="broken"))
    assert answer.status_code == 422
    assert "has lost its key" in answer.content.decode()
    assert "Baseline data." in answer.content.decode()
    assert msl.post(new(world), typed(world, client_key="broken")).status_code == 422


def test_somebody_elses_key_is_refused(world, msl):
    sent = typed(world)
    msl.post(new(world), sent)
    other = Client()
    other.force_login(world.msl2)
    answer = other.post(new(world), sent)
    assert answer.status_code == 422
    assert "not yours" in answer.content.decode()
    assert "Went through" in answer.content.decode()


def test_a_draft_made_by_the_service_opens_with_its_values(world, msl):
    with acting_as(world.msl1):
        kept = save_draft(by=world.msl1, client_key=uuid4(), draft=draft(world, channel="phone"), typed={})
        empty = save_draft(by=world.msl1, client_key=uuid4(), draft=draft(world, hcp_ids=()), typed={})
    parts = msl.get(f"{LIST}{kept.pk}/edit/").context["parts"]
    assert parts.report["channel"].value() == "phone"
    assert parts.report["client_key"].value() == str(kept.client_key)
    assert msl.get(f"{LIST}{empty.pk}/edit/").status_code == 404
    assert msl.get(f"{LIST}{kept.pk}/").status_code == 200
    assert msl.get(LIST).status_code == 200


def test_the_way_on_leads_within_this_host(world, msl):
    page = msl.get(f"{new(world)}&follow_up=nonsense&next=/accounts/").content.decode()
    assert "nonsense" not in page
    assert msl.post(new(world), typed(world, next="/accounts/"))["Location"] == "/accounts/"
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"):
        assert msl.post(new(world), typed(world, next=elsewhere))["Location"].startswith(LIST)


def test_a_sound_report_is_asked_about_and_nothing_is_submitted(world, msl):
    answer = msl.post(new(world), typed(world, action="check"), headers=HTMX)
    assert answer.status_code == 200
    assert json.loads(answer.headers["HX-Trigger-After-Settle"])["fw-open"] == "sign"
    assert "Went through the design." in answer.content.decode()
    assert not CallReport.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"d-0-topic": ""}, "Add at least one topic"),
        ({"met_at": "2040-01-01T10:00"}, "Choose a time that is past"),
        ({"d-0-content_class": "off_label", "d-0-verbatim": ""}, "Write down the request"),
    ],
)
def test_a_report_that_would_be_refused_is_not_asked_about(world, msl, changes, words):
    answer = msl.post(new(world), typed(world, action="check", **changes), headers=HTMX)
    assert answer.status_code == 422
    assert "HX-Trigger-After-Settle" not in answer.headers
    assert words in answer.content.decode()


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


def test_broken_forms_are_answered_and_never_fail(world, msl):
    for changes in (
        {"d-TOTAL_FORMS": "x"}, {"d-TOTAL_FORMS": "99999"}, {"c-TOTAL_FORMS": ""}, {"d-0-topic": "\x00"},
        {"adverse_event": "maybe"}, {"duration_minutes": "-1"}, {"met_at": "9999-99-99"}, {"summary": "\x00"},
        {"met_at": "0001-01-01T00:00"}, {"d-0-topic": str(uuid4())}, {"met_at": "9999-12-31T23:59"},
    ):  # fmt: skip
        for action in ("submit", "autosave", "draft", "refresh", "add_topic", "nonsense"):
            answer = msl.post(new(world), typed(world, action=action, **changes))
            assert answer.status_code in (200, 302, 422), (changes, action)


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


REPORT_LIST_QUERIES = 29


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


def test_a_draft_is_nobody_elses(world, msl):
    msl.post(new(world), typed(world, action="draft"))
    director = Client()
    director.force_login(world.msl_director1)
    for address in (f"{LIST}{only().pk}/", f"{LIST}{only().pk}/edit/"):
        assert director.get(address).status_code == 404


def test_who_may_not_and_who_only_reads(world, client):
    for person in (world.rep1, world.sales_director1, world.compliance1, world.administrator1):
        client.force_login(person)
        for address in (LIST, new(world)):
            assert client.get(address).status_code == 404
    client.force_login(world.head_of_medical1)
    assert "Log an exchange" not in client.get(LIST).content.decode()
    assert client.get(new(world)).status_code == 403


def test_an_hcp_without_an_organisation_is_written_about_too(world, msl):
    world.north_hcp.affiliations.all().delete()
    parts = msl.get(new(world)).context["parts"]
    assert "also_present" not in parts.report.fields
    assert parts.discussions.forms[0]["asked_by_affiliation"].value() == ""
    assert msl.post(new(world), typed(world, also_present=[str(world.south_hcp.pk)])).status_code == 302


def test_a_draft_with_a_colleague_alone_has_no_form(world, msl):
    with acting_as(world.msl1):
        alone = draft(world, hcp_ids=(), colleagues=(ColleagueDraft("Joren Valk"),))
        kept = save_draft(by=world.msl1, client_key=uuid4(), draft=alone, typed={})
    assert msl.get(f"{LIST}{kept.pk}/edit/").status_code == 404
    assert "Joren Valk" in msl.get(f"{LIST}{kept.pk}/").content.decode()
