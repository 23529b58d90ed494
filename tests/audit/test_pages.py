"""What compliance and legal read of the ledger and the refusals, and that nobody else does."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from msl_governance.audit import selectors
from msl_governance.audit.forms import LedgerFilter, RefusalFilter
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.models import Passage, Refusal

LEDGER, REFUSALS = "/oversight/ledger/", "/oversight/refusals/"
START = datetime(2026, 3, 2, 12, tzinfo=UTC)


def passage(person=None, *, payload='{"verbatim": "How does it act?", "kind": "mechanism"}', **changes):
    """A row of the ledger, as the door writes it."""
    facts = {
        "door": 2, "crossing": "inquiry", "direction": "COMMERCIAL > MEDICAL", "basis": "unsolicited request",
        "at": START, "person_id": person and person.pk, "payload": payload,
        "sha256": hashlib.sha256(payload.encode()).hexdigest(),
    }  # fmt: skip
    return Passage.objects.create(**facts | changes)


def refusal(person=None, **changes):
    """A row of the refusals, as core writes it."""
    facts = {
        "at": START, "kind": "screening", "place": "inquiry", "person_id": person and person.pk,
        "side": person.side if person else "", "text": "", "request_id": "",
    }  # fmt: skip
    return Refusal.objects.create(**facts | changes)


@pytest.fixture
def reviewer(client, world):
    client.force_login(world.compliance1)
    return client


def hrefs(page, name, rows):
    return [page.content.decode().count(f'href="{reverse(name, args=[row.pk])}"') for row in rows]


@pytest.mark.parametrize("who", ["compliance1", "legal1"])
def test_oversight_reads_lists_and_single_records(client, world, who):
    client.force_login(getattr(world, who))
    crossed = passage(world.rep1)
    held = refusal(
        world.rep1, text="She writes 40 scripts", detail=[{"rule": "R1", "kind": "prescribing"}, "x"]
    )
    for address in (LEDGER, REFUSALS, f"{LEDGER}{crossed.pk}/", f"{REFUSALS}{held.pk}/", "/"):
        page = client.get(address)
        assert page.status_code == 200, address
        assert world.rep1.full_name in page.content.decode(), address


@pytest.mark.parametrize("who", ["msl1", "rep1", "administrator1", "head_of_medical1"])
def test_nobody_else_learns_that_there_is_a_ledger(client, world, who):
    client.force_login(getattr(world, who))
    crossed, held = passage(world.rep1), refusal(world.rep1)
    missing = client.get("/no-such-page/")
    for address in (LEDGER, REFUSALS, f"{LEDGER}{crossed.pk}/", f"{REFUSALS}{held.pk}/"):
        page = client.get(address)
        assert (page.status_code, page.content) == (404, missing.content), address


def test_a_record_that_is_not_there(reviewer):
    for address in (LEDGER, REFUSALS):
        assert reviewer.get(f"{address}{uuid4()}/").status_code == 404


def test_empty_lists_say_so(reviewer):
    assert b"Nothing has crossed in this period" in reviewer.get(LEDGER).content
    assert b"Nothing was held in this period" in reviewer.get(REFUSALS).content
    home = reviewer.get("/").content
    assert b"Nothing has crossed yet" in home
    assert b"Nothing was held" in home


@pytest.mark.parametrize("address", [LEDGER, REFUSALS])
def test_a_period_the_wrong_way_round_is_said_beside_its_end_and_narrows_by_its_beginning(
    reviewer, world, address
):
    passage(world.rep1)
    refusal(world.rep1)
    days = {"at__date__gte": "2026-03-01", "at__date__lte": "2026-02-28"}
    page = reviewer.get(address, days)
    assert page.context["form"].errors == {
        "at__date__lte": ["This day lies before the one under “From”. Choose that day or a later one."]
    }
    assert "This day lies before the one under" in page.content.decode()
    assert len(page.context["page"].rows) == 1
    same = reviewer.get(address, days | {"at__date__lte": "2026-03-01"})
    assert same.context["form"].errors == {}


@pytest.mark.parametrize(("address", "word"), [(LEDGER, "Crossings"), (REFUSALS, "Refusals")])
def test_the_page_goes_by_the_word_of_the_menu(reviewer, world, address, word):
    row = {LEDGER: passage, REFUSALS: refusal}[address](world.rep1)
    crumbs = [
        re.search(r'<nav[^>]*class="fw-crumbs".*?</nav>', reviewer.get(one).content.decode(), re.DOTALL)[0]
        for one in (address, f"{address}{row.pk}/")
    ]
    assert all(word in one and "Ledger" not in one for one in crumbs)


def test_a_task_and_a_stranger_are_called_what_they_are(reviewer, world):
    crossed, held = passage(None), refusal(None)
    gone = passage(None, person_id=uuid4())
    for address in (LEDGER, f"{LEDGER}{crossed.pk}/", f"{LEDGER}{gone.pk}/"):
        assert "A task of the side" in reviewer.get(address).content.decode()
    for address in (REFUSALS, f"{REFUSALS}{held.pk}/"):
        assert "Nobody signed in" in reviewer.get(address).content.decode()


def test_a_crossing_shows_its_payload_and_that_it_is_intact(reviewer, world):
    row = passage(world.rep1)
    page = reviewer.get(f"{LEDGER}{row.pk}/").content.decode()
    assert "How does it act?" in page
    assert row.sha256 in page
    assert "The same" in page
    assert "Not the same" not in page


def test_a_payload_that_was_changed_shows(reviewer, world):
    row = passage(world.rep1, sha256="0" * 64)
    assert "Not the same" in reviewer.get(f"{LEDGER}{row.pk}/").content.decode()


def test_a_passage_that_is_its_own_message(reviewer, world):
    row = passage(world.rep1, crossing="withdrawal", payload="{}")
    page = reviewer.get(f"{LEDGER}{row.pk}/").content.decode()
    assert "None: the passage itself is the message." in page
    assert "Withdrawn by the HCP" in page


def test_a_door_that_was_taken_out_keeps_its_word(reviewer, world):
    row = passage(world.rep1, crossing="old_door_7")
    assert "old_door_7" in reviewer.get(f"{LEDGER}{row.pk}/").content.decode()


@pytest.mark.parametrize(
    ("make", "address", "name"), [(passage, LEDGER, "audit:passage"), (refusal, REFUSALS, "audit:refusal")]
)
def test_pages_go_on_where_the_last_one_ended(reviewer, world, make, address, name):
    """Newest first; several rows share a moment, so the key decides there."""
    rows = [make(world.rep1, at=START - timedelta(minutes=n // 4)) for n in range(selectors.SIZE * 2 + 5)]
    seen, query = [], {}
    for expected in (selectors.SIZE, selectors.SIZE, 5):
        page = reviewer.get(address, query)
        on_it = [row for row, times in zip(rows, hrefs(page, name, rows), strict=True) if times]
        assert len(on_it) == expected
        seen += on_it
        query = {"before": page.context["page"].next}
        assert bool(query["before"]) is (expected == selectors.SIZE and len(seen) < len(rows))
        assert (b'rel="next"' in page.content) is bool(query["before"])
    assert len(seen) == len(rows)
    assert set(seen) == set(rows)
    assert [row.at for row in seen] == sorted((row.at for row in rows), reverse=True)


def test_exactly_one_page_has_no_next(reviewer, world):
    for n in range(selectors.SIZE):
        passage(world.rep1, at=START - timedelta(minutes=n))
    assert reviewer.get(LEDGER).context["page"].next == ""


BROKEN = [
    "nonsense", ",", ",9a5d4ac3-8a0b-4a57-9a3c-0a3e7c1f0001", "2026-03-02T12:00:00+00:00", "2026-03-02T12:00:00+00:00,not-an-id",
    "2026-13-45T99:00:00+00:00,9a5d4ac3-8a0b-4a57-9a3c-0a3e7c1f0001",
    "2026-03-02T12:00:00,9a5d4ac3-8a0b-4a57-9a3c-0a3e7c1f0001", "\x00,\x00", "2026-03-02",
]  # fmt: skip


@pytest.mark.parametrize("before", BROKEN)
@pytest.mark.parametrize("address", [LEDGER, REFUSALS])
def test_a_broken_place_is_the_first_page(reviewer, world, address, before):
    passage(world.rep1)
    refusal(world.rep1)
    page = reviewer.get(address, {"before": before})
    assert page.status_code == 200
    assert len(page.context["page"].rows) == 1


def test_the_ledger_is_narrowed_by_crossing_and_day(reviewer, world):
    early = passage(world.rep1, at=START - timedelta(days=9))
    late = passage(world.msl1, crossing="standing", direction="MEDICAL > COMMERCIAL")
    for query, expected in (
        ({}, [late, early]),
        ({"crossing": "standing"}, [late]),
        ({"crossing": "inquiry"}, [early]),
        ({"crossing": "no such"}, [late, early]),
        ({"at__date__gte": "2026-03-01"}, [late]),
        ({"at__date__lte": "2026-03-01"}, [early]),
        ({"at__date__lte": "yesterday", "crossing": "standing"}, [late]),
        ({"at__date__gte": "2027-01-01"}, []),
    ):
        page = reviewer.get(LEDGER, query)
        assert [row.pk for row in page.context["page"].rows] == [row.pk for row in expected], query


def test_the_refusals_are_narrowed_by_kind_side_and_day(reviewer, world):
    early = refusal(world.rep1, kind="door", at=START - timedelta(days=9))
    late = refusal(world.msl1, kind="wall")
    for query, expected in (
        ({}, [late, early]),
        ({"kind": "door"}, [early]),
        ({"kind": "nothing"}, [late, early]),
        ({"side": "MEDICAL"}, [late]),
        ({"side": "COMMERCIAL", "kind": "wall"}, []),
        ({"at__date__gte": "2026-03-01"}, [late]),
        ({"at__date__lte": "2026-03-01"}, [early]),
    ):
        page = reviewer.get(REFUSALS, query)
        assert [row.pk for row in page.context["page"].rows] == [row.pk for row in expected], query


def test_a_filter_goes_with_the_next_page(reviewer, world):
    for n in range(selectors.SIZE + 3):
        passage(world.rep1, at=START - timedelta(minutes=n))
        passage(world.msl1, crossing="standing", at=START - timedelta(minutes=n))
    first = reviewer.get(LEDGER, {"crossing": "standing"})
    second = reviewer.get(LEDGER, {"crossing": "standing", "before": first.context["page"].next})
    assert {row.crossing for row in second.context["page"].rows} == {"standing"}
    assert len(second.context["page"].rows) == 3
    assert "crossing=standing&amp;before=" in first.content.decode()


def test_filters_without_anything_chosen_do_not_narrow(world):
    with acting_as(world.compliance1):
        assert LedgerFilter({}).wishes() == {}
    assert RefusalFilter({"kind": "", "side": "PLATFORM"}).wishes() == {}


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    ("make", "address", "names"),
    # Once for the rows, and once for the choice of people by which the ledger is narrowed.
    [(passage, LEDGER, 2), (refusal, REFUSALS, 1)],
)
def test_a_list_costs_the_same_for_one_row_and_thirty(reviewer, world, make, address, names, rows):
    people = [world.rep1, world.msl1, world.msl2, None]
    for n in range(rows):
        make(people[n % 4], at=START - timedelta(minutes=n))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = reviewer.get(address)
    assert len(page.context["page"].rows) == rows
    asked = [q["sql"] for q in queries if q["sql"].startswith("SELECT") and "firewall_" in q["sql"]]
    named = [q["sql"] for q in queries if "people_anycolleague" in q["sql"]]
    assert (len(asked), len(named)) == (1, names)


def test_home_counts_the_last_seven_days(reviewer, world):
    for days, kind in ((0, "door"), (1, "door"), (6, "wall"), (8, "wall"), (30, "grant")):
        refusal(world.rep1, kind=kind, at=timezone.now() - timedelta(days=days))
    for days in (0, 6, 8):
        passage(world.rep1, at=timezone.now() - timedelta(days=days))
    context = reviewer.get("/").context
    numbers = {str(label): number for label, number in context["kinds"]}
    assert (context["refused"], context["crossed"]) == (3, 2)
    assert (numbers["Door"], numbers["Across the wall"], numbers["Permission across"]) == (2, 1, 0)
    assert len(numbers) == len(Refusal.Kind)


def test_home_shows_the_newest_six(reviewer, world):
    for n in range(8):
        passage(world.rep1, at=START - timedelta(minutes=n))
        refusal(world.rep1, at=START - timedelta(minutes=n))
    context = reviewer.get("/").context
    for rows in (context["passages"], context["refusals"]):
        assert [row.at for row in rows] == [START - timedelta(minutes=n) for n in range(6)]
