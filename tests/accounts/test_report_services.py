"""Drafts, submission, the lock, sharing, and who reads what."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import Http404

from accounts.medical import selectors, services
from accounts.medical.drafts import ColleagueDraft, DiscussionDraft
from accounts.medical.models import CallReport, Discussion
from accounts.medical.services import ReportLocked, ReportRefused, save_draft, share_report, submit_report
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.grants import GrantAcross
from msl_governance.firewall.querysets import AcrossTheWall

from .reports import REQUEST, draft, submitted


def test_a_submitted_report_holds_everything(world):
    beyond = DiscussionDraft(
        topic_id=world.topic.pk, content_class="off_label", notes="Data.", request=REQUEST
    )
    plain = DiscussionDraft(topic_id=world.topic.pk, content_class="heor", request=REQUEST)
    with acting_as(world.msl1):
        report = submitted(
            world, hcp_ids=(world.north_hcp.pk, world.south_hcp.pk), colleagues=(ColleagueDraft("Joren Valk"),),
            discussions=(beyond, plain), summary="S", setting="Clinic", duration_minutes=20,
        )  # fmt: skip
        report = selectors.report_of(world.msl1, report.pk)
        assert report.is_locked
        assert (report.author_id, report.territory) == (world.msl1.pk, world.medical_north)
        assert [(a.hcp_id, a.colleague_name) for a in report.attendees.all()] == [
            (world.north_hcp.pk, ""), (world.south_hcp.pk, ""), (None, "Joren Valk")
        ]  # fmt: skip
        first, second = report.discussions.all()
        assert first.request.verbatim == REQUEST.verbatim
        assert first.request.asked_by_id == world.north_hcp.pk
        assert not hasattr(second, "request")
        assert (report.summary, report.setting, report.duration_minutes, report.typed) == (
            "S",
            "Clinic",
            20,
            {},
        )
        assert report.history.first().history_user_id == world.msl1.pk


def test_a_refused_report_says_all_and_writes_nothing(world):
    with acting_as(world.msl1):
        with pytest.raises(ReportRefused) as refused:
            submitted(world, adverse_event=None, discussions=())
        assert {one.field for one in refused.value.complaints} == {"adverse_event", "topic"}
        assert not CallReport.objects.exists()


def test_submitting_twice_with_one_key_makes_one_report(world):
    key = uuid4()
    with acting_as(world.msl1):
        first = submit_report(by=world.msl1, draft=draft(world), client_key=key, confirm=lambda: None)
        same = replace(draft(world), met_at=first.met_at)
        second = submit_report(by=world.msl1, draft=same, client_key=key, confirm=lambda: None)
        assert first.pk == second.pk
        other = replace(same, summary="other")
        with pytest.raises(ReportLocked, match="signed already, with other words"):
            submit_report(by=world.msl1, draft=other, client_key=key, confirm=lambda: None)
        assert CallReport.objects.get().summary == ""


def test_a_key_of_somebody_else_is_refused_and_tells_nothing(world):
    key = uuid4()
    with acting_as(world.msl1):
        submit_report(by=world.msl1, draft=draft(world), client_key=key, confirm=lambda: None)
    with acting_as(world.msl2):
        with pytest.raises(ValidationError, match="not yours"):
            submit_report(by=world.msl2, draft=draft(world), client_key=key, confirm=lambda: None)
        assert not selectors.reports_visible(world.msl2).exists()


def test_a_draft_is_replaced_until_submitted_and_refused_after(world):
    key, typed = uuid4(), {"summary": ["half a sen\x00tence"]}
    with acting_as(world.msl1):
        one = save_draft(by=world.msl1, client_key=key, draft=draft(world), typed=typed)
        changed = draft(world, channel="phone", hcp_ids=(world.south_hcp.pk,))
        same = save_draft(by=world.msl1, client_key=key, draft=changed, typed=typed)
        assert one.pk == same.pk
        assert (same.channel, same.typed) == ("phone", {"summary": ["half a sentence"]})
        assert [a.hcp_id for a in same.attendees.all()] == [world.south_hcp.pk]
        assert selectors.draft_of(world.msl1, one.pk) == one
        submit_report(by=world.msl1, draft=draft(world), client_key=key, confirm=lambda: None)
        with pytest.raises(ValidationError, match="locked"):
            save_draft(by=world.msl1, client_key=key, draft=draft(world), typed=typed)
        with pytest.raises(Http404):
            selectors.draft_of(world.msl1, one.pk)


def test_a_draft_longer_than_a_report_may_be_is_refused(world):
    with acting_as(world.msl1), pytest.raises(ValidationError, match="longer"):
        save_draft(by=world.msl1, client_key=uuid4(), draft=draft(world), typed={"a": ["x" * 100_001]})


def test_an_hcp_outside_every_territory_is_still_ones_own(world):
    world.north_hcp.region = "WY"
    world.north_hcp.save()
    with acting_as(world.msl1):
        report = submitted(world)
        assert report.territory is None
        assert selectors.report_of(world.msl1, report.pk) == report


@pytest.mark.parametrize("change", ["report", "attendees", "discussions", "request", "delete"])
def test_submitted_means_locked_in_the_database(world, change):
    beyond = DiscussionDraft(topic_id=world.topic.pk, content_class="off_label", request=REQUEST)
    with acting_as(world.msl1):
        report = submitted(world, discussions=(beyond,))
        writes = {
            "report": lambda: CallReport.objects.filter(pk=report.pk).update(summary="x"),
            "attendees": lambda: report.attendees.all().delete(),
            "discussions": lambda: report.discussions.update(notes="x"),
            "request": lambda: type(report.discussions.get().request).objects.update(verbatim="x"),
            "delete": lambda: CallReport.objects.filter(pk=report.pk)._raw_delete("default"),
        }
        with pytest.raises(Exception, match="locked"), transaction.atomic():
            writes[change]()


def test_who_reads_what(world):
    key = uuid4()
    with acting_as(world.msl1):
        report = submitted(world)
        kept = save_draft(by=world.msl1, client_key=key, draft=draft(world), typed={})
    seen = {}
    for name in ("msl1", "msl2", "msl_director1", "head_of_medical1"):
        person = world.people[name]
        with acting_as(person):
            seen[name] = set(selectors.reports_visible(person).values_list("pk", flat=True))
    assert seen == {
        "msl1": {report.pk, kept.pk}, "msl2": set(), "msl_director1": {report.pk}, "head_of_medical1": set()
    }  # fmt: skip
    with acting_as(world.msl2), pytest.raises(Http404):
        selectors.report_of(world.msl2, report.pk)
    with acting_as(world.compliance1):
        assert set(CallReport.objects.visible_to(world.compliance1)) == {report, kept}
    with acting_as(world.rep1):
        with pytest.raises(AcrossTheWall):
            selectors.reports_visible(world.rep1)
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            connection.cursor().execute("select count(*) from accounts_medical_callreport")


def test_reports_for_a_hand_off_are_submitted_ones_with_that_hcp(world):
    with acting_as(world.msl1):
        report = submitted(world)
        submitted(world, hcp_ids=(world.south_hcp.pk,))
        save_draft(by=world.msl1, client_key=uuid4(), draft=draft(world), typed={})
        assert list(selectors.submitted_reports_with(world.msl1, world.north_hcp.pk)) == [report]
        assert selectors.reports_with(world.msl1, world.north_hcp.pk).count() == 2


def test_sharing_opens_one_report_to_one_person(world):
    with acting_as(world.msl1):
        report, other = submitted(world), submitted(world)
        (colleague,) = selectors.colleagues_to_share_with(world.msl1, report).filter(pk=world.msl2.pk)
        share_report(by=world.msl1, report=report, colleague=colleague)
        assert selectors.shared_with(report) == [colleague]
    with acting_as(world.msl2):
        assert selectors.report_of(world.msl2, report.pk) == report
        with pytest.raises(Http404):
            selectors.report_of(world.msl2, other.pk)
        with pytest.raises(ValidationError, match="author"):
            share_report(by=world.msl2, report=report, colleague=world.head_of_medical1)


def test_sharing_never_crosses_and_never_reaches_who_has_left(world):
    with acting_as(world.msl_director1):
        report = submitted(world)
        assert services.may_share(world.msl_director1, report)
        world.msl2.is_active = False
        for colleague in (world.rep1, world.sales_director1, world.compliance1, world.msl2):
            with pytest.raises(GrantAcross):
                share_report(by=world.msl_director1, report=report, colleague=colleague)


def test_a_draft_is_never_shared(world):
    with acting_as(world.msl1):
        kept = save_draft(by=world.msl1, client_key=uuid4(), draft=draft(world), typed={})
        with pytest.raises(ValidationError):
            share_report(by=world.msl1, report=kept, colleague=world.msl2)


def test_proactive_beyond_label_is_refused_by_the_database_too(world):
    with acting_as(world.msl1):
        kept = save_draft(by=world.msl1, client_key=uuid4(), draft=draft(world), typed={})
        with pytest.raises(Exception, match="beyond_label_only_reactive"), transaction.atomic():
            Discussion.objects.create(
                report=kept, topic=world.topic, content_class="off_label", origin="proactive"
            )
