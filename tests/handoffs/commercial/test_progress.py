"""The five steps, from the own record and one word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.shared.models import ScientificTopic
from handoffs.commercial import progress
from handoffs.commercial.models import Inquiry, Interest
from handoffs.commercial.preview import with_gaps
from msl_governance.firewall.screening import Finding


def made(state="submitted", standing="", interests=(), acknowledged=True):
    now = timezone.now()
    inquiry = Inquiry(state=state, acknowledged_at=now if acknowledged else None)
    inquiry.submitted_at = None if state == "draft" else now
    inquiry.withdrawn_at = now if state == "withdrawn" else None
    inquiry.standing, inquiry.live_interests = standing, list(interests)
    return inquiry


def states(inquiry, held=0):
    return " ".join(step["state"] for step in progress.steps(inquiry, held=held))


INTEREST = Interest(topic=ScientificTopic(name="Cardiorenal outcomes"))


@pytest.mark.parametrize(
    ("inquiry", "held", "expected", "label", "tile"),
    [
        (made("draft", acknowledged=False), 0, "now next next next next", "Step 1 of 5", "amb"),
        (made("draft"), 0, "done now next next next", "Step 2 of 5", "amb"),
        (made("draft"), 2, "done stop next next next", "Step 2 of 5", "bad"),
        (made(standing="received"), 0, "done done now next next", "Step 3 of 5", "n"),
        (made(standing="with_medical"), 0, "done done now next next", "Step 3 of 5", "n"),
        (
            made(standing="with_medical", interests=[INTEREST]),
            0,
            "done done now next done",
            "Step 3 of 5",
            "med",
        ),
        (made(standing="closed"), 0, "done done done done next", "Closed", "ok"),
        (made(standing="closed", interests=[INTEREST]), 0, "done done done done done", "Closed", "med"),
        (made("withdrawn"), 0, "done done stop next next", "Withdrawn", "n"),
    ],
)
def test_steps_label_and_sign(inquiry, held, expected, label, tile):
    steps = progress.steps(inquiry, held=held)
    assert states(inquiry, held) == expected
    assert progress.label(steps, inquiry) == label
    assert progress.sign(inquiry, held=held)["tile"] == tile
    assert [step["wall"] for step in steps] == [False, True, False, True, False]


def test_same_day_is_not_said_twice():
    first = timezone.now().replace(hour=15, minute=0)
    assert len(progress.moment(first + timedelta(minutes=4), after=first)) == 5
    assert len(progress.moment(first + timedelta(days=1), after=first)) > 5
    assert progress.moment(None) == ""


def test_overlapping_phrases_make_one_gap_and_nothing_of_them_remains():
    text = "ab held now cd"
    findings = [
        Finding("prescribing", "stop", 3, 8, "held ", "a"),
        Finding("intent", "stop", 6, 11, "d now", "b"),
    ]
    pieces = with_gaps(text, findings)
    assert [(piece.text, piece.held) for piece in pieces] == [("ab ", False), ("", True), (" cd", False)]
