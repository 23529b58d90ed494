"""What the pages show, put together from selectors, rules and the table of steps."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.medical.objectives import selectors as objectives
from accounts.medical.visits import selectors as visits
from accounts.shared.selectors import places_now
from handoffs.protocol import FOLLOW_UP, INTEREST_RETURN, StandingState, present_steps
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall import policy
from msl_governance.firewall.sides import Side
from msl_governance.ui.manners import greeting, spelled
from msl_governance.ui.pagination import paged

from . import actions, forms, reach, rules, selectors
from .models import FollowUp, InterestReturn

STEP_OF_STATE = present_steps(FOLLOW_UP)
OBJECTIVES = 3  # on the home
STOPPED = (State.DECLINED, State.REFERRED, State.WITHDRAWN, State.ESCALATED)

STEP_WORDS = {name: step.words for name, step in (FOLLOW_UP | INTEREST_RETURN).items()}
FORWARDED = gettext_lazy("Noted: drug safety has the adverse event.")
RELEASED = gettext_lazy("Crossed. Commercial sees the topic and the sentence, nothing more.")
HELD = gettext_lazy("Held. Nothing crossed; the MSL sees your reason.")


def day(moment: datetime | None) -> str:
    """“Thu 19 Nov, 15:04” in the person's time zone; empty where there is none."""
    return spelled(timezone.localtime(moment), "D j M, H:i") if moment else ""


def five_steps(follow_up: FollowUp, interest: InterestReturn | None) -> list[dict]:
    """The five steps for the strip. Of the first two medical knows that they were taken, not when nor by whom."""
    texts = (
        (_("Question heard"), _("By Commercial"), Side.COMMERCIAL),
        (_("Inquiry logged"), _("Screened, received %(when)s") % {"when": day(follow_up.received_at)}, Side.COMMERCIAL),
        (_("Medical review"), day(rules.accepted_by_holder_at(follow_up)), Side.MEDICAL),
        (_("Scientific follow-up"), day(follow_up.followed_up_at or follow_up.scheduled_for), Side.MEDICAL),
        (_("General interest"), interest.get_state_display() if interest else _("Optional"), Side.MEDICAL),
    )  # fmt: skip
    return [
        {
            "title": title,
            "text": text,
            "side": side,
            "state": _state(follow_up, number),
            "wall": number in (2, 4),
        }
        for number, (title, text, side) in enumerate(texts, 1)
    ]


def _present_step(follow_up: FollowUp) -> int:
    """The step that the follow-up stands in; one that was stopped, where it stood then; one that closed, past all."""
    if follow_up.state == State.CLOSED:
        return max(STEP_OF_STATE.values()) + 1
    if follow_up.state not in STOPPED:
        return STEP_OF_STATE[follow_up.state]
    if follow_up.followed_up_at:
        return STEP_OF_STATE[State.FOLLOWED_UP]
    return STEP_OF_STATE[State.ACCEPTED if rules.accepted_by_holder_at(follow_up) else State.ASSIGNED]


def _state(follow_up: FollowUp, number: int) -> str:
    present = _present_step(follow_up)
    if follow_up.state in STOPPED and number == present:
        return "stop"
    if number < present:
        return "done"
    return "now" if number == present and follow_up.state not in STOPPED else "next"


def received(follow_up: FollowUp) -> list[tuple]:
    """Label and value of each field that came through the door, as it came."""
    contact = [one for one in (follow_up.contact_phone, follow_up.contact_email) if one]
    return [
        (_("Healthcare professional"), ", ".join(filter(None, (follow_up.hcp_name, follow_up.hcp_place)))),
        (_("Kind of question"), follow_up.get_kind_display()),
        (_("Question, in the doctor’s words"), follow_up.verbatim),
        (_("Raised unprompted"), _("Yes") if follow_up.unprompted else _("No")),
        (_("Contact"), ", ".join(contact) or _("None given")),
        (_("Best time"), best_time(follow_up)),
        (_("Adverse event mentioned"), _("Yes") if follow_up.adverse_event else _("No")),
        (_("From"), _("Commercial, by Door 2")),
    ]


def best_time(follow_up: FollowUp) -> str:
    """The HCP's preferred day and part of the day, in words."""
    return f"{follow_up.get_preferred_day_display()}, {follow_up.get_preferred_part_display().lower()}"


