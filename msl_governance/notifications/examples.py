"""Notices as the proof's worlds may hold them: each leads to a page of the product."""

from msl_governance.firewall.proof.examples import register

for side in ("Medical", "Commercial", "Oversight"):
    register(f"notifications.{side}Notice", [{"url": "/", "read_at": None, "mailed_at": None}, {"url": ""}])
