"""One hand-off through all its passages: the reference, the filters, the print view; and that oversight alone has it."""

from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, transaction

from accounts.door import INFLUENCE
from handoffs.commercial.models import Inquiry
from handoffs.medical.models import FollowUp
from handoffs.protocol import FollowUpState as State
from msl_governance.audit import rules, selectors
from msl_governance.audit.forms import LedgerFilter
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.models import Passage
from tests.audit.test_pages import LEDGER, START, passage
from tests.handoffs.medical import story

WHOLE = UUID("3f2a9c1b-0000-4000-8000-000000000001")


@pytest.fixture
def reviewer(client, world):
    client.force_login(world.compliance1)
    return client


def shown(page):
    return {row.pk for row in page.context["page"].rows}


def test_every_passage_of_a_hand_off_names_it(world, reviewer):
    """Inquiry, two standings and the interest, each by the ids of both sides; another hand-off by others."""
    interest = story.proposed(world)
    with acting_as(world.msl_director1):
        story.services.release_interest(interest=interest, by=world.msl_director1)
    story.do("close", world, interest.follow_up, world.msl1)
    mine = set(Passage.objects.values_list("pk", flat=True))
    inquiry, follow_up = Inquiry.objects.get().pk, interest.follow_up_id
    story.send(world)
    assert sorted(Passage.objects.filter(pk__in=mine).values_list("crossing", flat=True)) == [
        "inquiry", "interest", "standing", "standing",
    ]  # fmt: skip
    for row in Passage.objects.filter(pk__in=mine):
        assert (row.reference_id, row.far_reference_id) == (inquiry, follow_up), row.crossing
    for typed in (inquiry, follow_up, rules.reference(inquiry), rules.reference(follow_up)):
        assert shown(reviewer.get(LEDGER, {"reference": str(typed)})) == mine
    body = reviewer.get(LEDGER).content.decode()
    assert body.count(f"?reference={inquiry}") == 4


def test_a_withdrawal_names_its_hand_off(world):
    inquiry = story.send(world)
    story.withdraw_inquiry(inquiry, world.rep1)
    rows = Passage.objects.filter(reference_id=inquiry.pk, far_reference_id=FollowUp.objects.get().pk)
    assert {row.crossing for row in rows} == {"inquiry", "withdrawal"}


def test_a_word_on_the_account_list_names_its_entry():
    from msl_governance.firewall.database.door_sql import _references

    assert _references(INFLUENCE) == ("(payload->>'id')::uuid", "NULL")


@pytest.mark.parametrize("who", ["msl1", "rep1", "administrator1"])
def test_neither_side_reads_a_reference(world, who):
    story.send(world)
    with acting_as(getattr(world, who)), pytest.raises(ProgrammingError, match="permission denied"):
        with transaction.atomic():
            list(Passage.objects.values_list("reference_id", "far_reference_id"))


def test_the_ledger_is_narrowed_by_door_person_and_reference(world, reviewer):
    mine = passage(world.rep1, reference_id=WHOLE)
    list_word = passage(world.msl1, door=1, crossing="influence", reference_id=uuid4())
    for query, expected in (
        ({"door": "1"}, {list_word.pk}),
        ({"door": "2"}, {mine.pk}),
        ({"door": "9"}, {mine.pk, list_word.pk}),
        ({"person_id": str(world.msl1.pk)}, {list_word.pk}),
        ({"person_id": str(world.legal1.pk)}, {mine.pk, list_word.pk}),
        ({"reference": "3f2a"}, {mine.pk}),
        ({"reference": " 3F2A9C1B "}, {mine.pk}),
        ({"reference": str(WHOLE)}, {mine.pk}),
        ({"reference": "3F2A9C1C"}, set()),
        ({"reference": "3f2a", "door": "1"}, set()),
    ):
        assert shown(reviewer.get(LEDGER, query)) == expected, query


@pytest.mark.parametrize("typed", ["3f2", "nobody", "3f2a9c1b-zzzz", "0" * 33])
def test_what_is_no_reference_is_said_beside_its_field(world, reviewer, typed):
    row = passage(world.rep1, reference_id=WHOLE)
    page = reviewer.get(LEDGER, {"reference": typed})
    assert shown(page) == {row.pk}
    assert "such as 3F2A9C1B" in page.content.decode()


def test_people_are_chosen_by_id_and_stay_in_the_choice_when_they_left(world):
    type(world.rep1).objects.filter(pk=world.rep2.pk).update(is_active=False)
    with acting_as(world.compliance1):
        offered = dict(selectors.who_may_cross())
    steward = world.compliance1
    assert {str(one.pk) for one in (world.rep1, world.rep2, world.msl1, steward)} <= set(offered)
    assert str(world.legal1.pk) not in offered


def test_paper_says_what_it_was_narrowed_by_and_who_printed(world, reviewer):
    row = passage(world.rep1, reference_id=WHOLE)
    passage(world.msl1, crossing="standing")
    page = reviewer.get(
        LEDGER,
        {"print": "1", "crossing": "inquiry", "person_id": str(world.rep1.pk), "at__date__gte": "2026-03-01"},
    )
    body = page.content.decode()
    assert shown(page) == {row.pk}
    for words in (row.sha256, "3F2A9C1B", "Scientific inquiry", world.rep1.full_name, "1 Mar 2026"):
        assert words in body
    assert f"{world.compliance1.full_name}, " in body
    assert "there are more" not in body


def test_paper_takes_many_and_says_where_it_ends(world, reviewer, monkeypatch):
    monkeypatch.setattr(selectors, "MOST_ON_PAPER", selectors.SIZE + 5)
    for _number in range(selectors.SIZE + 6):
        passage(world.rep1)
    page = reviewer.get(LEDGER, {"print": "1"})
    assert len(page.context["page"].rows) == selectors.SIZE + 5
    assert "there are more" in page.content.decode()
    assert "Nothing: all crossings" in page.content.decode()
    assert reviewer.get(LEDGER, {"print": "1", "at__date__gte": "2027-01-01"}).status_code == 200


def test_a_passage_without_a_reference_says_so(world, reviewer):
    row = passage(world.rep1, at=START)
    assert "None" in reviewer.get(f"{LEDGER}{row.pk}/").content.decode()
    with acting_as(world.compliance1):
        assert LedgerFilter({}).in_words() == []


def test_a_passages_page_leads_to_all_passages_of_its_hand_off(world, reviewer):
    story.in_state(world, State.ACCEPTED)
    for row in Passage.objects.all():
        body = reviewer.get(f"{LEDGER}{row.pk}/").content.decode()
        assert f"{LEDGER}?reference={Inquiry.objects.get().pk}" in body
        assert str(FollowUp.objects.get().pk) in body
