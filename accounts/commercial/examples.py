"""Commercial's records as the proof's worlds may hold them."""

from datetime import timedelta

from msl_governance.firewall.proof.examples import register
from msl_governance.firewall.proof.values import NOW

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
