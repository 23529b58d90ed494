"""The question before sending: asked of a sound form alone, and nothing is sent by asking."""

import json

import pytest

from handoffs.commercial import services
from handoffs.commercial.models import Inquiry
from handoffs.medical.models import FollowUp
from msl_governance.firewall.models import Refusal
from tests.handoffs.commercial.support import CLEAN, HTMX, OFFENDING, at, posted, text_of


def test_a_sound_form_is_asked_about_and_nothing_is_sent(rep, world):
    answer = rep.post(at("new"), posted(world.north_hcp, action="check"), **HTMX)
    assert answer.status_code == 200
    assert json.loads(answer.headers["HX-Trigger-After-Settle"])["fw-open"] == "ask"
    body = answer.content.decode()
    assert "<html" not in body
    assert CLEAN in body
    assert "fw-err" not in body
    assert not Inquiry.objects.exists()
    assert not Refusal.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "kind"),
    [
        ({"kind": ""}, "kind", None),
        ({"acknowledged": None}, "acknowledged", None),
        ({"verbatim": OFFENDING}, "verbatim", "screening"),
    ],
)
def test_a_form_that_would_be_refused_is_not_asked_about(rep, world, changes, field, kind):
    answer = rep.post(at("new"), posted(world.north_hcp, action="check", **changes), **HTMX)
    assert answer.status_code == 422
    assert "HX-Trigger-After-Settle" not in answer.headers
    assert list(answer.context["form"].errors) == [field]
    assert "fw-err" in answer.content.decode()
    assert list(Refusal.objects.values_list("kind", flat=True)) == ([kind] if kind else [])


def test_a_door_that_will_not_open_is_said_before_somebody_is_asked(rep, world):
    world.rep1.attested_on = None
    world.rep1.save()
    answer = rep.post(at("new"), posted(world.north_hcp, action="check"), **HTMX)
    assert answer.status_code == 422
    assert "firewall training has lapsed" in text_of(answer)


def test_the_send_button_asks_the_server_first_and_works_without_script(rep, world):
    body = rep.get(at("new"), {"hcp": str(world.north_hcp.pk)}).content.decode()
    button = body[body.index('id="send"') : body.index("Send through Door 2</button>")]
    assert "data-open" not in button
    assert """hx-vals='{"action": "check"}'""" in button
    assert 'value="send"' in button


def test_a_step_that_is_over_meanwhile_is_said_when_sending(rep, world, monkeypatch):
    from handoffs.protocol import NotNow

    def gone(**_):
        raise NotNow("This has moved on meanwhile.")

    monkeypatch.setattr(services, "submit_inquiry", gone)
    answer = rep.post(at("new"), posted(world.north_hcp))
    assert answer.status_code == 422
    assert "moved on meanwhile" in text_of(answer)


def test_the_next_screening_takes_the_refusal_away(rep, world):
    """One message at a time: the red one of the refused sending goes with the green one that comes."""
    refused = rep.post(at("new"), posted(world.north_hcp, verbatim=OFFENDING)).content.decode()
    assert 'id="id_verbatim_error"><p class="fw-err">' in refused
    clean = rep.post(at("screen"), posted(world.north_hcp), **HTMX).content.decode()
    assert 'id="id_verbatim_error" hx-swap-oob="true"></div>' in clean
    assert "fw-screen-ok" in clean
    fresh = rep.get(at("new")).content.decode()
    assert 'id="id_verbatim_error"></div>' in fresh


@pytest.mark.parametrize(
    "unseen",
    [
        "".join(chr(0xE0000 + ord(letter)) for letter in OFFENDING),
        "".join(chr(0xE0100 + number) for number in OFFENDING.encode()),
        "\u200b\u200c\u200d\u2060\u202e",
        # Not one of these is of the category of format characters: unassigned, controls, selectors, fillers, a blank.
        "".join(chr(0xE0200 + number) for number in OFFENDING.encode()),
        "".join(chr(0x80 + number % 32) for number in OFFENDING.encode()) + "\x01\x02\x7f",
        "\u180b\u180c\u180d\u180f\u034f\u17b4\u17b5\u2065\ufff0",
        "\u115f\u1160\u3164\uffa0\u2800",
    ],
)
def test_what_nobody_sees_does_not_cross(rep, world, unseen):
    rep.post(at("new"), posted(world.north_hcp, verbatim=CLEAN + unseen))
    assert Inquiry.objects.get().verbatim == FollowUp.objects.get().verbatim == CLEAN


@pytest.mark.parametrize("email", ['"\x01\x02"@northgate.example', "e@north\u180b\u180cgate.example"])
def test_what_nobody_sees_does_not_cross_in_an_address_either(rep, world, email):
    answer = rep.post(at("new"), posted(world.north_hcp, contact_email=email))
    assert answer.status_code == 422
    assert "nothing else in it" in text_of(answer)
    assert not FollowUp.objects.exists()
