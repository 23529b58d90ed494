"""Drafts of call reports by the pages: kept as typed, found again, one's own alone."""

from uuid import uuid4

from django.test import Client

from accounts.medical.drafts import ColleagueDraft
from accounts.medical.models import CallReport
from accounts.medical.services import save_draft
from msl_governance.firewall.database import acting_as

from .reports import HTMX, LIST, draft, new, only, typed


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


def test_a_draft_is_nobody_elses(world, msl):
    msl.post(new(world), typed(world, action="draft"))
    director = Client()
    director.force_login(world.msl_director1)
    for address in (f"{LIST}{only().pk}/", f"{LIST}{only().pk}/edit/"):
        assert director.get(address).status_code == 404


def test_a_draft_with_a_colleague_alone_has_no_form(world, msl):
    with acting_as(world.msl1):
        alone = draft(world, hcp_ids=(), colleagues=(ColleagueDraft("Joren Valk"),))
        kept = save_draft(by=world.msl1, client_key=uuid4(), draft=alone, typed={})
    assert msl.get(f"{LIST}{kept.pk}/edit/").status_code == 404
    assert "Joren Valk" in msl.get(f"{LIST}{kept.pk}/").content.decode()
