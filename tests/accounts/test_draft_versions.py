"""One draft, two devices: neither overwrites what the other wrote, and nothing is made twice."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from accounts.medical import rules
from accounts.medical.models import CallReport
from accounts.medical.services import is_overtaken, save_draft
from msl_governance.firewall.database import acting_as

from .reports import HTMX, draft, new, typed

A, B = str(uuid4()), str(uuid4())


@pytest.mark.parametrize(
    ("kept", "sent", "overtaken"),
    [
        ({}, {"writer": [A]}, False),
        ({"writer": [""]}, {"writer": [A]}, False),
        ({"writer": [A]}, {"writer": [A]}, False),
        ({"writer": [A]}, {"writer": [B], "seen": [A]}, False),
        ({"writer": [A]}, {"writer": [B], "seen": [""]}, True),
        ({"writer": [A]}, {"writer": [B]}, True),
        ({"writer": [A]}, {}, True),
    ],
)
def test_overtaken_is_what_was_neither_written_nor_seen(kept, sent, overtaken):
    assert rules.is_overtaken(kept, sent) is overtaken


def test_the_late_one_becomes_a_draft_of_its_own_however_often_it_is_sent(world):
    key = uuid4()
    with acting_as(world.msl1):
        first = save_draft(
            by=world.msl1, client_key=key, draft=draft(world), typed={"writer": [A], "x": ["1"]}
        )
        late = {"writer": [B], "seen": [str(uuid4())], "x": ["2"], "client_key": [str(key)]}
        aside = save_draft(by=world.msl1, client_key=key, draft=draft(world), typed=late)
        again = save_draft(by=world.msl1, client_key=key, draft=draft(world), typed=late | {"x": ["3"]})
        assert aside.pk == again.pk != first.pk
        first.refresh_from_db()
        assert (first.typed["x"], again.typed["x"]) == (["1"], ["3"])
        assert again.typed["client_key"] == [str(again.client_key)]
        assert UUID(str(again.client_key)) == rules.key_set_aside(key, late)
        assert is_overtaken(by=world.msl1, client_key=key, typed=late)
        assert not is_overtaken(by=world.msl1, client_key=uuid4(), typed=late)
        assert not is_overtaken(by=world.msl1, client_key=None, typed=late)
    with acting_as(world.msl2):
        assert not is_overtaken(by=world.msl2, client_key=key, typed=late)


def opened(client, address):
    """The hidden fields of the form as a browser opened it."""
    report = client.get(address).context["parts"].report
    return {name: str(report[name].value() or "") for name in ("client_key", "writer", "seen")}


def test_two_devices_by_the_pages(world, msl):
    sent = typed(world, action="autosave", **opened(msl, new(world)))
    kept = msl.post(new(world), sent, headers=HTMX)
    assert (kept["Draft-Outcome"], kept["Draft-Key"]) == ("kept", sent["client_key"])
    edit = kept["HX-Replace-Url"]
    desk, phone = opened(msl, edit), opened(msl, edit)
    assert desk["seen"] == phone["seen"] == sent["writer"]
    assert len({desk["writer"], phone["writer"], sent["writer"]}) == 3
    assert msl.post(edit, sent | phone | {"summary": "Phone."}, headers=HTMX)["Draft-Outcome"] == "kept"
    late = sent | desk | {"summary": "Desk."}
    aside = msl.post(edit, late, headers=HTMX)
    assert aside["Draft-Outcome"] == "aside"
    assert "Both are kept" in aside.content.decode()
    assert aside["HX-Replace-Url"] != edit
    going_on = late | {"client_key": aside["Draft-Key"], "summary": "Desk, more."}
    assert msl.post(aside["HX-Replace-Url"], going_on, headers=HTMX)["Draft-Outcome"] == "kept"
    words = sorted(one.typed["summary"][0] for one in CallReport.objects.all())
    assert words == ["Desk, more.", "Phone."]


@pytest.mark.parametrize("action", ["check", "submit"])
def test_nothing_is_signed_that_was_overtaken(world, msl, action):
    sent = typed(world, action="autosave", **opened(msl, new(world)))
    edit = msl.post(new(world), sent, headers=HTMX)["HX-Replace-Url"]
    desk, phone = opened(msl, edit), opened(msl, edit)
    msl.post(edit, sent | phone | {"summary": "Phone."}, headers=HTMX)
    late = sent | desk | {"summary": "Desk.", "action": action}
    headers = HTMX if action == "check" else {}
    answer = msl.post(edit, late, headers=headers)
    on = answer.headers.get("HX-Redirect") or answer.headers["Location"]
    page = msl.get(on).content.decode()
    assert "Both are kept" in page
    assert "Desk." in page
    assert set(CallReport.objects.values_list("state", flat=True)) == {"draft"}
    assert CallReport.objects.count() == 2


def test_finish_later_says_it_as_well(world, msl):
    sent = typed(world, action="autosave", **opened(msl, new(world)))
    msl.post(new(world), sent, headers=HTMX)
    other = sent | {"writer": str(uuid4()), "action": "draft"}
    page = msl.post(new(world), other, follow=True).content.decode()
    assert "changed on another device meanwhile" in page
    assert CallReport.objects.count() == 2


def test_one_that_cannot_be_set_aside_says_why(world, msl):
    sent = typed(world, action="autosave", **opened(msl, new(world)))
    msl.post(new(world), sent, headers=HTMX)
    long = sent | {"writer": str(uuid4()), "action": "submit", "summary": "x" * 100_001}
    answer = msl.post(new(world), long)
    assert answer.status_code == 422
    assert "longer than a report may be" in answer.content.decode()


def test_what_was_submitted_elsewhere_is_told_apart_from_what_is_refused(world, msl):
    sent = typed(world, **opened(msl, new(world)))
    msl.post(new(world), sent)
    locked = msl.post(new(world), sent | {"action": "autosave"}, headers=HTMX)
    assert (locked.status_code, locked["Draft-Outcome"]) == (422, "locked")
    other = Client()
    other.force_login(world.msl2)
    refused = other.post(new(world), sent | {"action": "autosave"}, headers=HTMX)
    assert (refused.status_code, refused["Draft-Outcome"]) == (422, "refused")