def record(person, follow_up: FollowUp, *, bound: dict | None = None, receipt=None) -> dict:
    """Context of a follow-up's page. ``bound`` maps the name of a refused step to its form; ``receipt`` is
    the refused form of an adverse event."""
    interest, bound = selectors.interest_of(follow_up), bound or {}
    selectors.with_deadlines([follow_up])
    offered = actions.names_open_to(follow_up, interest, person)
    shown = {name: bound.get(name) or actions.form_for(name, follow_up, person) for name in offered}
    return {
        "follow_up": follow_up,
        "interest": interest,
        "steps": five_steps(follow_up, interest),
        "received": received(follow_up),
        **_offers(shown),
        # A step refused because the record has moved on is no longer offered; its sentence must show.
        "problems": [p for name, form in bound.items() if name not in shown for p in problems_of(form)],
        "log": log(follow_up),
        "draft": selectors.draft_of_exchange(person, follow_up),
        "doubts": selectors.doubts_about_plan(follow_up),
        "shows_report": bool(follow_up.call_report_id) and selectors.may_read_report(person, follow_up),
        "commercial_reads": _commercial_reads(follow_up, interest),
        "adverse_events": selectors.adverse_events_of(follow_up),
        "person_may_act": policy.allows(person.role, "follow_up", policy.ACT),
        "receipt": receipt or forms.ReceiptForm(step="forward"),
        "taken_back": rules.TAKEN_BACK if selectors.is_taken_back(follow_up) else "",
        "is_last": follow_up.state in STOPPED or follow_up.state == State.CLOSED,
    }


def doubts(person, follow_up_id: UUID, step: str) -> list[str]:
    """What is said, beside “done”, of a follow-up that was just planned: late, on a day off, at an odd hour."""
    if step != "schedule":
        return []
    return selectors.doubts_about_plan(selectors.follow_up_of(person, follow_up_id))


def _offers(shown: dict) -> dict:
    """The next step, where one leads on, and the others."""
    found = [{"action": actions.ACTIONS[name], "form": form} for name, form in shown.items()]
    leads_on = bool(found) and found[0]["action"].main
    return {"next": found[0] if leads_on else None, "others": found[leads_on:]}


def log(follow_up: FollowUp) -> list:
    """The steps taken, the newest first, each with ``who`` and ``words``."""
    steps = selectors.steps_of(follow_up)
    for step in steps:
        step.words = STEP_WORDS[step.name]
    return steps


def _commercial_reads(follow_up: FollowUp, interest: InterestReturn | None) -> list[tuple]:
    returned = _("Nothing returned")
    if interest and interest.state == InterestReturn.State.RELEASED:
        returned = f"{interest.topic.name}: {interest.sentence}"
    return [(_("Status"), StandingState(follow_up.standing).label), (_("General interest"), returned)]


def interests(person, query, *, bound: dict) -> dict:
    """Context of the director's page. ``bound`` maps the id of an interest to its refused form."""
    found = paged(selectors.interests_waiting(person), query, order=("proposed_at", "pk"))
    for one in found:
        one.form = bound.get(one.pk) or forms.HoldForm(step=f"hold_{one.pk}")
    return {"page": found}


def week(person, asked: str) -> dict:
    """Context of the calendar: the week of the day that is asked for (ISO 8601), else the present one."""
    monday = _monday_of(asked)
    days = [monday + timedelta(days=number) for number in range(7)]
    start, end = (
        timezone.make_aware(datetime.combine(one, time.min)) for one in (monday, monday + timedelta(7))
    )
    planned: dict[date, list] = {one: [] for one in days}
    for item in _planned(person, start, end):
        planned[timezone.localtime(item["at"]).date()].append(item)
    return {
        "days": planned.items(),
        "monday": monday,
        "sunday": days[-1],
        "previous": monday - timedelta(days=7),
        "next": monday + timedelta(days=7),
        "today": timezone.localdate(),
        "is_free": not any(planned.values()),
        "may_plan": policy.allows(person.role, "visit", policy.WRITE),
    }


def _monday_of(asked: str) -> date:
    try:
        chosen = date.fromisoformat(asked)
    except ValueError:
        chosen = timezone.localdate()
    # Far from both ends of what a date can be, so that the links to the weeks beside it exist.
    chosen = min(max(chosen, date(2000, 1, 3)), date(2100, 1, 1))
    return chosen - timedelta(days=chosen.weekday())


def msl_home(person) -> dict:
    """Context of an MSL's home."""
    waiting = selectors.to_review(person).select_related("hcp")
    rows = _soonest(waiting.prefetch_related(places_now("hcp__affiliations")))
    start = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    pressing = selectors.pressing(person, mine=True)
    late = sum(row.deadline.is_overdue for row in pressing)
    return {
        **_hello(person),
        "rows": rows,
        "lead": lead(selectors.waiting_count(person), selectors.open_count(person), late),
        "late": late,
        "today": [_item(one) for one in _planned(person, start, start + timedelta(days=1))],
        "visits": visits.to_report(person, before=start + timedelta(days=1))[:5],
        "objectives": objectives.open_of(person)[:OBJECTIVES],
        "pressing": [row for row in pressing if row.state != State.ASSIGNED][:5],
        "adverse_events": list(
            selectors.adverse_events_open(person).filter(follow_up__assigned_id=person.pk)[:5]
        ),
    }


