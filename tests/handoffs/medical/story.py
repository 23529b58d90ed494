"""Hand-offs in every state, brought there through the door and the services."""

import re
from datetime import timedelta

from django.utils import timezone

from accounts.medical.models import Attendee, CallReport
from handoffs.commercial.models import Inquiry
from handoffs.door import INQUIRY, WITHDRAWAL
from handoffs.medical import services
from handoffs.medical.models import FollowUp, InterestReturn, TopicAlignment
from handoffs.protocol import NO_INTEREST, InterestState
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.database import acting_as, acting_for
from msl_governance.firewall.doors import cross
from msl_governance.firewall.sides import Side

CLEAN = "Would like to read more on cardiorenal outcomes in dialysis."
BAD = "He will prescribe 40 more scripts next month."


def send(world, *, rep="rep1", hcp=None, **changes) -> Inquiry:
    """A submitted inquiry that has crossed and not been routed yet."""
    rep, now = getattr(world, rep), timezone.now()
    with acting_as(rep):
        inquiry = Inquiry.objects.create(
            **{
                "author_id": rep.pk, "territory": world.commercial_north, "hcp": hcp or world.north_hcp,
                "kind": "mechanism", "verbatim": "How does it act on the tubule?", "unprompted": True,
                "adverse_event": False, "acknowledged_at": now, "acknowledged": True, "submitted_at": now, "state": "submitted",
                "hcp_name": "Dr. Elena Marchetti", "hcp_place": "Northgate University Hospital",
                "contact_phone": "+1 555 0142", "preferred_day": "thu", "preferred_part": "early",
            }
            | changes
        )  # fmt: skip
        cross(INQUIRY, source_id=inquiry.pk, by=rep, basis="test")
    return inquiry


def route() -> int:
    """As the task does it."""
    with acting_for(Side.MEDICAL, reason="test"):
        return services.route_arrivals()


def latest() -> FollowUp:
    """The one that arrived last."""
    return FollowUp.objects.order_by("-received_at", "-pk").first()


def arrived(world, **changes) -> FollowUp:
    """Came through the door, nobody looked yet."""
    before = set(FollowUp.objects.values_list("pk", flat=True))
    send(world, **changes)
    return FollowUp.objects.exclude(pk__in=before).get()


def report(world, by, hcp=None, **changes) -> CallReport:
    """A submitted call report with one HCP."""
    now = timezone.now()
    with acting_as(by):
        made = CallReport.objects.create(
            author_id=by.pk,
            territory=world.medical_north,
            met_at=changes.get("met_at", now),
            channel="video",
            adverse_event=False,
        )
        Attendee.objects.create(report=made, hcp=hcp or world.north_hcp)
        if changes.get("state") != "draft":
            CallReport.objects.filter(pk=made.pk).update(state="submitted", submitted_at=now)
    made.refresh_from_db()
    return made


def do(name, world, follow_up, by, **changes):
    """Take one step with sensible answers."""
    needs = {
        "accept": {"classification": "off_label"},
        "classify": {"classification": "safety"},
        "decline": {"reason": "Not a scientific question"},
        "escalate": {"reason": "The question was put into his mouth"},
        "refer": {"reason": "A standard letter answers it"},
        "reassign": {"to_id": world.msl2.pk, "reason": "On leave"},
        "schedule": {"when": timezone.now() + timedelta(days=1), "minutes": 45, "channel": "video"},
        "propose_interest": {"topic": world.topic, "sentence": CLEAN},
        "hold_interest": {"reason": "Says too much"},
    }
    if name in ("release_interest", "hold_interest"):
        changes["interest"] = InterestReturn.objects.get(follow_up=follow_up)
    else:
        changes["follow_up"] = follow_up
    if name == "follow_up":
        changes.setdefault("call_report", report(world, world.msl1))
        service = services.record_follow_up
    else:
        service = getattr(services, name)
    with acting_as(by):
        service(by=by, **(needs.get(name, {}) | changes))
    follow_up.refresh_from_db()


PATHS = {
    State.ARRIVED: None,
    State.QUEUED: (),
    State.ASSIGNED: (),
    State.ACCEPTED: ("accept",),
    State.SCHEDULED: ("accept", "schedule"),
    State.FOLLOWED_UP: ("accept", "schedule", "follow_up"),
    State.CLOSED: ("accept", "schedule", "follow_up", "close"),
    State.DECLINED: ("decline",),
    State.REFERRED: ("accept", "refer"),
    State.WITHDRAWN: ("withdraw",),
    State.ESCALATED: ("accept", "escalate"),
}


def in_state(world, state, **changes) -> FollowUp:
    """A follow-up of north, assigned to msl1 where the state has somebody, in the state asked for."""
    follow_up = arrived(world, **changes)
    if state == State.ARRIVED:
        return follow_up
    kept = list(TopicAlignment.objects.all())
    if state == State.QUEUED:
        TopicAlignment.objects.all().delete()
    route()
    if state == State.QUEUED:
        TopicAlignment.objects.bulk_create(kept)
    follow_up.refresh_from_db()
    for name in PATHS[state]:
        do(name, world, follow_up, world.msl1)
    assert follow_up.state == state
    return follow_up


INTEREST_PATHS: dict[str, tuple[str, ...]] = {
    NO_INTEREST: (),
    InterestState.PROPOSED: ("propose_interest",),
    InterestState.HELD: ("propose_interest", "hold_interest"),
    InterestState.RELEASED: ("propose_interest", "release_interest"),
    InterestState.EXPIRED: ("propose_interest", "release_interest"),
}


def with_interest(world, state, interest) -> FollowUp:
    """A follow-up in a state after the exchange, with its interest in another; none where that is ``NO_INTEREST``."""
    follow_up = in_state(world, State.FOLLOWED_UP)
    for name in INTEREST_PATHS[interest]:
        do(name, world, follow_up, world.msl1 if name == "propose_interest" else world.msl_director1)
    if interest == InterestState.EXPIRED:
        with acting_for(Side.MEDICAL, reason="test"):
            InterestReturn.objects.filter(follow_up=follow_up).update(state=interest)
    for name in {State.CLOSED: ("close",), State.ESCALATED: ("escalate",)}.get(state, ()):
        do(name, world, follow_up, world.msl1)
    assert follow_up.state == state
    return follow_up


def proposed(world, **changes) -> InterestReturn:
    """An interest that waits for release."""
    follow_up = in_state(world, State.FOLLOWED_UP)
    with acting_as(world.msl1):
        return services.propose_interest(
            follow_up=follow_up, by=world.msl1, **({"topic": world.topic, "sentence": CLEAN} | changes)
        )


def withdraw_inquiry(inquiry, rep) -> None:
    """The HCP withdrew the question: the rep's half of it."""
    with acting_as(rep):
        Inquiry.objects.filter(pk=inquiry.pk).update(state="withdrawn", withdrawn_at=timezone.now())
        cross(WITHDRAWAL, source_id=inquiry.pk, by=rep, basis="test")


def page_text(response) -> str:
    """A page without what is drawn by lot: tokens, ids, and the moments of the record itself."""
    words = re.sub(r'value="[A-Za-z0-9]{64}"|\b[0-9a-f-]{36}\b', "", response.content.decode())
    return re.sub(r"\d\d?:\d\d", "", words)
