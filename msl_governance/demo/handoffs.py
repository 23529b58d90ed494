"""Hand-offs in every state. A fate says how far a question comes; each step is the screens' own service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from handoffs.commercial import services as commercial
from handoffs.commercial.models import AdverseEvent
from handoffs.commercial.rules import Entry
from handoffs.commercial.tasks import notice_standings
from handoffs.medical import services as medical
from handoffs.medical.models import FollowUp, InterestReturn, MedicalAdverseEvent
from handoffs.protocol import FollowUpState
from msl_governance.firewall import refusals
from msl_governance.firewall.database import acting_as, acting_for
from msl_governance.firewall.sides import Side

from . import exchanges, words
from .cast import Cast
from .settle import receive

# How far a question comes, in the order of the way. ``seen`` is a question that its MSL has not answered yet.
WAY = ("seen", "accepted", "scheduled", "followed_up", "closed")
CLASSES = {"investigational": "investigational", "heor": "heor", "comparative_safety": "safety"}


@dataclass(frozen=True)
class Fate:
    """What becomes of one question. ``days_ago`` are business days before today, 0 for a few hours ago."""

    end: str
    days_ago: int
    where: str = "north"
    kind: str = "mechanism"
    interest: str = ""
    held_first: bool = False
    adverse_event: str = ""
    reassigned: bool = False


def hand_off(cast: Cast, rng: Random, fate: Fate) -> Iterator[datetime]:
    """From the question on a representative's visit to wherever its fate leads."""
    clock, (rep, _msl) = cast.clock, cast.team(fate.where)
    hcp = cast.doctor(fate.where, rng)
    begin = _begin(clock, rng, fate)
    entry = _entry(hcp, rng, fate, begin - timedelta(minutes=12))
    yield begin
    if fate.held_first or fate.end == "held_draft":
        _try_offending(rep, entry, rng)
        yield clock.soon(minutes=4)
    if fate.end in ("draft", "held_draft"):
        _keep(rep, entry, rng.choice(words.OFFENDING) if fate.end == "held_draft" else entry.verbatim)
        return
    with acting_as(rep):
        inquiry = commercial.submit_inquiry(by=rep, entry=entry)
    follow_up = _arrived(clock.now)
    if fate.end != "arrived":
        yield clock.soon(minutes=1)
        route()
        yield from _routed(cast, rng, fate, inquiry, follow_up)


def _routed(cast: Cast, rng: Random, fate: Fate, inquiry, follow_up: FollowUp) -> Iterator[datetime]:
    """What happens before an MSL has looked at it, and then all the rest."""
    clock, (rep, msl) = cast.clock, cast.team(fate.where)
    if fate.adverse_event == "forwarded":
        yield clock.soon(hours=2)
        _forward(rep, msl, inquiry, follow_up, rng)
    if fate.end == "withdrawn_by_rep":
        yield clock.later(2, rng)
        with acting_as(rep):
            commercial.withdraw_inquiry(by=rep, inquiry_id=inquiry.pk)
        yield clock.soon(minutes=1)
        route()
    else:
        yield from _answered(cast, rng, fate, follow_up)


def _answered(cast: Cast, rng: Random, fate: Fate, follow_up: FollowUp) -> Iterator[datetime]:
    """What medical does with it."""
    clock, (_rep, msl) = cast.clock, cast.team(fate.where)
    if fate.end in ("queued", "seen"):
        return
    yield clock.later(1, rng)
    if fate.kind == "heor":
        _step(msl, medical.take, follow_up)
        yield clock.soon(minutes=10)
    if fate.reassigned:
        director = cast.people["msl_director1"]
        _step(msl, medical.reassign, follow_up, to_id=director.pk, reason=words.REASONS["reassign"])
        msl = director
        yield clock.soon(minutes=30)
    if fate.end in ("declined", "referred", "withdrawn", "escalated"):
        _end_early(msl, follow_up, fate.end)
    else:
        yield from _worked(cast, rng, fate, follow_up, msl)
    yield clock.soon(minutes=1)
    notice_standings()


def _worked(cast: Cast, rng: Random, fate: Fate, follow_up: FollowUp, msl) -> Iterator[datetime]:
    """Accepted, scheduled, answered, closed: as far as the fate goes."""
    clock, reach = cast.clock, WAY.index(fate.end)
    classification = CLASSES.get(fate.kind) or rng.choice(("on_label", "off_label"))
    _step(msl, medical.accept, follow_up, classification=classification)
    if reach < WAY.index("scheduled"):
        return
    yield clock.soon(minutes=20)
    planned = clock.ahead(rng.randint(1, 4), rng)
    _step(msl, medical.schedule, follow_up, when=planned, minutes=rng.choice((30, 45)), channel="video")
    if reach < WAY.index("followed_up"):
        return
    yield clock.later(2, rng)
    met_at = clock.now - timedelta(hours=1)
    report = exchanges.submit(
        cast, rng, by=msl, hcp=follow_up.hcp, kind=fate.kind, content_class=classification, met_at=met_at
    )
    _step(msl, medical.record_follow_up, follow_up, call_report=report)
    if fate.interest:
        yield from _returned(cast, rng, fate, follow_up, msl)
    if reach == WAY.index("closed"):
        yield clock.later(1, rng)
        _step(msl, medical.close, follow_up)


