"""What a person is shown of a refusal: which findings of the screening, and its sentence where the record stands below.

The refusal on record keeps all findings.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from handoffs.protocol import MovedOn
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


def above_the_record(refused: Exception) -> str:
    """The sentence of a refusal, for a page that has just been drawn with the record as it stands."""
    if isinstance(refused, MovedOn):
        return _("This has moved on meanwhile. What you see here is how it stands now.")
    return str(refused)


def _covers(longer: Finding, one: Finding) -> bool:
    within = longer.start <= one.start and one.end <= longer.end
    return within and (longer.start, longer.end) != (one.start, one.end)
