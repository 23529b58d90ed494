"""Drafts of a question: kept while typing, opened again, sent once, deleted unless they tell of an adverse event."""

from datetime import timedelta

from django.utils import timezone

from handoffs.commercial import services
from handoffs.commercial.models import Inquiry
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.models import Passage
from tests.handoffs.commercial.support import CLEAN, HTMX, NEW_YORK, at, entry_for, posted, text_of


def test_what_was_said_of_it_is_kept_with_a_draft(rep, world):
    heard = (timezone.localtime(timezone=NEW_YORK) - timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    rep.post(at("autosave"), posted(world.north_hcp, acknowledged_at=heard, acknowledged=None), **HTMX)
    body = rep.get(at("edit", Inquiry.objects.get().pk)).content.decode()
    assert f'value="{heard}"' in body
    assert Inquiry.objects.get().acknowledged is False


def test_autosave_keeps_one_draft_and_forgives(rep, world):
    first = rep.post(
        at("autosave"), {"verbatim": "Half a", "preferred_day": "any", "contact_email": "half@"}, **HTMX
    )
    draft = Inquiry.objects.get()
    assert f'value="{draft.pk}"' in first.content.decode()
    rep.post(at("autosave"), {"verbatim": "Half a question", "draft": str(draft.pk)}, **HTMX)
    assert Inquiry.objects.get().verbatim == "Half a question"
    assert "Draft saved" in text_of(first)


def test_autosave_of_nothing_keeps_nothing(rep):
    assert rep.post(at("autosave"), {"preferred_day": "any"}, **HTMX).status_code == 204
    assert not Inquiry.objects.exists()


def test_autosave_after_sending_changes_nothing(rep, sent):
    answer = rep.post(at("autosave"), {"verbatim": "Other", "draft": str(sent.pk)}, **HTMX)
    assert answer.status_code == 422
    assert Inquiry.objects.get().verbatim == CLEAN


def test_kept_draft_opens_again_and_is_sent(rep, world):
    kept = rep.post(at("new"), posted(world.north_hcp, action="keep", kind=""), follow=True)
    assert "Kept as a draft. Nothing has crossed." in text_of(kept)
    draft = Inquiry.objects.get()
    assert rep.get(at("detail", draft.pk)).url == at("edit", draft.pk)
    page = rep.get(at("edit", draft.pk))
    assert CLEAN in page.content.decode()
    answer = rep.post(at("edit", draft.pk), posted(world.north_hcp))
    assert answer.url == at("detail", draft.pk)
    assert rep.get(at("edit", draft.pk)).url == at("detail", draft.pk)
    assert rep.post(at("edit", draft.pk), posted(world.north_hcp)).url == at("detail", draft.pk)
    assert rep.post(at("new"), posted(world.north_hcp, draft=str(draft.pk))).url == at("detail", draft.pk)
    assert Passage.objects.count() == 1


def test_keeping_an_empty_form_keeps_nothing(rep):
    assert rep.post(at("new"), {"action": "keep"}).url == at("list")
    assert not Inquiry.objects.exists()


def test_role_that_moved_meanwhile_loses_nothing(rep, world, monkeypatch):
    from handoffs.protocol import NotNow

    def gone(**_):
        raise NotNow("This has moved on meanwhile.")

    monkeypatch.setattr(services, "save_draft", gone)
    answer = rep.post(at("new"), posted(world.north_hcp, action="keep"))
    assert answer.status_code == 422
    assert "moved on meanwhile" in text_of(answer)
    assert CLEAN in answer.content.decode()


def test_draft_is_deleted(rep, world):
    with acting_as(world.rep1):
        draft = services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp))
    assert "Delete draft" in text_of(rep.get(at("edit", draft.pk)))
    assert rep.post(at("delete", draft.pk)).url == at("list")
    assert not Inquiry.objects.exists()


def test_draft_with_an_adverse_event_is_not_deleted(rep, world):
    with acting_as(world.rep1):
        draft = services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp, adverse_event=True))
    answer = rep.post(at("delete", draft.pk), follow=True)
    assert "mentions an adverse event" in text_of(answer)
    assert Inquiry.objects.exists()