def _returned(cast: Cast, rng: Random, fate: Fate, follow_up: FollowUp, msl) -> Iterator[datetime]:
    """The general nature of the interest, back to commercial where the director lets it go."""
    clock, director = cast.clock, cast.people["msl_director1"]
    topic = cast.topics[words.QUESTIONS[fate.kind][0]]
    if fate.held_first:
        _propose_offending(msl, follow_up, topic, rng)
        yield clock.soon(minutes=3)
    interest = _propose(msl, follow_up, topic)
    if fate.interest == "proposed":
        return
    yield clock.later(1, rng)
    if fate.interest in ("held", "held_then_released"):
        _step(director, medical.hold_interest, interest=interest, reason=words.REASONS["hold"])
    if fate.interest == "held_then_released":
        yield clock.later(1, rng)
        interest = _propose(msl, follow_up, topic)
        yield clock.later(1, rng)
    if fate.interest != "held":
        _step(director, medical.release_interest, interest=interest)


def _begin(clock, rng: Random, fate: Fate) -> datetime:
    """What has arrived and no more has arrived this minute: any later run of routing would take it on."""
    if fate.days_ago:
        return clock.back(fate.days_ago, rng)
    return clock.today if fate.end == "arrived" else clock.today - timedelta(hours=3)


def route() -> None:
    """As the worker does each minute."""
    with acting_for(Side.MEDICAL, reason="task route_arrivals"):
        medical.route_arrivals()


def _entry(hcp, rng: Random, fate: Fate, heard_at: datetime) -> Entry:
    return Entry(
        hcp_id=hcp.pk,
        contact_phone=hcp.phone,
        contact_email=hcp.email,
        preferred_day=rng.choice(("any", "mon", "tue", "wed", "thu", "fri")),
        preferred_part=rng.choice(("any", "early", "morning", "afternoon", "late")),
        kind=fate.kind,
        verbatim=rng.choice(words.QUESTIONS[fate.kind][1:]),
        unprompted=True,
        adverse_event=bool(fate.adverse_event),
        acknowledged=True,
        acknowledged_at=heard_at,
    )


def _arrived(now: datetime) -> FollowUp:
    """What has just come through the door. The tale is outside both sides, as its reader is."""
    with acting_for(Side.MEDICAL, reason="demo story"):
        arrived = FollowUp.objects.filter(state=FollowUpState.ARRIVED).select_related("hcp")
        found = arrived.latest("received_at")
    # At once and not at the end: an exchange answers a question only if it was held after the question came.
    receive(found.pk, now)
    return found


def _try_offending(rep, entry: Entry, rng: Random) -> None:
    bad = Entry(**vars(entry) | {"verbatim": rng.choice(words.OFFENDING)})
    with _refusing(rep), suppress(commercial.Held), acting_as(rep):
        commercial.submit_inquiry(by=rep, entry=bad)


def _propose_offending(msl, follow_up: FollowUp, topic, rng: Random) -> None:
    sentence = rng.choice(words.OFFENDING_INTERESTS)
    with _refusing(msl), suppress(medical.Held), acting_as(msl):
        medical.propose_interest(follow_up=follow_up, topic=topic, sentence=sentence, by=msl)


def _refusing(person):
    """Refusals are written after the transaction of the side, as after a request."""
    return refusals.collecting(person_id=str(person.pk), side=person.side)


def _keep(rep, entry: Entry, verbatim: str) -> None:
    with acting_as(rep):
        commercial.save_draft(by=rep, entry=Entry(**vars(entry) | {"verbatim": verbatim}))


def _forward(rep, msl, inquiry, follow_up: FollowUp, rng: Random) -> None:
    """Both sides heard of it, and each tells drug safety by itself."""
    with acting_as(rep):
        event = AdverseEvent.objects.visible_to(rep).get(inquiry_id=inquiry.pk)
        commercial.forward_adverse_event(
            by=rep, event_id=event.pk, receipt_number=f"DS-{rng.randint(10000, 99999)}"
        )
    with acting_as(msl):
        event = MedicalAdverseEvent.objects.visible_to(msl).get(follow_up_id=follow_up.pk)
        medical.forward_adverse_event(event=event, receipt_number=f"DS-{rng.randint(10000, 99999)}", by=msl)


def _end_early(msl, follow_up: FollowUp, end: str) -> None:
    if end == "withdrawn":
        _step(msl, medical.withdraw, follow_up)
    elif end == "escalated":
        _step(msl, medical.escalate, follow_up, reason=words.REASONS["escalate"])
    elif end == "declined":
        _step(msl, medical.decline, follow_up, reason=words.REASONS["decline"])
    else:
        _step(msl, medical.refer, follow_up, reason=words.REASONS["refer"])


def _propose(msl, follow_up: FollowUp, topic) -> InterestReturn:
    with acting_as(msl):
        return medical.propose_interest(
            follow_up=follow_up, topic=topic, sentence=words.INTERESTS[topic.name], by=msl
        )


def _step(by, service, follow_up: FollowUp | None = None, **known) -> None:
    if follow_up is not None:
        known["follow_up"] = follow_up
    with acting_as(by):
        service(by=by, **known)
