"""The form of a question: with script and without, screened while typing, its doctor found, nothing typed lost."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.shared.models import Hcp
from handoffs.commercial.models import Inquiry
from handoffs.commercial.selectors import MATCHES
from handoffs.door import INQUIRY
from msl_governance.firewall.models import Passage, Refusal
from msl_governance.firewall.screening import removals, screen
from tests.handoffs.commercial.support import CLEAN, HTMX, NEW_YORK, OFFENDING, at, posted, text_of

CLOSEST_ONLY = "The closest names only."


def test_form_about_a_doctor_has_the_contact_in_it(rep, world):
    page = rep.get(at("new"), {"hcp": str(world.north_hcp.pk)})
    assert page.status_code == 200
    assert f'value="{world.north_hcp.phone}"' in page.content.decode()
    assert "Northgate University Hospital" in text_of(page)
    assert "Only what the preview shows crosses" in text_of(page)


@pytest.mark.parametrize("hcp", ["", "nonsense", "0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"])
def test_form_without_a_doctor_asks_for_one(rep, hcp):
    page = rep.get(at("new"), {"hcp": hcp})
    assert 'id="id_doctor"' in page.content.decode()


def test_sending_leads_to_the_record(rep, world):
    answer = rep.post(at("new"), posted(world.north_hcp), follow=True)
    inquiry = Inquiry.objects.get()
    assert answer.redirect_chain == [(at("detail", inquiry.pk), 302)]
    assert "Sent through Door 2 on" in text_of(answer)
    assert Passage.objects.count() == 1


def test_preview_shows_every_declared_field_and_no_other(rep, world):
    context = rep.post(at("screen"), posted(world.north_hcp)).context
    shown = [name for line in context["preview"].lines for name in line.fields]
    assert sorted(shown) == sorted(INQUIRY.fields)
    assert all(line.pieces for line in context["preview"].lines)


def test_live_screening_holds_back_in_the_preview_and_closes_the_button(rep, world):
    answer = rep.post(at("screen"), posted(world.north_hcp, verbatim=OFFENDING), **HTMX)
    body = answer.content.decode()
    assert answer.status_code == 200
    preview = body[body.index('id="preview-body"') :]
    held = [one.text for one in screen(OFFENDING, "inquiry")]
    for phrase in held:
        assert f"<q>{phrase}</q>" in body
        assert phrase not in preview
    assert body.count(f'data-remove="{removals(OFFENDING, screen(OFFENDING, "inquiry"))[0]}"') == len(held)
    assert "What falls with it" in body
    assert "How does it act?" in preview
    assert "held back" in preview
    assert 'aria-disabled="true" aria-describedby="send-why"' in preview
    assert f"Remove {len(held)} phrase" in text_of(answer)


def test_live_screening_of_nothing_says_nothing(rep):
    answer = rep.post(at("screen"), {"verbatim": ""})
    assert "fw-screen" not in answer.content.decode()
    assert "not given yet" in text_of(answer)


def test_live_screening_of_a_clean_text_opens_the_button(rep, world):
    body = rep.post(at("screen"), posted(world.north_hcp)).content.decode()
    assert "aria-disabled" not in body
    assert "fw-screen-ok" in body


def test_live_screening_writes_nothing(rep, world, monkeypatch):
    from django.db import DatabaseError

    monkeypatch.setattr(
        "handoffs.commercial.desk.kept_draft", lambda *_: Inquiry.objects.create(author_id=world.rep1.pk)
    )
    with pytest.raises(DatabaseError, match="read-only"):
        rep.post(at("screen"), posted(world.north_hcp))


def test_offending_text_is_held_with_nothing_lost(rep, world):
    answer = rep.post(at("new"), posted(world.north_hcp, verbatim=OFFENDING, signature_name="E. M."))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert OFFENDING in body
    assert 'value="E. M."' in body
    assert 'value="wed"' in body
    assert not Inquiry.objects.exists()
    assert Refusal.objects.get().text == OFFENDING


def test_offending_text_is_noted_even_where_something_is_missing(rep, world):
    answer = rep.post(at("new"), posted(world.north_hcp, verbatim=OFFENDING, kind=""))
    assert answer.status_code == 422
    assert "Choose the kind of question." in text_of(answer)
    assert Refusal.objects.count() == 1


def test_empty_form_says_what_is_missing_next_to_each_field(rep):
    answer = rep.post(at("new"), {"action": "send", "preferred_day": "any", "preferred_part": "any"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {
        "hcp", "contact_phone", "kind", "verbatim", "adverse_event", "unprompted", "acknowledged",
        "acknowledged_at",
    }  # fmt: skip
    for name in ("contact_phone", "kind", "verbatim"):
        assert f'id="id_{name}_error"' in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("contact_phone", "ring after the target talk"), ("contact_email", "x")]
)
def test_words_in_the_contact_are_refused_even_for_a_draft(rep, world, field, value):
    answer = rep.post(at("new"), posted(world.north_hcp, action="keep", **{field: value}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert f'value="{value}"' in answer.content.decode()


def test_lapsed_attestation_is_said_on_the_form(rep, world):
    world.rep1.attested_on = None
    world.rep1.save()
    answer = rep.post(at("new"), posted(world.north_hcp))
    assert answer.status_code == 422
    assert "firewall training has lapsed" in text_of(answer)
    assert CLEAN.replace("?", "") in text_of(answer)
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (timedelta(hours=2), "This lies ahead"),
        (timedelta(days=-40), "more than 30 days ago"),
        (None, "Say when"),
    ],
)
def test_the_moment_the_question_was_heard_is_asked_and_is_believable(rep, world, moment, words):
    given = (timezone.localtime(timezone=NEW_YORK) + moment).strftime("%Y-%m-%dT%H:%M") if moment else "soon"
    answer = rep.post(at("new"), posted(world.north_hcp, acknowledged_at=given))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["acknowledged_at"]
    assert words in text_of(answer)
    assert f'value="{given}"' in answer.content.decode()


def test_heard_at_is_now_unless_said_and_by_the_reps_own_clock(rep, world):
    world.rep1.time_zone = "America/Los_Angeles"
    world.rep1.save()
    page = rep.get(at("new"), {"hcp": str(world.north_hcp.pk)})
    here = timezone.localtime(timezone=ZoneInfo("America/Los_Angeles"))
    assert f'value="{here:%Y-%m-%dT%H}' in page.content.decode()
    yesterday = here - timedelta(days=1)
    rep.post(at("new"), posted(world.north_hcp, acknowledged_at=yesterday.strftime("%Y-%m-%dT%H:%M")))
    sent = Inquiry.objects.get()
    assert sent.acknowledged_at == yesterday.replace(second=0, microsecond=0)
    assert sent.steps.get(name="acknowledge").at == sent.acknowledged_at
    assert f"{yesterday:%H:%M}" in text_of(rep.get(at("detail", sent.pk)))


def test_line_ends_are_one_character_everywhere(rep, world):
    rep.post(at("new"), posted(world.north_hcp, verbatim="First line?\r\nSecond line?"))
    assert Inquiry.objects.get().verbatim == "First line?\nSecond line?"


def test_namesakes_are_told_apart_by_town_and_number(rep, world):
    for city, npi in (("Albany", "1234567893"), ("Boston", "1245319599")):
        Hcp.objects.create(first_name="Ines", last_name="Namesake", city=city, region="NY", npi=npi)
    found = text_of(rep.post(at("doctors"), {"doctor": "namesake"}, **HTMX))
    for words in ("Albany, NY", "NPI 1234567893", "Boston, NY", "NPI 1245319599"):
        assert words in found
    assert CLOSEST_ONLY not in found
    one = Hcp.objects.get(npi="1245319599")
    chosen = text_of(rep.post(at("doctors"), {"pick": str(one.pk)}, **HTMX))
    assert "Boston, NY, NPI 1245319599" in chosen


def test_a_search_that_shows_the_closest_alone_says_so(rep):
    for number in range(MATCHES):
        Hcp.objects.create(first_name=f"Ines{number}", last_name="Namesake", country="US")
    assert CLOSEST_ONLY in text_of(rep.post(at("doctors"), {"doctor": "namesake"}, **HTMX))


def test_neither_way_to_reach_the_doctor_is_called_optional_where_one_is_needed(rep, world):
    body = rep.get(at("new"), {"hcp": str(world.north_hcp.pk)}).content.decode()
    for name in ("contact_phone", "contact_email"):
        label = body[body.index(f'for="id_{name}"') :].partition("</label>")[0]
        assert "optional" not in label


def test_doctor_is_found_chosen_and_changed_without_script(rep, world):
    found = rep.post(at("new"), posted(world.north_hcp, hcp="", action="find", doctor="marcheti"))
    assert found.status_code == 200
    assert "Dr. Elena Marchetti" in text_of(found)
    assert CLEAN in found.content.decode()
    chosen = rep.post(at("new"), posted(world.north_hcp, hcp="", action=None, pick=str(world.south_hcp.pk)))
    assert f'value="{world.south_hcp.email}"' in chosen.content.decode()
    changed = rep.post(at("new"), posted(world.north_hcp, action="change"))
    assert 'id="id_doctor"' in changed.content.decode()
    assert world.north_hcp.email not in changed.content.decode()
    assert not Inquiry.objects.exists()


def test_search_by_script_answers_matches_alone_and_choice_moves_preview(rep, world):
    found = rep.post(at("doctors"), {"doctor": "adeyem"}, **HTMX)
    assert "Samuel Adeyemi" in text_of(found)
    assert "preview-body" not in found.content.decode()
    chosen = rep.post(at("doctors"), {"pick": str(world.south_hcp.pk)}, **HTMX)
    assert chosen.headers["HX-Trigger-After-Settle"] == "doctor-chosen"
    assert "preview-body" in chosen.content.decode()
    nobody = rep.post(at("doctors"), {"doctor": "zzzzqqq"}, **HTMX)
    assert "Nobody by that name" in text_of(nobody)
    short = rep.post(at("doctors"), {"doctor": "a"}, **HTMX)
    assert "Adeyemi" not in text_of(short)
