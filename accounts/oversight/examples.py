"""Decisions about the directory as the proof's worlds may hold them: each of them goes through its door."""

from msl_governance.firewall.proof.examples import register

ABOUT = {"undoes": None}
register("accounts_oversight.CareDecision", [ABOUT | {"kind": "change"}, ABOUT | {"kind": "distinct"}])
# A merge would lead both sides to other pages, the same in every world; here facts change and all stand for themselves.
LEFT = {"merged_into": None}
REGION = [{"region": "R1"}, {"region": "R2"}]
register("accounts_oversight.HcpChange", [LEFT | where for where in REGION])
register("accounts_oversight.OrganisationChange", [LEFT | where | {"parent": None} for where in REGION])
register("accounts_oversight.NewHcp", REGION)
register("accounts_oversight.NewOrganisation", [where | {"parent": None} for where in REGION])
OPEN = {"since": None, "until": None}
register("accounts_oversight.AffiliationChange", [OPEN | {"hcp": None, "is_primary": None}])
register("accounts_oversight.NewAffiliation", [OPEN])
# An entry stays its account's: on one list an account stands once.
STAYS = {"hcp": None, "organisation": None, "is_kol": None}
register("accounts_oversight.EntryChange", [STAYS])
