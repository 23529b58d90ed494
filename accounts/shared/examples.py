"""Doctors as the proof's worlds may hold them: within somebody's territory, with a number and an address."""

from accounts.shared.models import Hcp
from msl_governance.firewall.proof.examples import register
from msl_governance.firewall.proof.values import NOW

REACHED = {"phone": "+1 555 0100", "email": "doctor@proof.example", "merged_into": None}
IN_TURN = [REACHED | {"region": "R1"}, REACHED | {"region": "R2"}]
# The last of the fourteen was merged into the first: what either side has of it is read with the first one's.
TWIN = REACHED | {"region": "R2", "merged_into": lambda values, index: values.pools[Hcp][0]}
register("accounts_shared.Hcp", [*IN_TURN * 6, IN_TURN[0], TWIN])
register("accounts_shared.Organisation", [{"merged_into": None, "parent": None}])
# One who has left, so that both kinds of places stand on the pages; what has ended is nobody's primary place.
register(
    "accounts_shared.Affiliation",
    [{"until": None}, {"until": None}, {"until": NOW.date(), "since": None, "is_primary": False}],
)
