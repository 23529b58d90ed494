"""Where a person proposes a change of the directory."""

from __future__ import annotations

from django.urls import reverse

from msl_governance.firewall import policy
from msl_governance.firewall.sides import Side

# The record of the policy table and the half whose pages these are.
HALVES = {
    Side.MEDICAL: ("medical_proposal", "accounts_medical"),
    Side.COMMERCIAL: ("commercial_proposal", "accounts_commercial"),
}


def way_of(person) -> str:
    """The address of a new proposal on the person's own side; empty for a role that proposes nothing."""
    record, half = HALVES.get(Side(person.side), ("", ""))
    return reverse(f"{half}:proposal_new") if policy.allows(person.role, record, policy.WRITE) else ""
