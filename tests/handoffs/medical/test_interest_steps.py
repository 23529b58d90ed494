"""Every step of an interest x every state of it x every role, generated from its table: allowed exactly where the
table says so, on the page, in the service and in the database.
"""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.http import Http404
from django.utils import timezone

from handoffs.medical import rules, selectors
from handoffs.medical.models import InterestReturn
from handoffs.protocol import INTEREST_RETURN, NO_INTEREST, InterestState, NotNow
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.querysets import AcrossTheWall

from . import story
from .test_steps import ROLES

PERSONS_STEPS = {name: one for name, one in INTEREST_RETURN.items() if name != "expire_interest"}
AFTER = [State.FOLLOWED_UP, State.CLOSED, State.ESCALATED]


class _Undo(Exception):
    """Back to before."""


@pytest.mark.parametrize("interest", [NO_INTEREST, *InterestState])
@pytest.mark.parametrize("state", AFTER)
def test_each_step_of_the_interest_is_allowed_exactly_where_its_table_says(world, state, interest):
    follow_up = story.with_interest(world, state, interest)
    for who, role in ROLES.items():
        for name, transition in PERSONS_STEPS.items():
            if name != "propose_interest" and interest == NO_INTEREST:
                continue  # there is nothing to decide on
            allowed = (
                interest in transition.origins and role in transition.roles and state in transition.during
            )
            by = getattr(world, who)
            assert attempt(world, follow_up, name, by, interest) is allowed, (who, name, state)
            with acting_as(by):
                offered = rules.steps_open_to(follow_up, selectors.interest_of(follow_up), by)
            assert (name in offered) is allowed


@pytest.mark.parametrize("state", [state for state in State if state not in AFTER])
def test_no_interest_is_proposed_before_the_exchange(world, state):
    follow_up = story.in_state(world, state)
    for who in ROLES:
        assert attempt(world, follow_up, "propose_interest", getattr(world, who), NO_INTEREST) is False


def attempt(world, follow_up, name, by, origin) -> bool:
    """Whether the step was done, with its stamps and its log row, the hand-off in its state; undone afterwards."""
    transition = INTEREST_RETURN[name]
    try:
        with transaction.atomic():
            story.do(name, world, follow_up, by)
            interest = InterestReturn.objects.get(follow_up=follow_up)
            assert interest.state == transition.to != origin
            assert all(getattr(interest, stamp) for stamp in transition.stamps)
            row = follow_up.steps.filter(name=name, by_id=by.pk).order_by("-at", "-pk").first()
            assert (row.number, row.from_state, row.to_state) == (
                transition.step,
                follow_up.state,
                follow_up.state,
            )
            raise _Undo
    except (NotNow, Http404):
        return False
    except _Undo:
        return True


@pytest.mark.parametrize("who", ["head_of_medical1", "clinical_development1", "msl2", "compliance1", "rep1"])
@pytest.mark.parametrize("name", sorted(PERSONS_STEPS))
def test_nobody_else_takes_a_step_of_the_interest(world, who, name):
    origin = PERSONS_STEPS[name].origins[-1]
    follow_up = story.with_interest(world, State.FOLLOWED_UP, origin)
    refused = (NotNow, Http404, AcrossTheWall, ProgrammingError)
    with pytest.raises(refused), transaction.atomic():
        story.do(name, world, follow_up, getattr(world, who))
    assert InterestReturn.objects.get(follow_up=follow_up).state == origin


@pytest.mark.parametrize("origin", InterestState)
def test_the_database_knows_the_steps_of_the_interest_and_no_other(world, origin):
    follow_up, now = story.with_interest(world, State.FOLLOWED_UP, origin), timezone.now()
    mine = InterestReturn.objects.filter(follow_up=follow_up)
    for to in InterestState:
        decided = {"decided_at": None if to == InterestState.PROPOSED else now, "expires_on": now.date()}
        whole = {"state": to} | ({} if origin in ("released", "expired") else decided)
        refused = ""
        with acting_as(world.msl_director1):
            try:
                with transaction.atomic():
                    mine.update(**whole)
                    raise _Undo
            except _Undo:
                pass
            except (ProgrammingError, IntegrityError) as error:
                refused = str(error)
        known = to == origin or any(t.to == to and origin in t.origins for t in INTEREST_RETURN.values())
        assert ("There is no such step" in refused) is not known, (origin, to, refused)
        assert known is not bool(refused), (origin, to, refused)
