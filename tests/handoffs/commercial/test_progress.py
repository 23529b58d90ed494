"""The five steps, from the own record and one word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.shared.models import ScientificTopic
from handoffs.commercial import progress
from handoffs.commercial.models import Inquiry, Interest
from handoffs.commercial.preview import with_gaps
from msl_governance.firewall.screening import Finding


def made(state="submitted", standing="", interests=(), acknowledged=True, returned=False):
    now = timezone.now()
    inquiry = Inquiry(state=state, acknowledged=acknowledged, acknowledged_at=now)
    inquiry.submitted_at = None if state == "draft" else now
    inquiry.withdrawn_at = now if state == "withdrawn" else None
    inquiry.standing, inquiry.live_interests = standing, list(interests)
    inquiry.returned = returned or bool(interests)
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
            "done done done done done",
            "Interest returned",
            "med",
        ),
        (
            made(standing="with_medical", returned=True),
            0,
            "done done done done done",
            "Interest returned",
            "n",
        ),
        (made(standing="closed"), 0, "done done done next next", "Closed", "ok"),
        (made(standing="closed", returned=True), 0, "done done done done done", "Closed", "ok"),
        (made(standing="closed", interests=[INTEREST]), 0, "done done done done done", "Closed", "med"),
        (made("withdrawn"), 0, "done done stop next next", "Withdrawn", "n"),
        (made("withdrawn", interests=[INTEREST]), 0, "done done stop done done", "Withdrawn", "med"),
    ],
)
def test_steps_label_and_sign(inquiry, held, expected, label, tile):
    steps = progress.steps(inquiry, held=held)
    assert states(inquiry, held) == expected
    assert progress.label(steps, inquiry) == label
    assert progress.sign(inquiry, held=held)["tile"] == tile
    assert [step["wall"] for step in steps] == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("inquiry", "words"),
    [
        (made("draft"), ("After you send it", "You see when it is closed", "Only if Medical returns one")),
        (
            made(standing="with_medical"),
            ("With Medical", "You see when it is closed", "Only if Medical returns one"),
        ),
        (made(standing="closed"), ("Closed", "Whether and how is not shown", "Only if Medical returns one")),
        (
            made(standing="with_medical", interests=[INTEREST]),
            ("Reviewed", "How it went is not shown", "Cardiorenal outcomes"),
        ),
        (
            made(standing="closed", returned=True),
            ("Closed", "How it went is not shown", "Returned, and no longer shown"),
        ),
        (made("withdrawn"), ("Withdrawn", "Not any more", "None")),
    ],
)
def test_the_words_read_well_in_every_state(inquiry, words):
    steps = progress.steps(inquiry)[2:]
    assert steps[0]["text"].startswith(words[0])
    assert tuple(step["text"] for step in steps[1:]) == words[1:]


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
