"""Commercial's records as the proof's worlds may hold them."""

from datetime import timedelta

from msl_governance.firewall.proof.examples import register
from msl_governance.firewall.proof.values import CANARY, NOW

TODAY = NOW.date()
USABLE = {
    "approved_on": TODAY - timedelta(days=90), "expires_on": TODAY + timedelta(days=200), "in_label": True,
    "withdrawn_on": None, "withdrawal_reason": "",
}  # fmt: skip
register(
    "accounts_commercial.PromotionalContent",
    [
        USABLE,
        USABLE,
        USABLE | {"expires_on": TODAY - timedelta(days=3)},
        USABLE | {"withdrawn_on": TODAY - timedelta(days=5), "withdrawal_reason": "Replaced."},
    ],
)
# Aims and calls of these days, so that a form of the proof finds some that fit.
register(
    "accounts_commercial.RepObjective",
    [{"period_start": TODAY - timedelta(days=30), "period_end": TODAY + timedelta(days=60), "state": "open"}],
)
register("accounts_commercial.DetailCall", [{"corrections": 0}])
register(
    "accounts_commercial.CallCorrection",
    [{"changes": [{"what": "Channel", "before": "In person", "after": "Video"}]}, {"changes": []}],
)
register("accounts_commercial.Prescribing", [{"span": "month"}, {"span": "year"}, {"scripts": None}])
register("accounts_commercial.Decile", [{"decile": 3}, {"decile": 10}])
ASKED = {"channel": "video", "content": f"{CANARY['COMMERCIAL']} asked"}
register("accounts_commercial.KeptCallFilter", [{"asked": ASKED}])
register("accounts_commercial.CallExport", [{"asked": ASKED, "told": [f"Content: {ASKED['content']}"]}])
# A clinic's name may hold anything; a form of the proof finds one that a steward can put into the directory.
CLINIC = {"name": f"{CANARY['COMMERCIAL']} Clinic", "kind": "practice", "city": "Albany", "region": "NY"}
MISSING = {"kind": "place", "values": CLINIC, "hcp": None, "organisation": None}
register(
    "accounts_commercial.CommercialProposal",
    [
        MISSING,
        {"kind": "duplicate", "values": {}, "organisation": None, "other_organisation": None},
        MISSING,
        {"kind": "correct", "values": {"city": "Albany"}, "organisation": None},
    ],
)
