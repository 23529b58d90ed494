"""Reads of the medical half. Lists come from ``visible_to``; the routing's reads run as a task of medical."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404
from django.utils import timezone

from accounts.medical.models import CallReport
from accounts.medical.selectors import begun_for, submitted_reports_with
from accounts.shared.models import Holiday
from accounts.shared.selectors import places_now
from handoffs.protocol import ANSWERING, INTEREST_RETURN
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.sides import Role
from msl_governance.people.models import MedicalColleague, MedicalTerritory
from msl_governance.people.selectors import medical_people, upwards, who_works

from .models import FollowUp, FollowUpStep, InterestReturn, MedicalAdverseEvent, TopicAlignment, Withdrawal
from .rules import (
    ENDED,
    MINE_TO_WORK,
    OPEN,
    deadline_of,
    doubts_about,
    earliest_answer,
)

VIEWS = ("mine", "team", "ended")
LOOK_BACK = 500  # open follow-ups looked at for what is overdue, the oldest first


def follow_up_of(person, follow_up_id: UUID) -> FollowUp:
    """A follow-up in the person's scope, ready to be shown. Raises ``Http404`` otherwise."""
    rows = FollowUp.objects.visible_to(person).select_related("hcp", "assigned", "territory")
    found = rows.prefetch_related(places_now("hcp__affiliations")).filter(pk=follow_up_id).first()
    if found is None:
        raise Http404
    return found


def hcps_of(person, keys: set[UUID]) -> dict[UUID, str]:
    """Follow-up -> name of its HCP, for those in the person's scope."""
    rows = FollowUp.objects.visible_to(person).filter(pk__in=keys).select_related("hcp")
    return {row.pk: row.hcp.display_name for row in rows}


def is_visible(person, follow_up_id: UUID) -> bool:
    """Whether the follow-up is in the person's scope."""
    return FollowUp.objects.visible_to(person).filter(pk=follow_up_id).exists()


def queue(person, view: str = "mine"):
    """Follow-ups of one list, to be ordered by receipt: ``mine``, the ``team``'s other open ones, ``ended``."""
    rows = FollowUp.objects.visible_to(person).select_related("hcp", "assigned", "territory")
    rows = rows.prefetch_related(places_now("hcp__affiliations"))
    if view == "ended":
        return rows.filter(state__in=ENDED)
    if view == "team":
        return rows.filter(state__in=OPEN).exclude(assigned_id=person.pk)
    return rows.filter(assigned_id=person.pk, state__in=MINE_TO_WORK)


def to_review(person):
    """What waits for this person's first look, in order received: assigned to them, or in their queue."""
    rows = FollowUp.objects.visible_to(person).filter(
        Q(assigned_id=person.pk, state=State.ASSIGNED) | Q(state=State.QUEUED)
    )
    return rows.order_by("received_at", "pk")


def waiting_count(person) -> int:
    """How many wait for a first look, for the navigation."""
    return to_review(person).count()


def open_count(person) -> int:
    """How many open ones are this person's to work."""
    return FollowUp.objects.visible_to(person).filter(assigned_id=person.pk, state__in=MINE_TO_WORK).count()


def with_deadlines(rows, now: datetime | None = None) -> list[FollowUp]:
    """The follow-ups with ``deadline`` set (a ``rules.Deadline`` or None); one query for all holidays."""
    rows, now = list(rows), now or timezone.now()
    holidays = holidays_by_country(min((row.received_at.date() for row in rows), default=None))
    for row in rows:
        row.deadline = deadline_of(row, holidays[row.hcp.country], now)
    return rows


def holidays_by_country(since: date | None) -> defaultdict[str, set[date]]:
    """Country -> its holidays from ``since`` on; empty without a query where nothing is asked."""
    found: defaultdict[str, set[date]] = defaultdict(set)
    if since:
        for country, day in Holiday.objects.filter(date__gte=since - timedelta(days=1)).values_list(
            "country", "date"
        ):
            found[country].add(day)
    return found


def doubts_about_plan(follow_up: FollowUp) -> list[str]:
    """What is odd about the plan of a follow-up, in sentences; nothing where none is planned."""
    if follow_up.state != State.SCHEDULED or follow_up.scheduled_for is None:
        return []
    holidays = holidays_by_country(follow_up.received_at.date())[follow_up.hcp.country]
    deadline = deadline_of(follow_up, holidays, timezone.now())
    return doubts_about(follow_up.scheduled_for, deadline, holidays)


def pressing(person, *, mine: bool) -> list[FollowUp]:
    """Open follow-ups whose next clock is near or over, the most urgent first: one's own, or all in one's scope."""
    rows = FollowUp.objects.visible_to(person).filter(state__in=OPEN).select_related("hcp", "assigned")
    rows = rows.filter(assigned_id=person.pk) if mine else rows
    rows = with_deadlines(rows.order_by("received_at", "pk")[:LOOK_BACK])
    found = [row for row in rows if row.deadline and (row.deadline.is_overdue or row.deadline.is_near)]
    return sorted(found, key=lambda row: row.deadline.at)


def scheduled_between(person, start: datetime, end: datetime):
    """One's own follow-ups planned from ``start`` (in) to ``end`` (out), by time."""
    rows = FollowUp.objects.visible_to(person).filter(
        assigned_id=person.pk, state=State.SCHEDULED, scheduled_for__gte=start, scheduled_for__lt=end
    )
    return rows.select_related("hcp").order_by("scheduled_for", "pk")


