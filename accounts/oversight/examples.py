"""Decisions about the directory as the proof's worlds may hold them: each of them goes through its door."""

from accounts.shared.models import Hcp
from msl_governance.firewall.proof.examples import register


def _merged(column: str):
    """Of the merge that the directory of the worlds holds: who was merged, or into whom."""
    return lambda values, index: Hcp.objects.exclude(merged_into=None).values_list(column, flat=True).get()


def _alone(values, index):
    """Somebody who was never merged: to be separated changes nothing."""
    return Hcp.objects.filter(merged_into=None).order_by("pk").values_list("pk", flat=True)[0]


ABOUT = {"undoes": None}
MERGE = ABOUT | {"kind": "merge", "hcp": _merged("merged_into"), "other_hcp": _merged("pk")}
register("accounts_oversight.CareDecision", [ABOUT | {"kind": "change"}, ABOUT | {"kind": "distinct"}, MERGE])
register("accounts_oversight.HcpSeparation", [{"target": _alone}])
# Facts change; whom the directory has merged stays merged.
LEFT = {"merged_into": None}
# What can be called and written to, so that an inquiry about them can be sent.
REACHED = {"phone": "+1 555 0100", "email": "doctor@proof.example"}
REGION = [{"region": "R1"}, {"region": "R2"}]
register("accounts_oversight.HcpChange", [LEFT | REACHED | where for where in REGION])
register("accounts_oversight.OrganisationChange", [LEFT | where | {"parent": None} for where in REGION])
register("accounts_oversight.NewHcp", [REACHED | where for where in REGION])
register("accounts_oversight.NewOrganisation", [where | {"parent": None} for where in REGION])
OPEN = {"since": None, "until": None}
register("accounts_oversight.AffiliationChange", [OPEN | {"hcp": None, "is_primary": None}])
register("accounts_oversight.NewAffiliation", [OPEN])
# An entry stays its account's: on one list an account stands once.
STAYS = {"hcp": None, "organisation": None, "is_kol": None}
register("accounts_oversight.EntryChange", [STAYS])
