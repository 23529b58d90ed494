"""Which findings of the screening a person is shown. The refusal on record keeps them all."""

from __future__ import annotations

from collections.abc import Iterable

from msl_governance.firewall.screening import Finding, explain, removals


def shown(findings: Iterable[Finding]) -> list[Finding]:
    """The stops, each phrase once: what lies within a longer one goes with it."""
    stops = [one for one in findings if one.severity == "stop"]
    return [one for one in stops if not any(_covers(other, one) for other in stops)]


def as_items(text: str, findings: Iterable[Finding]) -> list[dict[str, str]]:
    """The stops of ``text`` as the panel shows them: the phrase, why it cannot cross, and what “Remove” takes out."""
    stops = shown(findings)
    cuts = removals(text, stops)
    return [{"text": one.text, "why": explain(one), "cut": cut} for one, cut in zip(stops, cuts, strict=True)]


def _covers(longer: Finding, one: Finding) -> bool:
    within = longer.start <= one.start and one.end <= longer.end
    return within and (longer.start, longer.end) != (one.start, one.end)