def steps_of(follow_up: FollowUp) -> list:
    """The log of a follow-up, the newest first, with ``who`` set: a colleague's name, or None for the product."""
    return named(follow_up.steps.order_by("-at", "-id"))


def escalations(person):
    """Steps with which medical escalated a hand-off, in the person's scope, unordered."""
    rows = FollowUpStep.objects.visible_to(person).filter(name="escalate")
    return rows.select_related("follow_up__hcp", "follow_up__territory")


def named(steps) -> list:
    """The steps with ``who`` set: a colleague's name, or None for the product."""
    steps = list(steps)
    names = dict(
        MedicalColleague.objects.filter(pk__in={step.by_id for step in steps}).values_list("id", "full_name")
    )
    for step in steps:
        step.who = names.get(step.by_id)
    return steps


def times_scheduled(follow_up: FollowUp) -> int:
    """How often the follow-up was planned."""
    return follow_up.steps.filter(name="schedule").count()


def interest_of(follow_up: FollowUp) -> InterestReturn | None:
    """The interest returned for a follow-up, or None."""
    return InterestReturn.objects.select_related("topic").filter(follow_up=follow_up).first()


def is_taken_back(follow_up: FollowUp) -> bool:
    """Whether the representative has withdrawn the question, which does not end what was answered already."""
    return Withdrawal.objects.filter(follow_up=follow_up).exists()


def interests_waiting(person):
    """Interests in the person's scope that can be released now, the oldest first."""
    step = INTEREST_RETURN["release_interest"]
    rows = InterestReturn.objects.visible_to(person).filter(
        state__in=step.origins, follow_up__state__in=step.during
    )
    rows = rows.filter(follow_up__withdrawals=None)
    return rows.select_related("topic", "follow_up__hcp", "follow_up__assigned").order_by("proposed_at", "pk")


def interest_of_id(person, interest_id: UUID) -> InterestReturn:
    """An interest in the person's scope, whatever its state. Raises ``Http404``."""
    found = InterestReturn.objects.visible_to(person).filter(pk=interest_id).first()
    if found is None:
        raise Http404
    return found


def adverse_events_open(person):
    """Adverse events in the person's scope that drug safety does not have yet, the most urgent first."""
    rows = MedicalAdverseEvent.objects.visible_to(person).filter(forwarded_at=None)
    return rows.select_related("follow_up__hcp")


def adverse_events_of(follow_up: FollowUp) -> list[MedicalAdverseEvent]:
    """All adverse events of a follow-up one may see."""
    return list(follow_up.adverse_events.all())


def adverse_event_of(person, follow_up: FollowUp, event_id: UUID) -> MedicalAdverseEvent:
    """An adverse event of a follow-up. Raises ``Http404``."""
    found = MedicalAdverseEvent.objects.visible_to(person).filter(pk=event_id, follow_up=follow_up).first()
    if found is None:
        raise Http404
    return found


def reports_to_link(person, follow_up: FollowUp):
    """Submitted call reports of exchanges with the follow-up's HCP, held since the question came, that this person
    may read.
    """
    return submitted_reports_with(person, follow_up.hcp_id).filter(met_at__gte=earliest_answer(follow_up))


def draft_of_exchange(person, follow_up: FollowUp) -> CallReport | None:
    """The person's own draft of the report that will answer the hand-off, or None."""
    return begun_for(person, follow_up.pk)[1]


def may_read_report(person, follow_up: FollowUp) -> bool:
    """Whether the linked call report is one this person may read."""
    return CallReport.objects.visible_to(person).filter(pk=follow_up.call_report_id).exists()


def people_who_answer():
    """Active MSLs and MSL directors."""
    return medical_people().filter(role__in=ANSWERING)


def root_territory() -> MedicalTerritory | None:
    """The top of medical's tree, for questions from where no territory is."""
    return MedicalTerritory.objects.filter(parent=None).order_by("name", "id").first()


def msl_for(territory: MedicalTerritory | None, kind: str) -> UUID | None:
    """Who answers this kind of question there: the nearest alignment up the tree, fewest open ones first."""
    answering = set(people_who_answer().values_list("id", flat=True))
    for where in upwards(territory):
        aligned = TopicAlignment.objects.filter(territory_id=where, kinds__contains=[kind])
        able = answering & set(aligned.values_list("msl_id", flat=True))
        if able:
            return _fewest_open(able)
    return None


def _fewest_open(people: set[UUID]) -> UUID:
    rows = FollowUp.objects.filter(assigned_id__in=people, state__in=MINE_TO_WORK)
    load = dict(rows.order_by().values_list("assigned_id").annotate(number=Count("id")))
    return min(people, key=lambda person_id: (load.get(person_id, 0), str(person_id)))


def workers_of(territory: MedicalTerritory | None) -> list[UUID]:
    """Active MSLs and directors who work a territory or one above it; all directors where there is none."""
    if territory is None:
        return list(medical_people(role=Role.MSL_DIRECTOR).values_list("id", flat=True))
    return list(people_who_answer().filter(pk__in=who_works(territory)).values_list("id", flat=True))


def directors_of(follow_up: FollowUp) -> list[UUID]:
    """Active MSL directors who work the follow-up's territory; where nobody does, all directors."""
    directors = medical_people(role=Role.MSL_DIRECTOR)
    working = directors.filter(pk__in=workers_of(follow_up.territory)).values_list("id", flat=True)
    return list(working) or list(directors.values_list("id", flat=True))
