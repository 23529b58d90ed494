"""The record of an inquiry, who sees what, and the tracker."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from handoffs.commercial import services
from handoffs.commercial.models import AdverseEvent, Inquiry
from handoffs.commercial.rules import Entry
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.screening import screen
from tests.handoffs.commercial.support import OFFENDING, at, entry_for, posted, text_of

QUERIES_OF_THE_LIST = 16
HTMX = {"headers": {"HX-Request": "true"}}


# The record


def test_record_tells_nothing_of_when_medical_did_something(rep, sent, told):
    before = text_of(rep.get(at("detail", sent.pk)))
    assert "Received" in before
    told("with_medical")
    between = rep.get(at("detail", sent.pk))
    assert "With Medical" in text_of(between)
    told("closed")
    after = text_of(rep.get(at("detail", sent.pk)))
    assert "Closed" in after
    moments = set(re.findall(r"\d\d:\d\d", after.replace("after 16:00", "")))
    local = timezone.localtime(sent.submitted_at), timezone.localtime(sent.acknowledged_at)
    assert moments <= {one.strftime("%H:%M") for one in local}


def test_no_signature_is_not_said_to_be_one_that_nobody_asked_for(rep, sent):
    page = text_of(rep.get(at("detail", sent.pk)))
    assert re.search(r"Doctor’s signature\s+None given", page)
    assert "Is something wrong?" in page


def test_released_interest_is_shown_until_it_expires(rep, sent, released):
    released(timezone.localdate())
    page = text_of(rep.get(at("detail", sent.pk)))
    assert "Interested in registry data." in page
    assert "General interest: Cardiorenal outcomes" in text_of(rep.get("/"))


def test_the_account_s_page_tells_of_a_released_interest_and_until_when(rep, sent, released, world):
    account = f"/accounts/commercial/{world.north_hcp.pk}/"
    assert "Cardiorenal outcomes" not in text_of(rep.get(account))
    released(timezone.localdate() + timedelta(days=1))
    page = text_of(rep.get(account))
    assert "Cardiorenal outcomes. Interested in registry data." in page
    assert f"until {date_format(timezone.localdate() + timedelta(days=1), 'j M Y')}" in page


def test_expired_interest_is_gone(rep, sent, released, world):
    released(timezone.localdate() - timedelta(days=1))
    account = f"/accounts/commercial/{world.north_hcp.pk}/"
    for address in (at("detail", sent.pk), at("list"), "/", account):
        assert "Cardiorenal outcomes" not in text_of(rep.get(address))


def test_withdrawing(rep, sent):
    answer = rep.post(at("withdraw", sent.pk), follow=True)
    assert "Medical is told" in text_of(answer)
    assert 'id="withdraw-form"' not in answer.content.decode()
    assert "Withdrawn" in text_of(rep.get(at("list")))


@pytest.mark.parametrize("how", ["closed", "returned", "expired"])
def test_what_is_settled_cannot_be_withdrawn(rep, sent, told, released, how):
    assert 'id="withdraw-form"' in rep.get(at("detail", sent.pk)).content.decode()
    told("with_medical")
    assert 'id="withdraw-form"' in rep.get(at("detail", sent.pk)).content.decode()
    if how == "closed":
        told("closed")
    else:
        released(timezone.localdate() - timedelta(days=how == "expired"))
    assert 'id="withdraw-form"' not in rep.get(at("detail", sent.pk)).content.decode()
    answer = rep.post(at("withdraw", sent.pk))
    assert answer.status_code == 422
    assert "nothing left to withdraw" in text_of(answer)
    assert Inquiry.objects.get().state == "submitted"


def test_withdrawing_a_draft_is_said(rep, world):
    with acting_as(world.rep1):
        draft = services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp))
    assert rep.post(at("withdraw", draft.pk)).status_code == 422


def test_adverse_event_is_forwarded_from_the_record(rep, world):
    rep.post(at("new"), posted(world.north_hcp, adverse_event="yes"))
    inquiry = Inquiry.objects.get()
    assert "Adverse event to forward" in text_of(rep.get(at("detail", inquiry.pk)))
    assert "Adverse events to forward" in text_of(rep.get("/"))
    assert rep.post(at("forward_adverse_event", inquiry.pk), {"receipt_number": " "}).status_code == 422
    assert rep.post(at("forward_adverse_event", inquiry.pk), {"receipt_number": "DS-7"}).status_code == 302
    assert "receipt number DS-7" in text_of(rep.get(at("detail", inquiry.pk)))
    other = rep.post(at("forward_adverse_event", inquiry.pk), {"receipt_number": "DS-8"})
    assert other.status_code == 422
    assert "already" in text_of(other)
    assert AdverseEvent.objects.get().receipt_number == "DS-7"


def test_no_adverse_event_no_form(rep, sent):
    assert rep.post(at("forward_adverse_event", sent.pk), {"receipt_number": "1"}).status_code == 404


# Who sees what


@pytest.mark.parametrize("name", ["detail", "edit", "delete", "withdraw", "forward_adverse_event"])
def test_another_reps_inquiry_is_not_there(client, world, sent, name):
    client.force_login(world.rep2)
    method = client.get if name in ("detail", "edit") else client.post
    assert method(at(name, sent.pk)).status_code == 404
    assert method(at(name, uuid4())).status_code == 404


def test_draft_of_another_rep_is_not_taken_over(client, world):
    with acting_as(world.rep1):
        draft = services.save_draft(by=world.rep1, entry=Entry(verbatim="Mine"))
    client.force_login(world.rep2)
    client.post(at("autosave"), {"verbatim": "Yours", "draft": str(draft.pk)})
    assert sorted(Inquiry.objects.values_list("verbatim", flat=True)) == ["Mine", "Yours"]


def test_sales_director_reads_the_teams_and_writes_nothing(client, world, sent):
    with acting_as(world.rep1):
        draft = services.save_draft(by=world.rep1, entry=entry_for(world.south_hcp))
    client.force_login(world.sales_director1)
    page = client.get(at("list"))
    assert "Tom Lindqvist" in text_of(page)
    assert "Marchetti" in text_of(page)
    assert "Adeyemi" not in text_of(page)
    record = client.get(at("detail", sent.pk))
    assert record.status_code == 200
    assert "withdraw-form" not in record.content.decode()
    assert client.get(at("detail", draft.pk)).status_code == 404
    assert client.get(at("new")).status_code == 403
    assert client.post(at("withdraw", sent.pk)).status_code == 403
    assert "Scientific inquiries of the team" in text_of(client.get("/"))


@pytest.mark.parametrize("name", ["msl1", "msl_director1", "compliance1", "administrator1"])
def test_other_sides_find_nothing_here(client, world, sent, name):
    client.force_login(getattr(world, name))
    for address in (at("list"), at("new"), at("detail", sent.pk)):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["vp_commercial1", "event_coordinator1"])
def test_others_of_the_side_have_a_home_and_no_inquiries(client, world, name):
    client.force_login(getattr(world, name))
    assert "Medical side, closed to you" in text_of(client.get("/"))
    assert client.get(at("list")).status_code == 403


# The tracker


def test_filters_show_each_state_alone(rep, world, sent, told):
    with acting_as(world.rep1):
        services.save_draft(by=world.rep1, entry=entry_for(world.south_hcp))
    shown = {
        where: [row["title"] for row in rep.get(at("list"), {"where": where}).context["rows"]]
        for where in ("", "draft", "received", "with_medical", "closed", "withdrawn", "nonsense")
    }
    assert len(shown[""]) == len(shown["nonsense"]) == 2
    assert shown["received"] == ["Dr. Elena Marchetti, mechanism of action"]
    assert shown["draft"] == ["Dr. Samuel Adeyemi, mechanism of action"]
    assert shown["with_medical"] == shown["closed"] == shown["withdrawn"] == []
    told("with_medical")
    assert rep.get(at("list"), {"where": "with_medical"}).context["rows"]
    told("closed")
    assert rep.get(at("list"), {"where": "closed"}).context["rows"]
    assert not rep.get(at("list"), {"where": "with_medical"}).context["rows"]


def test_fragment_is_the_rows_alone(rep, sent):
    body = rep.get(at("list"), **HTMX).content.decode()
    assert "<html" not in body
    assert "Marchetti" in body


def test_draft_in_the_list_says_how_many_phrases_have_to_go(rep, world):
    with acting_as(world.rep1):
        services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp, verbatim=OFFENDING))
        services.save_draft(by=world.rep1, entry=Entry(verbatim="Something"))
    page = text_of(rep.get(at("list")))
    assert f"{len(screen(OFFENDING, 'inquiry'))} phrases have to go" in page
    assert "No doctor chosen yet" in page


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_the_same_for_one_and_for_thirty(rep, world, number, django_assert_num_queries):
    with acting_as(world.rep1):
        for n in range(number):
            services.submit_inquiry(
                by=world.rep1, entry=entry_for(world.north_hcp, verbatim=f"Question {n} about the mechanism?")
            )
    rep.get(at("list"))
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        page = rep.get(at("list"))
    assert len(page.context["rows"]) == min(number, 25)
    if number == 30:
        assert len(rep.get(at("list"), {"after": page.context["page"].next}).context["rows"]) == 5


def test_home_says_what_needs_one(rep, world):
    assert "Nothing waits for you." in text_of(rep.get("/"))
    with acting_as(world.rep1):
        services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp))
    assert "1 thing needs you." in text_of(rep.get("/"))
