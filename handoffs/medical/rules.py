"""Who may take which step, and when a follow-up is due. Decides over what it is given; reads no record."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import ScientificTopic
from accounts.shared.names import folded
from handoffs.clocks import Clock, Light, due, is_business_day, light
from handoffs.protocol import (
    FOLLOW_UP,
    INTEREST_RETURN,
    NO_INTEREST,
    TASK,
    NotNow,
    Transition,
    check,
)
from handoffs.protocol import FollowUpState as State
from handoffs.shown import above_the_record
from msl_governance.firewall.sides import Role
from msl_governance.ui.manners import spelled

from .models import ENDS, FollowUp, InterestReturn

ENDED = tuple(State(state) for state in ENDS)
OPEN = tuple(state for state in State if state not in ENDED)
MINE_TO_WORK = (State.ASSIGNED, State.ACCEPTED, State.SCHEDULED, State.FOLLOWED_UP)
USUAL_HOURS = (7, 20)
SENTENCE_AFTER_SENTENCE = re.compile(r"(?:\w{4}[.]|[!?…])[\"'”’)]{0,3}\s+[\"'“‘(]{0,3}[A-ZÀ-ÖØ-Þ]")
TAKEN_BACK = _("The HCP has taken the question back. Nothing of it goes to Commercial any more.")
CLOCK_WORDS = {
    Clock.ACKNOWLEDGE: _("Accept"),
    Clock.FIRST_CONTACT: _("First contact"),
    Clock.CLOSE: _("Close"),
}


@dataclass(frozen=True)
class Deadline:
    """The clock that runs out next: which, when (aware), and how it stands.

    ``shown`` is the last moment in time on a business day: midnight ends the business day before it.
    """

    clock: Clock
    at: datetime
    light: Light
    shown: datetime

    @property
    def word(self):
        """What is due, in a word."""
        return CLOCK_WORDS[self.clock]

    @property
    def is_overdue(self) -> bool:
        """Whether it has run out."""
        return self.light is Light.OVERDUE

    @property
    def is_near(self) -> bool:
        """Whether it runs out soon."""
        return self.light is Light.NEAR


def check_step(
    name: str, follow_up: FollowUp, interest: InterestReturn | None = None, *, by, reason: str | None = ""
) -> Transition:
    """The step as the tables have it, for one of the follow-up or of its interest. ``by`` is None for a task.

    Raises ``NotNow`` with a sentence where role, state, hands or reason do not allow it; see ``protocol.check``.
    """
    role = by.role if by else TASK
    if name in FOLLOW_UP:
        step = check(FOLLOW_UP, name, state=follow_up.state, role=role, reason=reason)
    else:
        state = interest.state if interest else NO_INTEREST
        step = check(INTEREST_RETURN, name, state=state, during=follow_up.state, role=role, reason=reason)
    _check_hands(follow_up, step, by)
    return step


def _check_hands(follow_up: FollowUp, step: Transition, by) -> None:
    """The step is in this person's hands where the question is theirs or nobody's yet, or they lead the team."""
    if by is None or by.role == Role.MSL_DIRECTOR or step.anybodys:
        return
    if follow_up.assigned_id in (None, by.pk):
        return
    if follow_up.state in FOLLOW_UP["reassign"].origins:
        raise NotNow(_("A colleague answers this. Pass it to yourself first, then go on."))
    raise NotNow(_("A colleague answers this. They go on with it, or an MSL director does."))


def why_not(name: str, follow_up: FollowUp, interest: InterestReturn | None, by) -> str:
    """Why this person is not offered the step now, in a sentence; empty where they are."""
    try:
        check_step(name, follow_up, interest, by=by, reason=None)
    except NotNow as refused:
        return above_the_record(refused)
    return ""


def steps_open_to(follow_up: FollowUp, interest: InterestReturn | None, by) -> set[str]:
    """Names of the steps this person may take now, of the follow-up and of its interest."""
    names = FOLLOW_UP | INTEREST_RETURN
    return {name for name in names if not why_not(name, follow_up, interest, by)}


def accepted_by_holder_at(follow_up: FollowUp) -> datetime | None:
    """When whoever has it now accepted it; None where a colleague did, before it was passed on."""
    accepted, since = follow_up.accepted_at, follow_up.assigned_at
    return None if accepted and since and accepted < since else accepted


def earliest_answer(follow_up: FollowUp) -> datetime:
    """The minute in which the question came: a call report knows no seconds, and an earlier one answers nothing."""
    return follow_up.received_at.replace(second=0, microsecond=0)


def likely_moment(follow_up: FollowUp, now: datetime) -> datetime:
    """When the exchange was, most likely: as it was planned where that is past, else the last quarter of an hour."""
    planned, earliest = follow_up.scheduled_for, earliest_answer(follow_up)
    if planned and earliest <= planned <= now:
        return planned
    return max(now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0), earliest)


def is_one_sentence(text: str) -> bool:
    """Whether nothing follows the end of a sentence. A short word before a full stop may be an abbreviation: forgiven."""
    return not SENTENCE_AFTER_SENTENCE.search(text.strip())


def topic_named_in(texts: Iterable[str], topics: Iterable[ScientificTopic]) -> ScientificTopic | None:
    """The one topic all of whose longer words stand in the first text that names any; None where two fit or none."""
    known = list(topics)
    for text in texts:
        words = set(_long_words(text))
        named = [topic for topic in known if (own := set(_long_words(topic.name))) and own <= words]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _long_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", folded(text)) if len(word) > 3]


def running_clock(follow_up: FollowUp) -> Clock | None:
    """The first clock that still runs. Accepting stops the first; the exchange, and no appointment, the second."""
    if follow_up.state in ENDED:
        return None
    if follow_up.accepted_at is None:
        return Clock.ACKNOWLEDGE
    if follow_up.followed_up_at is None:
        return Clock.FIRST_CONTACT
    return Clock.CLOSE


def deadline_of(follow_up: FollowUp, holidays: Collection[date], now: datetime) -> Deadline | None:
    """What is due next, counted from the moment of receipt in business days of the HCP's country.

    All clocks run in the product's own time zone, so that two people in two zones read one deadline.
    """
    clock = running_clock(follow_up)
    if clock is None:
        return None
    zone = timezone.get_default_timezone()
    at = due(clock, follow_up.received_at, holidays=holidays, tz=zone)
    return Deadline(clock, at, light(at, now), _last_moment(at.astimezone(zone), holidays))


def doubts_about(when: datetime, deadline: Deadline | None, holidays: Collection[date]) -> list[str]:
    """What is odd about a planned follow-up, in sentences; it is the MSL's to judge, and never refused."""
    local, found = timezone.localtime(when), []
    if deadline and deadline.clock is Clock.FIRST_CONTACT and when > deadline.at:
        due_by = spelled(timezone.localtime(deadline.shown), "D j M, H:i")
        found.append(_("This is after the first contact is due (%(due)s).") % {"due": due_by})
    if not is_business_day(local.date(), holidays):
        found.append(_("This is on a day off (%(day)s).") % {"day": spelled(local, "l j F")})
    if not USUAL_HOURS[0] <= local.hour < USUAL_HOURS[1]:
        found.append(_("This is at an unusual hour (%(at)s).") % {"at": spelled(local, "H:i")})
    return [str(one) for one in found]


def _last_moment(at: datetime, holidays: Collection[date]) -> datetime:
    if at.time() != time.min:
        return at
    at -= timedelta(minutes=1)
    while not is_business_day(at.date(), holidays):
        at -= timedelta(days=1)
    return at
