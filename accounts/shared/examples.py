"""Doctors as the proof's worlds may hold them: with a number and an address that a form accepts."""

from msl_governance.firewall.proof.examples import register

register("accounts_shared.Hcp", [{"phone": "+1 555 0100", "email": "doctor@proof.example"}])
