"""Compliance sees every refusal: also the stop that somebody was shown while typing, once, whatever became of it."""

import pytest
from django.db import ProgrammingError, connection, transaction

from handoffs.commercial.models import Inquiry
from msl_governance.firewall import refusals
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.models import Refusal
from tests.handoffs.commercial.support import CLEAN, OFFENDING, at, posted

HTMX = {"HTTP_HX_REQUEST": "true"}
MEDICAL = "/handoffs/medical/screen/"
BAD = "He will prescribe 40 more scripts next month."


def typed(client, world, text, matter="one"):
    answer = client.post(at("screen"), posted(world.north_hcp, verbatim=text, matter=matter), **HTMX)
    assert answer.status_code == 200
    return answer


@pytest.fixture
def rep(client, world):
    client.force_login(world.rep1)
    return client


def test_a_stop_that_was_shown_leaves_a_row_though_nothing_was_sent(rep, world):
    typed(rep, world, OFFENDING)
    row = Refusal.objects.get()
    assert (row.kind, row.place, row.person_id, row.side) == (
        "typing", "inquiry", world.rep1.pk, "COMMERCIAL",
    )  # fmt: skip
    assert row.text == OFFENDING
    assert {one["kind"] for one in row.detail} >= {"prescribing"}


def test_one_row_for_a_form_and_what_held_it_not_for_each_pause(rep, world):
    for text in (OFFENDING, f"{OFFENDING} And", f"{OFFENDING} And more of", OFFENDING):
        typed(rep, world, text)
    assert Refusal.objects.count() == 1
    typed(rep, world, f"{OFFENDING} He is a decile 10 target.")
    assert Refusal.objects.count() == 2
    typed(rep, world, OFFENDING, matter="two")
    assert Refusal.objects.count() == 3


def test_each_person_and_each_day_has_its_own(rep, world, client, monkeypatch):
    typed(rep, world, OFFENDING)
    client.force_login(world.rep2)
    typed(client, world, OFFENDING)
    assert Refusal.objects.count() == 2
    monkeypatch.setattr(refusals.timezone, "localdate", lambda: "another day")
    typed(client, world, OFFENDING)
    assert Refusal.objects.count() == 3


def test_a_clean_text_leaves_none(rep, world):
    typed(rep, world, CLEAN)
    typed(rep, world, "")
    assert not Refusal.objects.exists()


def test_sending_it_all_the_same_leaves_a_row_of_its_own(rep, world):
    typed(rep, world, OFFENDING)
    rep.post(at("new"), posted(world.north_hcp, verbatim=OFFENDING, matter="one"))
    assert set(Refusal.objects.values_list("kind", flat=True)) == {"typing", "screening"}


def test_the_form_keeps_its_own_name_over_its_answers(rep, world):
    opened = rep.get(at("new")).context["matter"]
    assert rep.get(at("new")).context["matter"] != opened
    refused = rep.post(at("new"), posted(world.north_hcp, verbatim="", matter=opened))
    assert f'name="matter" form="inquiry" value="{opened}"' in refused.content.decode()


def test_an_interest_that_is_typed_is_held_to_the_same(client, world):
    client.force_login(world.msl1)
    for sentence in (BAD, f"{BAD} I think", "Registry data in dialysis."):
        assert client.post(MEDICAL, {"sentence": sentence, "matter": "x"}).status_code == 200
    row = Refusal.objects.get()
    assert (row.kind, row.place, row.side, row.text) == ("typing", "interest", "MEDICAL", BAD)


def test_the_list_says_what_kind_of_words_they_were(client, world):
    client.force_login(world.rep1)
    typed(client, world, OFFENDING)
    client.force_login(world.compliance1)
    body = client.get("/oversight/refusals/").content.decode()
    assert "Screening, while typing" in body
    assert "Prescribing figures" in body
    page = client.get(f"/oversight/refusals/{Refusal.objects.get().pk}/").content.decode()
    assert "was shown that their words may not cross" in page
    assert "The question of a scientific inquiry" in page
    assert "Prescribing figures" in client.get("/").content.decode()


@pytest.mark.parametrize("who", ["rep1", "msl1"])
def test_no_side_reads_what_was_noted(world, who):
    with acting_as(getattr(world, who)), pytest.raises(ProgrammingError, match="permission denied"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select once from firewall_refusal")


def test_a_key_of_the_other_side_is_never_found_taken(world):
    """The same key may stand once on each side: a conflict would tell one side what the other noted."""
    for side in ("COMMERCIAL", "MEDICAL"):
        for _again in range(2):
            with refusals.collecting(person_id=str(world.rep1.pk), side=side):
                refusals.note("typing", "inquiry", once="k" * 64)
    assert sorted(Refusal.objects.values_list("side", flat=True)) == ["COMMERCIAL", "MEDICAL"]


def test_what_has_no_key_is_noted_each_time(world):
    for _again in range(2):
        with refusals.collecting(person_id=str(world.rep1.pk), side="COMMERCIAL"):
            refusals.note("wall", "x")
    assert Refusal.objects.count() == 2


def test_a_nul_hides_no_stop(client, world):
    """PostgreSQL keeps no NUL: a row that held one would fail, and the answer would still tell what is held."""
    client.force_login(world.msl1)
    assert client.post(MEDICAL, {"sentence": f"{BAD}\x00", "matter": "x"}).status_code == 200
    assert Refusal.objects.get().text == BAD
    refusals.note("screening", "x", text="a\x00b")  # outside a request nothing is collected


def test_choosing_another_doctor_shows_the_stop_and_leaves_a_row(rep, world):
    given = posted(world.north_hcp, verbatim=OFFENDING, matter="one", pick=str(world.north_hcp.pk))
    assert rep.post(at("doctors"), given, **HTMX).status_code == 200
    assert Refusal.objects.get().kind == "typing"


def test_a_kept_draft_that_is_opened_again_shows_the_stop_and_leaves_a_row(rep, world):
    rep.post(at("autosave"), posted(world.north_hcp, verbatim=OFFENDING, matter="one"), **HTMX)
    assert not Refusal.objects.exists()
    assert rep.get(at("edit", Inquiry.objects.get().pk)).status_code == 200
    assert Refusal.objects.get().kind == "typing"
