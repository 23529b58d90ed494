"""What keeps a report from being submitted; no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.medical.drafts import ColleagueDraft, DiscussionDraft, ReportDraft
from accounts.medical.rules import complaints

from .reports import REQUEST

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
ON = DiscussionDraft(topic_id=uuid4(), content_class="on_label")
OFF = DiscussionDraft(topic_id=uuid4(), content_class="off_label", request=REQUEST)
WHOLE = ReportDraft(
    hcp_ids=(uuid4(),), met_at=NOW - timedelta(hours=1), adverse_event=False, discussions=(ON,)
)
COMMERCIAL = ColleagueDraft("Tom Lindqvist", "commercial")


def places(**changes):
    return [(one.part, one.index, one.field) for one in complaints(replace(WHOLE, **changes), now=NOW)]


def test_a_whole_report_has_no_complaint():
    assert places() == []
    assert places(discussions=(OFF,)) == []
    assert places(discussions=(replace(OFF, content_class="investigational"),)) == []
    assert places(colleagues=(COMMERCIAL,)) == []
    assert places(discussions=(OFF,), colleagues=(ColleagueDraft("Joren Valk"),)) == []
    assert places(discussions=(replace(ON, origin="proactive"),)) == []
    assert places(met_at=NOW) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hcp_ids": ()}, "hcp"), ({"met_at": NOW + timedelta(minutes=1)}, "met_at"),
        ({"adverse_event": None}, "adverse_event"),
    ],
)  # fmt: skip
def test_what_the_report_itself_needs(changes, field):
    assert places(**changes) == [("report", 0, field)]


@pytest.mark.parametrize(
    ("discussion", "field"),
    [
        (replace(ON, topic_id=None), "topic"), (replace(ON, content_class=""), "content_class"),
        (replace(OFF, origin="proactive"), "origin"),
        (replace(OFF, request=replace(REQUEST, verbatim="  ")), "verbatim"),
        (replace(OFF, request=replace(REQUEST, asked_by_name="")), "asked_by_name"),
        (replace(OFF, request=replace(REQUEST, information_provided="")), "information_provided"),
        (replace(OFF, request=replace(REQUEST, unprompted=False)), "unprompted"),
    ],
)  # fmt: skip
def test_what_a_topic_needs_is_said_at_its_row(discussion, field):
    assert places(discussions=(ON, discussion)) == [("discussions", 1, field)]


def test_at_least_one_topic_and_none_beyond_label_beside_commercial():
    assert places(discussions=()) == [("discussions", 0, "topic")]
    assert places(discussions=(OFF, ON), colleagues=(COMMERCIAL,)) == [("discussions", 0, "content_class")]