def _soonest(rows) -> list[FollowUp]:
    """Five open follow-ups, the soonest due first: holidays differ by country, so not always the oldest."""
    return sorted(selectors.with_deadlines(rows[:50]), key=lambda row: row.deadline.at)[:5]


def _planned(person, start: datetime, end: datetime) -> list[dict]:
    """One's own follow-ups and visits of a time, in order, as a calendar shows them."""
    follow_ups = [
        _entry(row, row.scheduled_for, row.scheduled_minutes, row.get_schedule_channel_display())
        | {"url": reverse("handoffs_medical:detail", args=[row.pk])}
        | {"ics": reverse("handoffs_medical:ics", args=[row.pk]), "what": _("Scientific follow-up")}
        for row in selectors.scheduled_between(person, start, end)
    ]
    own = [
        _entry(row, row.starts_at, row.minutes, row.get_channel_display())
        | {"url": reverse("accounts_medical:visit", args=[row.pk])}
        | {"ics": reverse("accounts_medical:visit_ics", args=[row.pk]), "what": _("Planned visit")}
        for row in visits.planned_between(person, start, end)
    ]
    return sorted(follow_ups + own, key=lambda item: (item["at"], item["url"]))


def _entry(row, at: Any, minutes: int, channel: str) -> dict:
    return {"at": at, "minutes": minutes, "channel": channel, "hcp": row.hcp}


def _item(entry: dict) -> dict:
    return {
        "when": spelled(timezone.localtime(entry["at"]), "H:i"),
        "datetime": entry["at"].isoformat(),
        "title": entry["hcp"].display_name,
        "text": f"{entry['what']}, {entry['channel']}",
        "url": entry["url"],
        "done": entry["at"] < timezone.now(),
    }


def director_home(person) -> dict:
    """Context of the MSL director's home."""
    waiting = list(selectors.interests_waiting(person)[:5])
    pressing = selectors.pressing(person, mine=False)
    late = sum(row.deadline.is_overdue for row in pressing)
    return {
        **_hello(person),
        "interests": waiting,
        "lead": _director_lead(selectors.interests_waiting(person).count(), late),
        "late": late,
        "pressing": pressing[:10],
        "adverse_events": list(selectors.adverse_events_open(person)[:5]),
        "queued": _soonest(
            selectors.queue(person, "team").filter(state=State.QUEUED).order_by("received_at", "pk")
        ),
    }


def _director_lead(interests: int, late: int) -> str:
    waits = ngettext(
        "%(n)d interest waits for your decision.", "%(n)d interests wait for your decision.", interests
    ) % {"n": interests} if interests else _("No interest waits for your decision.")  # fmt: skip
    due = ngettext(
        "%(n)d hand-off of your team is overdue.", "%(n)d hand-offs of your team are overdue.", late
    ) % {"n": late} if late else _("No hand-off of your team is overdue.")  # fmt: skip
    return f"{spelled(timezone.localdate(), 'l j F')}. {waits} {due}"


def head_home(person) -> dict:
    """Context of the home of the head of medical: what was escalated lately."""
    latest = selectors.escalations(person).order_by("-at", "-pk")[:5]
    lead = _("You read the hand-offs of your territories, and each one that was escalated to compliance.")
    return _hello(person) | {"lead": lead, "rows": selectors.named(latest)}


def plain_home(person) -> dict:
    """Context of the home of clinical development, which has no list yet."""
    return _hello(person) | {
        "lead": _("You look up the doctors and organisations that the field works with.")
    }


def _hello(person) -> dict:
    return {"greeting": greeting(person), "hindrances": reach.hindrances(person)}


def lead(number: int, opened: int, late: int) -> str:
    """Today's date, how many hand-offs wait for a first look, how many are open with the person, how many are late."""
    waits = ngettext(
        "%(n)d hand-off waits for your review.", "%(n)d hand-offs wait for your review.", number
    ) % {"n": number} if number else _("No hand-off waits for your review.")  # fmt: skip
    holds = ngettext("%(n)d is open with you.", "%(n)d are open with you.", opened)
    if late:
        holds = ngettext(
            "%(n)d is open with you, %(late)d overdue.", "%(n)d are open with you, %(late)d overdue.", opened
        )
    said = [f"{spelled(timezone.localdate(), 'l j F')}.", waits]
    return " ".join([*said, holds % {"n": opened, "late": late}] if opened else said)


def problems_of(form) -> list[str]:
    """Why a step was refused, and what was given for it, where the form itself is shown no more."""
    given = {field.label: _given(field) for field in form}
    return [
        *form.non_field_errors(),
        *(
            _("{label}: you gave “{given}”").format(label=label, given=one)
            for label, one in given.items()
            if one
        ),
    ]


def _given(field) -> str:
    """What was typed or chosen, in the words that the person saw."""
    typed = str(field.data or "").strip()
    words = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    return words.get(typed, typed) if typed else ""
