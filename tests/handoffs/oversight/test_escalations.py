"""The exit to compliance: who takes it, what compliance reads, and that nobody else learns of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from handoffs.commercial import services as commercial
from handoffs.commercial.models import Inquiry, InquiryStep, Standing
from handoffs.commercial.tasks import notice_standings
from handoffs.medical import selectors as medical_selectors
from handoffs.medical import services as medical
from handoffs.medical.models import FollowUpStep
from handoffs.oversight.models import InquiryEscalation
from handoffs.oversight.tasks import tell_of_escalations
from handoffs.protocol import FollowUpState as State
from handoffs.protocol import NotNow
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.models import Passage
from msl_governance.notifications.models import CommercialNotice, MedicalNotice, OversightNotice
from msl_governance.notifications.tasks import send_mail_of_oversight
from msl_governance.people.models import Person
from tests.handoffs.medical import story

PAGE = "/oversight/escalations/"
REASON = "The question was put into his mouth, canary-4471"
RECORD = "handoffs_commercial:detail"


def escalated(world, state=State.ACCEPTED):
    follow_up = story.in_state(world, state)
    story.do("escalate", world, follow_up, world.msl1, reason=REASON)
    return follow_up


def said(world, reason=REASON, **changes):
    """What rep1 put before compliance about a sent inquiry."""
    inquiry = story.send(world, **changes)
    with acting_as(world.rep1):
        commercial.escalate_inquiry(by=world.rep1, inquiry_id=inquiry.pk, reason=reason)
    return inquiry


@pytest.mark.parametrize(
    "state", [State.QUEUED, State.ASSIGNED, State.ACCEPTED, State.SCHEDULED, State.FOLLOWED_UP]
)
def test_medical_escalates_whatever_is_in_hand(world, state):
    follow_up = escalated(world, state)
    step = FollowUpStep.objects.get(follow_up=follow_up, name="escalate")
    assert (step.from_state, step.to_state, step.by_id, step.reason) == (
        state,
        "escalated",
        world.msl1.pk,
        REASON,
    )
    assert follow_up.closed_at is not None


def commercial_side(world, client):
    """All that commercial has of its one inquiry: rows, notices and pages of the rep and the leader."""
    from handoffs.commercial.tasks import notice_standings

    notice_standings()
    inquiry = Inquiry.objects.get()
    pages = []
    for person in (world.rep1, world.sales_director1):
        client.force_login(person)
        for address in (reverse(RECORD, args=[inquiry.pk]), "/handoffs/commercial/", "/notifications/"):
            pages.append(story.page_text(client.get(address)))
    rows = Standing.objects.order_by("state").values_list("state", flat=True)
    return list(rows), CommercialNotice.objects.values_list("kind", flat=True).count(), pages


@pytest.mark.parametrize(
    ("name", "path"), [("decline", ()), ("refer", ("accept",)), ("withdraw", ("accept", "schedule"))]
)
def test_commercial_cannot_tell_it_from_another_end(world, client, name, path):
    """The same way up to the last step: everything that commercial has is the same afterwards."""
    seen = []
    for last in (name, "escalate"):
        sid = transaction.savepoint()
        follow_up = story.in_state(world, State.ASSIGNED)
        for step in (*path, last):
            story.do(step, world, follow_up, world.msl1)
        seen.append(commercial_side(world, client))
        transaction.savepoint_rollback(sid)
    assert seen[0] == seen[1]
    assert "closed" in seen[0][0]


def test_every_end_looks_the_same_to_commercial_answered_or_not(world, client):
    """One notice and the same words, whether somebody answered, declined, referred or escalated."""
    seen = set()
    for end in (State.CLOSED, State.DECLINED, State.REFERRED, State.ESCALATED):
        sid = transaction.savepoint()
        story.in_state(world, end)
        notice_standings()
        words = tuple(sorted(Standing.objects.values_list("state", flat=True)))
        seen.add((words, CommercialNotice.objects.filter(kind="standing_changed").count()))
        transaction.savepoint_rollback(sid)
    assert seen == {(("closed", "with_medical"), 1)}


def test_nothing_of_an_escalated_one_is_returned_any_more(world):
    interest = story.proposed(world)
    story.do("escalate", world, interest.follow_up, world.msl1, reason=REASON)
    with acting_as(world.msl_director1):
        assert not medical_selectors.interests_waiting(world.msl_director1).exists()
        with pytest.raises(NotNow, match="moved on"):
            medical.release_interest(interest=interest, by=world.msl_director1)
    assert not Passage.objects.filter(crossing="interest").exists()


def test_the_medical_page_offers_it_and_shows_the_step(world, client):
    follow_up = story.in_state(world, State.ACCEPTED)
    client.force_login(world.msl1)
    address = reverse("handoffs_medical:act", args=[follow_up.pk, "escalate"])
    assert address in client.get(reverse("handoffs_medical:detail", args=[follow_up.pk])).content.decode()
    assert client.post(address, {"reason": " "}).status_code == 422
    page = client.post(address, {"reason": REASON}, follow=True).content.decode()
    assert "Escalated to compliance" in page
    assert REASON in page
    assert address not in page


@pytest.mark.parametrize(
    ("state", "present"), [(State.ASSIGNED, 3), (State.ACCEPTED, 4), (State.FOLLOWED_UP, 5)]
)
def test_the_steps_stop_where_it_was_escalated(world, state, present):
    from handoffs.medical.pages import five_steps

    steps = five_steps(escalated(world, state), None)
    assert [step["state"] for step in steps].index("stop") == present - 1


# The representative


def test_a_representative_tells_compliance_and_commercial_has_no_trace_of_it(world, client):
    client.force_login(world.rep1)
    inquiry = story.send(world)
    address = reverse("handoffs_commercial:escalate", args=[inquiry.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    before = story.page_text(client.get(reverse(RECORD, args=[inquiry.pk])))
    answer = client.post(address, {"reason": f" {REASON} "}, follow=True)
    assert "Compliance has it" in answer.content.decode()
    client.post(address, {"reason": REASON}, follow=True)
    said_once = InquiryEscalation.objects.get()
    assert (said_once.inquiry_id, said_once.raised_by_id, said_once.reason) == (
        inquiry.pk,
        world.rep1.pk,
        REASON,
    )
    assert story.page_text(client.get(reverse(RECORD, args=[inquiry.pk]))) == before
    assert not InquiryStep.objects.filter(inquiry=inquiry, name="escalate").exists()
    assert set(inquiry.history.values_list("history_type", flat=True)) == {"+"}


def test_a_leader_is_not_offered_it_and_cannot(world, client):
    inquiry = said(world)
    client.force_login(world.sales_director1)
    page = client.get(reverse(RECORD, args=[inquiry.pk]))
    assert "Tell compliance" not in page.content.decode()
    assert (
        client.post(reverse("handoffs_commercial:escalate", args=[inquiry.pk]), {"reason": "x"}).status_code
        == 403
    )


def test_a_draft_is_not_escalated(world, client):
    with acting_as(world.rep1):
        draft = Inquiry.objects.create(author_id=world.rep1.pk)
    client.force_login(world.rep1)
    answer = client.post(reverse("handoffs_commercial:escalate", args=[draft.pk]), {"reason": REASON})
    assert answer.status_code == 422
    assert "moved on" in answer.content.decode()
    assert not InquiryEscalation.objects.exists()


@pytest.mark.parametrize("who", ["rep1", "sales_director1", "msl1", "administrator1"])
def test_no_side_reads_what_was_said(world, who):
    said(world)
    with acting_as(getattr(world, who)), pytest.raises(DatabaseError, match="denied"), transaction.atomic():
        list(InquiryEscalation.objects.all())


@pytest.mark.parametrize("change", [{"reason": "other"}, None])
def test_nobody_rewrites_or_deletes_it(world, change):
    said(world)
    rows = InquiryEscalation.objects.all()
    with acting_as(world.compliance1), pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**change) if change else rows.delete()


# Compliance


def test_compliance_reads_both_and_gets_a_notice_without_a_word_of_it(world, client):
    follow_up = escalated(world)
    inquiry = said(world, reason="She was told to ask, canary-9910", kind="heor")
    tell_of_escalations()
    tell_of_escalations()
    notices = list(OversightNotice.objects.filter(person_id=world.compliance1.pk))
    assert [notice.kind for notice in notices] == ["escalated", "escalated"]
    assert not OversightNotice.objects.exclude(person_id=world.compliance1.pk).exists()
    assert not MedicalNotice.objects.filter(kind="escalated").exists()
    assert not CommercialNotice.objects.exists()
    send_mail_of_oversight()
    assert len(mail.outbox) == 2
    for words in ("canary", "Marchetti", "escalat"):
        assert not any(words in one.body + one.subject for one in mail.outbox)
    client.force_login(world.compliance1)
    seen = {notice.url.partition("#")[0]: client.get(notice.url).content.decode() for notice in notices}
    assert REASON in seen[f"{PAGE}?side=medical"]
    assert "canary-9910" in seen[f"{PAGE}?side=commercial"]
    assert world.rep1.full_name in seen[f"{PAGE}?side=commercial"]
    for page in seen.values():
        assert follow_up.hcp.display_name in page
        assert inquiry.verbatim in page


def test_the_page_turns_by_side_and_by_key(world, client, monkeypatch):
    from msl_governance.ui import pagination

    monkeypatch.setattr(pagination.paged, "__kwdefaults__", {**pagination.paged.__kwdefaults__, "size": 1})
    said(world)
    said(world, reason="another", kind="heor")
    client.force_login(world.compliance1)
    first = client.get(PAGE, {"side": "commercial"})
    assert len(first.context["rows"]) == 1
    second = client.get(PAGE, {"side": "commercial", "after": first.context["page"].next})
    assert {first.context["rows"][0]["row"].reason, second.context["rows"][0]["row"].reason} == {
        REASON,
        "another",
    }
    assert "Nothing was escalated" in client.get(PAGE, {"side": "nonsense"}).content.decode()


def test_a_new_officer_is_not_told_of_what_another_was_told_of(world):
    escalated(world)
    tell_of_escalations()
    Person.objects.create_user(
        "compliance2",
        "x",
        full_name="New Officer",
        role="compliance",
        attested_on=timezone.localdate() - timedelta(days=1),
    )
    tell_of_escalations()
    assert OversightNotice.objects.count() == 1
