"""The five steps as tables: of the inquiry, of the follow-up, and of the interest that medical returns. Both sides
import this module; it touches no record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.sides import Role

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class QuestionKind(TextChoices):
    """Kinds of scientific question a representative may pass on."""

    COMPARATIVE_SAFETY = "comparative_safety", _("Comparative safety")
    COMPARATIVE_EFFICACY = "comparative_efficacy", _("Comparative efficacy")
    INVESTIGATIONAL = "investigational", _("Investigational data")
    MECHANISM = "mechanism", _("Mechanism of action")
    DOSING = "dosing", _("Dosing and administration")
    SPECIAL_POPULATION = "special_population", _("Special populations")
    INTERACTION = "interaction", _("Interactions")
    HEOR = "heor", _("Health economics")
    GUIDELINE = "guideline", _("Guidelines")
    OTHER = "other", _("Other clinical question")


class Day(TextChoices):
    """Preferred day of contact."""

    ANY = "any", _("Any day")
    MON = "mon", _("Monday")
    TUE = "tue", _("Tuesday")
    WED = "wed", _("Wednesday")
    THU = "thu", _("Thursday")
    FRI = "fri", _("Friday")


class Part(TextChoices):
    """Preferred part of the day."""

    ANY = "any", _("Any time")
    EARLY = "early", _("Before 09:00")
    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    LATE = "late", _("After 16:00")


class StandingState(TextChoices):
    """What the representative sees, and all of it."""

    RECEIVED = "received", _("Received")
    WITH_MEDICAL = "with_medical", _("With Medical")
    CLOSED = "closed", _("Closed")


class InquiryState(TextChoices):
    """The representative's own record."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent through Door 2")
    WITHDRAWN = "withdrawn", _("Withdrawn by the HCP")


class FollowUpState(TextChoices):
    """Medical's own record."""

    ARRIVED = "arrived", _("Arrived")
    QUEUED = "queued", _("In the queue")
    ASSIGNED = "assigned", _("Waits for review")
    ACCEPTED = "accepted", _("Accepted")
    SCHEDULED = "scheduled", _("Scheduled")
    FOLLOWED_UP = "followed_up", _("Followed up")
    CLOSED = "closed", _("Closed")
    DECLINED = "declined", _("Declined")
    REFERRED = "referred", _("Referred to medical information")
    WITHDRAWN = "withdrawn", _("Withdrawn by the HCP")
    ESCALATED = "escalated", _("Escalated to compliance")


class InterestState(TextChoices):
    """The general interest on its way back. Before anybody proposed one it is in no state, ``NO_INTEREST``."""

    PROPOSED = "proposed", _("Waits for release")
    RELEASED = "released", _("Released")
    HELD = "held", _("Held")
    EXPIRED = "expired", _("Expired")


@dataclass(frozen=True)
class Transition:
    """One allowed move of a record: from which states, to which, by whom, in which step of the hand-off.

    ``to`` is empty where the state stays. ``words`` say the step in the log and in the ledger, ``stamps`` are the
    moments it sets, ``standing`` is the word that commercial reads from then on. ``during`` are the states of the
    hand-off in which a record beside it may take the step, any where empty. Whoever has the hand-off takes a step,
    but one that is ``anybodys``. ``too_late`` says what to do in a wrong state, where the usual sentence would not.
    """

    name: str
    step: int
    origins: tuple[str, ...]
    to: str
    roles: tuple[str, ...]
    words: StrOrPromise
    stamps: tuple[str, ...] = ()
    standing: str = ""
    needs_reason: bool = False
    during: tuple[str, ...] = ()
    anybodys: bool = False
    too_late: StrOrPromise = ""


Q, F, S, R = InquiryState, FollowUpState, StandingState, InterestState
NO_INTEREST = ""
ANSWERING: tuple[str, ...] = (Role.MSL, Role.MSL_DIRECTOR)
TASK = "task"
_REP, _TASK, _DIRECTOR = (Role.REP,), (TASK,), (Role.MSL_DIRECTOR,)
_OPEN = (F.ARRIVED, F.QUEUED, F.ASSIGNED, F.ACCEPTED, F.SCHEDULED)
_IN_HAND = (F.QUEUED, F.ASSIGNED, F.ACCEPTED, F.SCHEDULED, F.FOLLOWED_UP)
_AFTER_THE_EXCHANGE = (F.FOLLOWED_UP, F.CLOSED)


def _table(*steps: Transition) -> dict[str, Transition]:
    return {step.name: step for step in steps}


