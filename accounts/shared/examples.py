"""Doctors as the proof's worlds may hold them: within somebody's territory, with a number and an address."""

from msl_governance.firewall.proof.examples import register

REACHED = {"phone": "+1 555 0100", "email": "doctor@proof.example"}
register("accounts_shared.Hcp", [REACHED | {"region": "R1"}, REACHED | {"region": "R2"}])
