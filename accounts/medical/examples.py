"""Call reports as the proof's worlds may hold them."""

from msl_governance.firewall.proof.examples import register
from msl_governance.firewall.proof.values import CANARY, NOW


def typed(values, index):
    """A form that somebody left half filled."""
    return {"summary": [f"{CANARY['MEDICAL']} {values.variation.word} typed {index}"]}


register(
    "accounts_medical.CallReport",
    [
        {"state": "submitted", "submitted_at": NOW, "adverse_event": False, "typed": {}},
        {"state": "draft", "submitted_at": None, "adverse_event": None, "typed": typed},
    ],
)
register(
    "accounts_medical.Attendee",
    [
        {"colleague_name": "", "colleague_side": ""},
        {"hcp": None, "colleague_side": "medical"},
        {"colleague_name": "", "colleague_side": ""},
    ],
)
register(
    "accounts_medical.Discussion",
    [
        {"content_class": "on_label", "origin": "proactive"},
        {"content_class": "off_label", "origin": "reactive"},
        {"content_class": "investigational", "origin": "reactive"},
        {"content_class": "heor", "origin": "reactive"},
    ],
)
