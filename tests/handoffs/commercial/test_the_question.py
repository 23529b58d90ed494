"""The question itself: asked before, too short, too long; nothing that was typed is cut or lost. And the home's counts."""

import pytest

from handoffs.commercial import rules, selectors, services
from handoffs.commercial.models import Inquiry
from handoffs.protocol import StandingState
from msl_governance.firewall.database import acting_as
from tests.handoffs.commercial.support import CLEAN, at, entry_for, posted, text_of

HTMX = {"HTTP_HX_REQUEST": "true"}
LONG = "What is known of it in adults? " * 70


def screened(rep, world, text, **changes):
    return rep.post(at("screen"), posted(world.north_hcp, verbatim=text, **changes), **HTMX)


def test_the_same_question_for_the_same_doctor_is_hinted_at_and_may_go_on(rep, world, sent):
    answer = screened(rep, world, f"  {CLEAN.upper()} ")
    assert "You passed this question on for this doctor on" in text_of(answer)
    assert at("detail", sent.pk) in answer.content.decode()
    assert 'aria-disabled="true"' not in answer.content.decode()
    again = rep.post(at("new"), posted(world.north_hcp, verbatim=f"{CLEAN} Again?"))
    assert (again.status_code, Inquiry.objects.count()) == (302, 2)


@pytest.mark.parametrize(
    ("text", "hcp"), [(f"{CLEAN} And in adults?", "north_hcp"), (CLEAN, "south_hcp"), ("?!", "north_hcp")]
)
def test_another_question_or_another_doctor_is_not(rep, world, sent, text, hcp):
    answer = rep.post(at("screen"), posted(getattr(world, hcp), verbatim=text), **HTMX)
    assert "You passed this question on" not in text_of(answer)


def test_neither_a_draft_nor_a_colleagues_question_nor_itself_is_hinted_at(client, world, sent):
    with acting_as(world.rep2):
        services.save_draft(by=world.rep2, entry=entry_for(world.north_hcp))
        assert selectors.asked_before(world.rep2, entry_for(world.north_hcp), but=None) is None
    with acting_as(world.rep1):
        entry = entry_for(world.north_hcp)
        assert selectors.asked_before(world.rep1, entry, but=sent.pk) is None
        assert selectors.asked_before(world.rep1, entry, but=None) == sent
        assert selectors.asked_before(world.rep1, entry_for(world.north_hcp, verbatim=" "), but=None) is None


def test_how_long_a_question_may_be_stands_beside_it(rep):
    words = text_of(rep.get(at("new")))
    assert "At least three words, at most 2,000 characters." in words


@pytest.mark.parametrize("text", ["Why?", "How so"])
def test_a_question_of_two_words_is_sent_back_with_a_sentence(rep, world, text):
    answer = rep.post(at("new"), posted(world.north_hcp, verbatim=text))
    assert answer.status_code == 422
    assert str(rules.SHORT_SENTENCE) in text_of(answer)
    assert not Inquiry.objects.exists()


def test_what_is_too_long_is_said_with_its_length_and_stays_whole(rep, world):
    answer = rep.post(at("new"), posted(world.north_hcp, verbatim=LONG))
    assert answer.status_code == 422
    assert f"This has {len(LONG.strip()):,} characters, and at most 2,000 may cross." in text_of(answer)
    assert LONG.strip() in answer.content.decode()
    kept = rep.post(at("autosave"), posted(world.north_hcp, verbatim=LONG), **HTMX)
    assert kept.status_code == 200
    assert Inquiry.objects.get().verbatim == LONG.strip()


def test_what_even_a_draft_cannot_hold_is_said_and_takes_nothing_away(rep, world):
    rep.post(at("autosave"), posted(world.north_hcp), **HTMX)
    draft = Inquiry.objects.get()
    endless = "word " * 5000
    answer = rep.post(at("autosave"), posted(world.north_hcp, verbatim=endless, draft=str(draft.pk)), **HTMX)
    assert answer.status_code == 422
    assert "Shorten this to 20000 characters" in text_of(answer)
    draft.refresh_from_db()
    assert draft.verbatim == CLEAN


def test_no_box_cuts_what_is_pasted_into_it(rep):
    page = rep.get(at("new")).content.decode()
    box = page[page.index("<textarea") :].split(">")[0]
    assert "maxlength" not in box
    assert 'data-most="2000"' in box


def test_home_counts_what_needs_one_and_what_is_open_apart(rep, world, sent, told):
    with acting_as(world.rep1):
        services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp, verbatim="Another one it is?"))
        services.submit_inquiry(by=world.rep1, entry=entry_for(world.south_hcp))
    home = rep.get("/")
    assert "1 thing needs you. 2 inquiries are open." in text_of(home)
    assert home.context["rows"][0]["inquiry"].state == "draft"
    told(StandingState.CLOSED)
    assert "1 thing needs you. 1 inquiry is open." in text_of(rep.get("/"))


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({}, 0), ({"contact_phone": "+1 555 0142", "contact_email": "a@b.example"}, 0), ({"verbatim": " \n"}, 0),
        ({"verbatim": "How"}, 1), ({"kind": "mechanism"}, 1), ({"unprompted": True}, 1), ({"acknowledged": True}, 1),
        ({"adverse_event": False}, 1), ({"adverse_event": True}, 1), ({"signature_name": "Elena Marchetti"}, 1),
        ({"preferred_day": "mon"}, 1), ({"preferred_part": "late"}, 1),
    ],
)  # fmt: skip
def test_a_doctor_who_was_looked_up_needs_nobody(rep, world, more, counts):
    with acting_as(world.rep1):
        kept = services.save_draft(by=world.rep1, entry=rules.Entry(hcp_id=world.north_hcp.pk, **more))
    assert selectors.waiting_for(world.rep1) == counts
    home = rep.get("/")
    assert ("Nothing waits for you." in text_of(home)) is (counts == 0)
    assert home.context["rows"][0]["inquiry"] == kept


def test_home_says_nothing_of_open_ones_where_there_are_none(rep):
    assert "Nothing waits for you." in text_of(rep.get("/"))
    assert "open." not in text_of(rep.get("/"))
