"""An account's timeline: one's own side's, month by month, a year at a time."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.commercial import timeline as of_commercial
from accounts.commercial.models import DetailCall
from accounts.medical import timeline as of_medical
from accounts.medical.drafts import DiscussionDraft, SafetyDraft
from accounts.medical.models import CallReport, SafetyRecord
from accounts.medical.objectives.services import end_objective, set_objective
from accounts.medical.safety.services import forward_record
from accounts.medical.standing.services import record_standing, withdraw_standing
from accounts.shared import timeline
from accounts.shared.timeline import Happening, Span, months_asked, months_before, told
from handoffs.medical import services as answers
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.grants import grant
from tests.handoffs.medical import story

from .promotion import aim, call, piece
from .reports import REQUEST, draft, submitted

MEDICAL, COMMERCIAL = "/accounts/medical/", "/accounts/commercial/"


def lines(person, module, hcp, months=12):
    """Kind and title of what is told, the latest first."""
    with acting_as(person):
        found = module.of(person, hcp, months)
        return [(str(one.kind), str(one.title)) for _month, rows in found.months for one in rows], found


@pytest.fixture
def lived(world):
    """Everything medical does with one doctor."""
    today, person = timezone.localdate(), world.msl1
    with acting_as(person):
        beyond = DiscussionDraft(topic_id=world.topic.pk, content_class="off_label", request=REQUEST)
        submitted(
            world, discussions=(beyond,), adverse_event=True, safety=SafetyDraft("adverse_event", "A rash")
        )
        CallReport.objects.create(
            author_id=person.pk, territory=world.medical_north, met_at=timezone.now(), channel="video"
        ).attendees.create(hcp=world.north_hcp)
        one = set_objective(
            by=person,
            hcp=world.north_hcp,
            topic=world.topic,
            aim="Gaps in CKD",
            period_start=today,
            period_end=today,
        )
        end_objective(by=person, objective=one, state="reached", outcome="Gaps are known.")
        for days in (40, 20):
            wish = record_standing(
                by=person,
                hcp=world.north_hcp,
                topic=world.topic,
                wish="News",
                asked_on=today - timedelta(days=days),
            )
        withdraw_standing(by=person, standing=wish)
    return person


def test_medical_s_timeline_tells_all_that_medical_did(world, lived):
    story.proposed(world)
    with acting_as(world.msl_director1):
        answers.release_interest(interest=_interest(), by=world.msl_director1)
    found, whole = lines(lived, of_medical, world.north_hcp)
    kinds = [kind for kind, _title in found]
    assert sorted(set(kinds)) == [
        "Adverse event", "Exchange, In person", "Exchange, Video", "General interest returned", "Hand-off received",
        "Objective set", "Standing request", "Standing request withdrawn",
    ]  # fmt: skip
    assert ("Exchange, Video", "Draft") in found
    assert ("Objective set", "Gaps in CKD") in found
    moments = [one.at for _month, rows in whole.months for one in rows]
    assert moments == sorted(moments, reverse=True)
    assert [month for month, _rows in whole.months] == sorted(
        {m.date().replace(day=1) for m in map(timezone.localtime, moments)}, reverse=True
    )
    texts = {str(one.text) for _month, rows in whole.months for one in rows}
    assert "Amara Okafor. Request on file" in texts
    assert "Amara Okafor. Draft, not submitted" in texts
    assert "Gaps are known." in texts
    assert "To be forwarded to drug safety" in texts
    with acting_as(lived):
        forward_record(by=lived, record=SafetyRecord.objects.get(), receipt_number="PV-9")
    _found, whole = lines(lived, of_medical, world.north_hcp)
    assert "Drug safety has it, receipt PV-9" in {str(one.text) for _m, rows in whole.months for one in rows}


def _interest():
    from handoffs.medical.models import InterestReturn

    return InterestReturn.objects.get()


def test_it_tells_what_one_may_see_and_of_this_account_alone(world, lived):
    story.route()
    mine, _whole = lines(world.msl2, of_medical, world.north_hcp)
    # A wish is the HCP's, not a territory's.
    assert {kind for kind, _title in mine} == {"Standing request", "Standing request withdrawn"}
    assert lines(lived, of_medical, world.south_hcp)[0] == []


def test_commercial_s_timeline_tells_calls_aims_and_inquiries(world):
    content = piece(world)
    aim(world, content)
    call(world, [content], next_step="visit")
    call(world, [content])
    DetailCall.objects.filter(next_step="none").get().detailed.all().delete()
    inquiry = story.send(world)
    found, whole = lines(world.rep1, of_commercial, world.north_hcp)
    assert {kind for kind, _title in found} == {
        "Detail call, In person",
        "Objective set",
        "Scientific inquiry sent",
    }
    texts = {str(one.text) for _month, rows in whole.months for one in rows}
    assert "Tom Lindqvist. Visit again" in texts
    assert "Tom Lindqvist" in texts
    (asked,) = [one for _m, rows in whole.months for one in rows if one.icon == "door-exit"]
    assert (asked.at, asked.is_open) == (inquiry.submitted_at, True)
    assert lines(world.rep2, of_commercial, world.north_hcp)[0] == []


def test_an_answer_is_told_at_the_moment_of_the_question(world):
    """When medical did something is never read: neither by a date nor by the place in the list."""
    interest = story.proposed(world)
    with acting_as(world.msl_director1):
        answers.release_interest(interest=interest, by=world.msl_director1)
    _found, whole = lines(world.rep1, of_commercial, world.north_hcp)
    (one,) = [one for _month, rows in whole.months for one in rows]
    assert "Medical returned a general interest: Cardiorenal outcomes" in str(one.text)
    assert one.at == story.Inquiry.objects.get().submitted_at


def test_a_year_at_a_time(world, client):
    with acting_as(world.msl1):
        for days in (1, 500):
            submitted(world, met_at=timezone.now() - timedelta(days=days))
    client.force_login(world.msl1)
    page = client.get(f"{MEDICAL}{world.north_hcp.pk}/")
    assert len([one for _m, rows in page.context["timeline"].months for one in rows]) == 1
    assert "?months=24" in page.content.decode()
    fragment = client.get(f"{MEDICAL}{world.north_hcp.pk}/?months=24", headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    assert len([one for _m, rows in fragment.context["timeline"].months for one in rows]) == 2
    assert "months=36" not in fragment.content.decode()


def test_commercial_s_page_shows_it_too(world, client):
    content = piece(world)
    call(world, [content], called_at=timezone.now() - timedelta(days=1))
    client.force_login(world.rep1)
    text = client.get(f"{COMMERCIAL}{world.north_hcp.pk}/").content.decode()
    assert "Detail call, In person" in text
    assert "Timeline" in text
    assert "All 1" in text


@pytest.mark.parametrize(
    ("word", "months"),
    [
        ("", 12),
        ("24", 24),
        ("25", 24),
        ("0", 12),
        ("-3", 12),
        ("9999", 120),
        ("99999", 12),
        ("²", 12),
        ("x", 12),
    ],
)
def test_months_of_an_address(word, months):
    assert months_asked(word) == months


@pytest.mark.parametrize(
    ("day", "number", "first"),
    [(date(2026, 11, 25), 0, date(2026, 11, 1)), (date(2026, 11, 25), 11, date(2025, 12, 1)), (date(2026, 1, 31), 12, date(2025, 1, 1))],
)  # fmt: skip
def test_months_before(day, number, first):
    assert months_before(day, number) == first


def test_what_is_cut_is_said_and_the_end_asks_for_no_more(world, monkeypatch):
    monkeypatch.setattr(timeline, "MOST_OF_A_KIND", 2)
    now = timezone.now()

    def source(person, hcp, span):
        return [Happening(now, "x", "Kind", "Title")] * min(span.limit, 2)

    found = told([source], None, None, 12)
    assert (found.is_cut, found.more) == (True, 24)
    assert told([source], None, None, timeline.MOST_MONTHS).more == 0
    assert not told([], None, None, 12).is_cut


def test_a_source_is_registered_once(world):
    for module in (of_medical, of_commercial):
        before = list(module._sources)
        module.register(before[0])
        assert module._sources == before


def test_a_span_holds_days_and_moments(world):
    with acting_as(world.msl1):
        report = submitted(world)
        moment = report.met_at
        inside = Span(moment, moment + timedelta(seconds=1))
        outside = Span(moment - timedelta(days=1), moment)
        assert inside.latest(CallReport.objects.all(), "met_at") == [report]
        assert outside.latest(CallReport.objects.all(), "met_at") == []
        assert isinstance(report.met_at, datetime)
        assert draft(world).met_at


def test_another_territory_s_inquiry_is_another_rep_s(world):
    story.send(world)
    grant(world.rep2, "work_commercialterritory", world.commercial_north)
    assert lines(world.rep2, of_commercial, world.north_hcp)[0] == []
    assert [kind for kind, _t in lines(world.sales_director1, of_commercial, world.north_hcp)[0]] == [
        "Scientific inquiry sent"
    ]
