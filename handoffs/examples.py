"""Hand-offs as the proof's worlds may hold them, on both sides of door 2."""

from datetime import timedelta

from msl_governance.firewall.proof.examples import register, register_arrived
from msl_governance.firewall.proof.values import NOW

SENT = {
    "state": "submitted",
    "submitted_at": NOW,
    "acknowledged": True,
    "acknowledged_at": NOW,
    "withdrawn_at": None,
    "unprompted": True,
    "hcp_name": "Dr. Proof Marchetti",
    "hcp_place": "Albany, NY",
    "verbatim": "What is known about the effect in renal impairment?",
    "contact_phone": "+1 555 0100",
    "contact_email": "doctor@proof.example",
}
DRAFT = {"state": "draft", "submitted_at": None, "withdrawn_at": None}
register("handoffs_commercial.Inquiry", [SENT] * 14 + [DRAFT, SENT, DRAFT] * 4)
register(
    "handoffs_commercial.AdverseEvent",
    [{"forwarded_at": None, "receipt_number": ""}, {"forwarded_at": NOW, "receipt_number": "PV-1"}],
)
register(
    "handoffs_medical.MedicalAdverseEvent",
    [{"forwarded_at": None, "receipt_number": ""}, {"forwarded_at": NOW, "receipt_number": "PV-2"}],
)
register("handoffs_commercial.InquiryStep", [{"name": "acknowledge"}, {"name": "submit"}])
register(
    "handoffs_medical.FollowUpStep",
    [{"name": "route"}, {"name": "accept"}, {"name": "schedule"}, {"name": "escalate"}],
)


def medical_person(values, index):
    """Somebody of the medical field team, varied by world."""
    people = values.people("MEDICAL")
    return people[(index + values.variation.author) % 2]


def first_territory(values, index):
    """A part of the medical country."""
    from msl_governance.people.models import MedicalTerritory

    places = values.pools[MedicalTerritory]
    return places[1 + (index + values.variation.author) % 2]


def call_report(values, index):
    """A report to link."""
    from accounts.medical.models import CallReport

    reports = values.pools[CallReport]
    return reports[index % len(reports)]


def moment(values, index):
    """A moment that differs between worlds."""
    return values.moment(index)


WAITS = {
    "territory_id": first_territory,
    "assigned_id": medical_person,
    "assigned_at": moment,
    "state": "assigned",
}
# Received long enough ago that exchanges held since may be linked.
ACCEPTED = WAITS | {
    "state": "accepted",
    "classification": "off_label",
    "accepted_at": moment,
    "received_at": NOW - timedelta(days=30),
}
SCHEDULED = ACCEPTED | {
    "state": "scheduled",
    "classification": "on_label",
    "scheduled_at": moment,
    "scheduled_for": lambda values, index: values.moment(index) + timedelta(days=60),  # still to come
}
FOLLOWED_UP = ACCEPTED | {
    "state": "followed_up",
    "followed_up_at": moment,
    "call_report_id": call_report,
}
ESCALATED = {"state": "escalated", "territory_id": first_territory, "closed_at": moment}
QUEUED = {"state": "queued", "territory_id": first_territory}
# Enough for steps that exclude each other: accept, decline, refer; schedule, classify, link. And four heard, since only
# those may return an interest.
BEGUN = [WAITS, WAITS, *[ACCEPTED] * 4, SCHEDULED, SCHEDULED, QUEUED]
register_arrived("handoffs_medical.FollowUp", [*BEGUN, *[FOLLOWED_UP] * 4, ESCALATED])


def heard(values, index):
    """Three of the four that were followed up; one has returned no interest yet."""
    from handoffs.medical.models import FollowUp

    return values.pools[FollowUp][len(BEGUN) + index % 3]


PROPOSED = {"follow_up": heard, "state": "proposed", "decided_at": None, "expires_on": None}
RELEASED = {"follow_up": heard, "state": "released", "decided_at": NOW, "expires_on": NOW.date()}
register("handoffs_medical.InterestReturn", [PROPOSED, RELEASED, PROPOSED, PROPOSED])
