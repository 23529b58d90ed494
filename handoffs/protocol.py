"""The five steps as one table. Both sides import this module; it touches no record."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class Classification(TextChoices):
    """How the MSL classifies what was asked."""

    ON_LABEL = "on_label", _("On-label")
    OFF_LABEL = "off_label", _("Off-label")
    INVESTIGATIONAL = "investigational", _("Investigational")
    DISEASE_STATE = "disease_state", _("Disease state")
    HEOR = "heor", _("HEOR")
    SAFETY = "safety", _("Safety")


@dataclass(frozen=True)
class Transition:
    """One allowed move of a record: from which states, to which, by whom, in which step of the hand-off."""

    name: str
    step: int
    origins: tuple[str, ...]
    to: str
    roles: tuple[str, ...]
    stamps: tuple[str, ...] = ()
    standing: str = ""
    needs_reason: bool = False


Q, F, S = InquiryState, FollowUpState, StandingState
_REP, _MSL, _TASK = ("rep",), ("msl", "msl_director"), ("task",)
_OPEN = (F.ARRIVED, F.QUEUED, F.ASSIGNED, F.ACCEPTED, F.SCHEDULED)

INQUIRY: dict[str, Transition] = {
    t.name: t
    for t in (
        Transition("acknowledge", 1, (Q.DRAFT,), Q.DRAFT, _REP, ("acknowledged_at",)),
        Transition("submit", 2, (Q.DRAFT,), Q.SUBMITTED, _REP, ("submitted_at",)),
        Transition("withdraw", 2, (Q.SUBMITTED,), Q.WITHDRAWN, _REP, ("withdrawn_at",)),
    )
}
FOLLOW_UP: dict[str, Transition] = {
    t.name: t
    for t in (
        Transition("queue", 3, (F.ARRIVED,), F.QUEUED, _TASK),
        Transition("route", 3, (F.ARRIVED,), F.ASSIGNED, _TASK, ("assigned_at",)),
        Transition("take", 3, (F.QUEUED,), F.ASSIGNED, _MSL, ("assigned_at",)),
        Transition("accept", 3, (F.ASSIGNED,), F.ACCEPTED, _MSL, ("accepted_at",), S.WITH_MEDICAL),
        Transition("decline", 3, (F.ASSIGNED, F.ACCEPTED), F.DECLINED, _MSL, ("closed_at",), S.CLOSED, True),
        Transition("refer", 3, (F.ASSIGNED, F.ACCEPTED), F.REFERRED, _MSL, ("closed_at",), S.CLOSED, True),
        Transition(
            "reassign", 3, (F.QUEUED, F.ASSIGNED, F.ACCEPTED), F.ASSIGNED, _MSL, ("assigned_at",), "", True
        ),
        Transition("schedule", 3, (F.ACCEPTED, F.SCHEDULED), F.SCHEDULED, _MSL, ("scheduled_at",)),
        Transition("follow_up", 4, (F.ACCEPTED, F.SCHEDULED), F.FOLLOWED_UP, _MSL, ("followed_up_at",)),
        Transition("close", 5, (F.FOLLOWED_UP,), F.CLOSED, _MSL, ("closed_at",), S.CLOSED),
        Transition("withdraw", 3, _OPEN, F.WITHDRAWN, (*_TASK, *_MSL), ("closed_at",), S.CLOSED),
    )
}


class NotNow(Exception):
    """The step is not allowed in this state, or not for this person. The message is a sentence."""


def check(table: dict[str, Transition], name: str, *, state: str, role: str, reason: str = "") -> Transition:
    """The transition, or ``NotNow`` with a sentence the person can act on."""
    transition = table[name]
    if role not in transition.roles:
        raise NotNow(_("This step is not your role’s."))
    if state not in transition.origins:
        raise NotNow(_("This has moved on meanwhile. Load the page again to see where it stands."))
    if transition.needs_reason and not reason.strip():
        raise NotNow(_("Give a reason; it stays on the record."))
    return transition
