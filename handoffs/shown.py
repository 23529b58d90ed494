"""Which findings of the screening a person is shown. The refusal on record keeps them all."""

from __future__ import annotations

from collections.abc import Iterable

from msl_governance.firewall.screening import Finding


def shown(findings: Iterable[Finding]) -> list[Finding]:
    """The stops, each phrase once: what lies within a longer one goes with it."""
    stops = [one for one in findings if one.severity == "stop"]
    return [one for one in stops if not any(_covers(other, one) for other in stops)]


def _covers(longer: Finding, one: Finding) -> bool:
    within = longer.start <= one.start and one.end <= longer.end
    return within and (longer.start, longer.end) != (one.start, one.end)
