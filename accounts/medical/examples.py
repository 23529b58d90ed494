"""Call reports as the proof's worlds may hold them."""

from datetime import timedelta

from django.apps import apps

from accounts.shared.models import Hcp
from msl_governance.firewall.proof.examples import register
from msl_governance.firewall.proof.values import CANARY, NOW


def typed(values, index):
    """A form that somebody left half filled."""
    return {"summary": [f"{CANARY['MEDICAL']} {values.variation.word} typed {index}"]}


def one_of_two(values, index):
    """The first MSL or the second, the other way round in the world of other authors."""
    people = values.people("MEDICAL")
    return people[(index + values.variation.author) % 2 * (len(people) // 2)]


def where_they_work(values, index):
    """The part of the country that the first MSL works, or the second's."""
    from msl_governance.people.models import MedicalTerritory

    return values.pools[MedicalTerritory][1 + index % 2]


OWN = {"author_id": one_of_two, "territory": where_they_work}
SUBMITTED = OWN | {"state": "submitted", "submitted_at": NOW, "adverse_event": False, "typed": {}}
DRAFT = OWN | {"state": "draft", "submitted_at": None, "adverse_event": None, "typed": typed}
# Two of each in turn: both MSLs have some to read, to change and to amend.
register("accounts_medical.CallReport", [SUBMITTED, SUBMITTED, DRAFT, DRAFT])


def met(values, index):
    """An HCP whose question is being answered, so that the exchange can be linked; anybody where nobody asked."""
    questions = apps.get_model("handoffs_medical.FollowUp")
    asked, step = values.pools.get(questions, []), index + values.variation.link
    if len(asked) < 8:
        doctors = values.pools[Hcp]
        return doctors[step % len(doctors)]
    return questions.objects.get(pk=asked[2 + step % 6]).hcp_id


WITH_HCP = {"hcp": met, "colleague_name": "", "colleague_side": ""}
register("accounts_medical.Attendee", [WITH_HCP, {"hcp": None, "colleague_side": "medical"}, WITH_HCP])
register(
    "accounts_medical.Discussion",
    [
        {"content_class": "on_label", "origin": "proactive", "standing": None},
        {"content_class": "off_label", "origin": "reactive", "standing": None},
        {"content_class": "investigational", "origin": "reactive", "standing": None},
        {"content_class": "heor", "origin": "standing"},
    ],
)

DAY = NOW.date()


register(
    "accounts_medical.MslObjective",
    [
        {"state": "open", "period_start": DAY, "period_end": DAY, "territory": where_they_work},
        {"state": "open", "period_start": DAY, "period_end": DAY, "territory": where_they_work},
        {"state": "reached", "period_start": DAY, "period_end": DAY},
    ],
)
IN_A_YEAR = DAY.replace(year=DAY.year + 1)
register(
    "accounts_medical.StandingRequest",
    [{"asked_on": DAY, "expires_on": IN_A_YEAR, "withdrawn_on": None}],
)
register(
    "accounts_medical.ScientificMaterial",
    [{"approved_on": DAY, "expires_on": IN_A_YEAR, "withdrawn_on": None}],
)
register(
    "accounts_medical.SafetyRecord",
    [
        {"aware_at": NOW, "due_at": NOW + timedelta(days=1), "forwarded_at": None, "receipt_number": ""},
        {"aware_at": NOW, "due_at": NOW + timedelta(days=1), "forwarded_at": NOW, "receipt_number": "PV-3"},
    ],
)

VISIT_AT = NOW + timedelta(days=1)


def _coming(values, index):
    """Hours ahead, this week and next."""
    return VISIT_AT + timedelta(hours=20 * index)


register(
    "accounts_medical.PlannedVisit",
    [
        # Planned by an MSL, who alone may move it.
        OWN | {"state": "planned", "report": None, "starts_at": _coming, "objective": None, "minutes": 30},
        {"state": "planned", "report": None, "starts_at": NOW - timedelta(hours=3), "minutes": 45},
        {"state": "cancelled", "report": None, "starts_at": _coming},
    ],
)


def _another(values, index):
    """Somebody else than the author of the row."""
    people = values.people("MEDICAL")
    return people[(index + values.variation.author + 1) % len(people)]


register(
    "accounts_medical.CoTravelNote",
    [
        {"visit": None, "msl": _another},
        {"visit": None, "msl": _another},
        {"report": None, "msl": _another},
    ],
)
register("accounts_medical.Signature", [{"meaning": "author", "amendment": None}, {"meaning": "amendment"}])
ASKED = {"content_class": "heor", "words": f"{CANARY['MEDICAL']} asked"}
register("accounts_medical.KeptReportFilter", [{"asked": ASKED}])
register("accounts_medical.ReportExport", [{"asked": ASKED, "told": [f"Words: {ASKED['words']}"]}])
# A clinic's name may hold anything; a form of the proof finds one that a steward can put into the directory.
CLINIC = {"name": f"{CANARY['MEDICAL']} Clinic", "kind": "practice", "city": "Albany", "region": "NY"}
MISSING = {"kind": "place", "values": CLINIC, "hcp": None, "organisation": None}
register(
    "accounts_medical.MedicalProposal",
    [
        MISSING,
        {"kind": "duplicate", "values": {}, "organisation": None, "other_organisation": None},
        MISSING,
        {"kind": "correct", "values": {"city": "Albany"}, "organisation": None},
    ],
)