INQUIRY = _table(
    Transition(
        "acknowledge", 1, (Q.DRAFT,), Q.DRAFT, _REP, _("Acknowledged to the HCP"), ("acknowledged_at",)
    ),
    Transition("submit", 2, (Q.DRAFT,), Q.SUBMITTED, _REP, _("Sent through Door 2"), ("submitted_at",)),
    Transition(
        "withdraw", 2, (Q.SUBMITTED,), Q.WITHDRAWN, _REP, _("Withdrawn by the HCP"), ("withdrawn_at",)
    ),
    Transition(
        "escalate",
        2,
        (Q.SUBMITTED, Q.WITHDRAWN),
        "",
        _REP,
        _("Escalated to compliance"),
        needs_reason=True,
    ),
)
# Every way out tells commercial the same word, “Closed”: which one it was is not to be told apart.
FOLLOW_UP = _table(
    Transition("queue", 3, (F.ARRIVED,), F.QUEUED, _TASK, _("Put into the queue")),
    Transition(
        "route",
        3,
        (F.ARRIVED,),
        F.ASSIGNED,
        _TASK,
        _("Routed by territory and kind of question"),
        ("assigned_at",),
    ),
    # A colleague on leave must not hold a question up: anybody in scope takes or passes on.
    Transition(
        "take",
        3,
        (F.QUEUED,),
        F.ASSIGNED,
        ANSWERING,
        _("Taken from the queue"),
        ("assigned_at",),
        anybodys=True,
    ),
    Transition(
        "accept",
        3,
        (F.ASSIGNED,),
        F.ACCEPTED,
        ANSWERING,
        _("Classified and accepted"),
        ("accepted_at",),
        S.WITH_MEDICAL,
    ),
    Transition(
        "classify",
        3,
        (F.ACCEPTED, F.SCHEDULED),
        "",
        ANSWERING,
        _("Classified anew"),
        too_late=_("A question is classified anew only between accepting and answering it."),
    ),
    Transition(
        "decline",
        3,
        (F.ASSIGNED, F.ACCEPTED),
        F.DECLINED,
        ANSWERING,
        _("Declined"),
        ("closed_at",),
        S.CLOSED,
        True,
    ),
    Transition(
        "refer",
        3,
        (F.ASSIGNED, F.ACCEPTED),
        F.REFERRED,
        ANSWERING,
        _("Referred to medical information"),
        ("closed_at",),
        S.CLOSED,
        True,
    ),
    Transition(
        "reassign",
        3,
        (F.QUEUED, F.ASSIGNED, F.ACCEPTED, F.SCHEDULED),
        F.ASSIGNED,
        ANSWERING,
        _("Passed to a colleague"),
        ("assigned_at",),
        needs_reason=True,
        anybodys=True,
    ),
    Transition(
        "schedule", 3, (F.ACCEPTED, F.SCHEDULED), F.SCHEDULED, ANSWERING, _("Scheduled"), ("scheduled_at",)
    ),
    Transition(
        "follow_up",
        4,
        (F.ACCEPTED, F.SCHEDULED),
        F.FOLLOWED_UP,
        ANSWERING,
        _("Followed up, exchange linked"),
        ("followed_up_at",),
    ),
    Transition("close", 5, (F.FOLLOWED_UP,), F.CLOSED, ANSWERING, _("Closed"), ("closed_at",), S.CLOSED),
    Transition(
        "withdraw",
        3,
        _OPEN,
        F.WITHDRAWN,
        (*_TASK, *ANSWERING),
        _("Withdrawn by the HCP"),
        ("closed_at",),
        S.CLOSED,
    ),
    Transition(
        "escalate",
        3,
        _IN_HAND,
        F.ESCALATED,
        ANSWERING,
        _("Escalated to compliance"),
        ("closed_at",),
        S.CLOSED,
        True,
    ),
)
INTEREST_RETURN = _table(
    Transition(
        "propose_interest",
        5,
        (NO_INTEREST, R.HELD),
        R.PROPOSED,
        ANSWERING,
        _("General interest proposed"),
        ("proposed_at",),
        during=_AFTER_THE_EXCHANGE,
        too_late=_("An interest is returned once, after the exchange, by the one who answered."),
    ),
    Transition(
        "release_interest",
        5,
        (R.PROPOSED,),
        R.RELEASED,
        _DIRECTOR,
        _("General interest released"),
        ("decided_at",),
        during=_AFTER_THE_EXCHANGE,
    ),
    Transition(
        "hold_interest",
        5,
        (R.PROPOSED,),
        R.HELD,
        _DIRECTOR,
        _("General interest held"),
        ("decided_at",),
        needs_reason=True,
        during=_AFTER_THE_EXCHANGE,
    ),
    Transition("expire_interest", 5, (R.RELEASED,), R.EXPIRED, _TASK, _("General interest expired")),
)


def moves_of(table: dict[str, Transition]) -> tuple[tuple[str, str], ...]:
    """Each change of state that the table allows, as (from, to): what the database holds the record to."""
    pairs = {(str(origin), str(step.to)) for step in table.values() for origin in step.origins}
    return tuple(sorted(pair for pair in pairs if all(pair) and pair[0] != pair[1]))


def present_steps(table: dict[str, Transition]) -> dict[str, int]:
    """State -> the step of five that a record in it stands in: the furthest that leads out. Ends are not in it."""
    found: dict[str, int] = {}
    for step in table.values():
        for origin in step.origins:
            found[origin] = max(found.get(origin, 0), step.step)
    return found


class NotNow(Exception):
    """The step is not allowed in this state, or not for this person. The message is a sentence."""


class MovedOn(NotNow):
    """The record is in another state by now. For a page that shows that state, see ``shown.above_the_record``."""


def check(
    table: dict[str, Transition],
    name: str,
    *,
    state: str,
    role: str,
    reason: str | None = "",
    during: str = "",
) -> Transition:
    """The transition, or ``NotNow`` with a sentence the person can act on.

    ``during`` is the state of the hand-off, for a record beside it. ``reason`` is None where the question is only
    whether the step is there to be taken.
    """
    transition = table[name]
    if role not in transition.roles:
        raise NotNow(_("This step is not your role’s."))
    if state not in transition.origins or (transition.during and during not in transition.during):
        moved_on = _("This has moved on meanwhile. Load the page again to see where it stands.")
        raise NotNow(transition.too_late) if transition.too_late else MovedOn(moved_on)
    if transition.needs_reason and reason is not None and not reason.strip():
        raise NotNow(_("Give a reason; it stays on the record."))
    return transition
