"""T2 for addresses that hold many steps: step by step, by hand, who takes which in which state, and nobody else.

The rows of ``matrix.py`` say who is let to the address; here each of its steps has a row of its own.
"""

from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import Client

from handoffs.medical.actions import ACTIONS
from handoffs.protocol import FollowUpState
from msl_governance.people.administration.people_views import STEPS as PEOPLE_STEPS
from tests.handoffs.medical import story

from .matrix import ADMINISTRATOR, EVERYBODY, MEDICAL_FIELD, MSL
from .test_matrix import SIDE

ARRIVED, QUEUED, ASSIGNED, ACCEPTED, SCHEDULED, FOLLOWED_UP = (
    "arrived", "queued", "assigned", "accepted", "scheduled", "followed_up",
)  # fmt: skip
REFUSED = (
    "This has moved on meanwhile.",
    "A question is classified anew only between",
    "An interest is returned once, after the exchange",
    "A colleague answers this.",
    "This step is not your role",
)
DONE, ASKED = 302, 422  # an empty form: the step is taken, or its questions are asked


class Step(NamedTuple):
    """A step: in which states it is open, and what an empty form brings whoever may take it."""

    states: tuple[str, ...]
    answer: int = ASKED


STEPS = {
    "take": Step((QUEUED,), DONE),
    "accept": Step((ASSIGNED,)),
    "classify": Step((ACCEPTED, SCHEDULED)),
    "decline": Step((ASSIGNED, ACCEPTED)),
    "refer": Step((ASSIGNED, ACCEPTED)),
    "reassign": Step((QUEUED, ASSIGNED, ACCEPTED, SCHEDULED)),
    "schedule": Step((ACCEPTED, SCHEDULED)),
    "follow_up": Step((ACCEPTED, SCHEDULED)),
    "propose_interest": Step((FOLLOWED_UP, "closed")),
    "close": Step((FOLLOWED_UP,), DONE),
    "withdraw": Step((ARRIVED, QUEUED, ASSIGNED, ACCEPTED, SCHEDULED), DONE),
    "escalate": Step((QUEUED, ASSIGNED, ACCEPTED, SCHEDULED, FOLLOWED_UP)),
}
OF_PEOPLE = {"leave": 302, "return": 302, "end-sessions": 302, "reset-factors": 302, "invite": 302}


def test_each_step_has_a_row_and_each_row_a_step():
    assert set(STEPS) == set(ACTIONS)
    assert set(OF_PEOPLE) == set(PEOPLE_STEPS)


def answer_to(world, person, path):
    """Status of an empty form at a step, and whether the page says that the step is not to be taken; undone after."""
    browser = Client(raise_request_exception=False)
    browser.force_login(getattr(world, person))
    with transaction.atomic():
        answer = browser.post(path)
        said = answer.content.decode()
        transaction.set_rollback(True)
    return answer.status_code, any(words in said for words in REFUSED)


def expected(step, person, state):
    """What the row says of one person in one state."""
    if person not in MEDICAL_FIELD:
        return (403 if SIDE[person] == "medical" else 404), False
    in_reach = (
        MSL - {"msl1"} if state == ARRIVED else MSL
    )  # what has just arrived is in nobody's territory yet
    if person not in in_reach:
        return 404, False
    return (step.answer, False) if state in step.states else (ASKED, True)


@pytest.mark.parametrize("state", [state.value for state in FollowUpState])
def test_who_takes_which_step_of_a_hand_off(world, state):
    follow_up, wrong = story.in_state(world, state), []
    for name, step in STEPS.items():
        for person in sorted(EVERYBODY):
            got = answer_to(world, person, f"/handoffs/medical/{follow_up.pk}/{name}/")
            if got != expected(step, person, state):
                wrong.append(f"{name} by {person}: {got}, not {expected(step, person, state)}")
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("name", OF_PEOPLE)
def test_who_takes_which_step_of_a_person(world, name):
    for person in sorted(EVERYBODY):
        status, _said = answer_to(world, person, f"/people/{world.rep1.pk}/steps/{name}/")
        assert status == (OF_PEOPLE[name] if person in ADMINISTRATOR else 404), person
