"""What screening says about a text, and the small helpers that templates and ledgers need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Place = Literal["inquiry", "interest", "agenda", "insight", "brief", "programme"]
Kind = Literal[
    "prescribing", "target", "promotion", "direction", "intent", "agenda", "adverse_event", "personal_data"
]
Severity = Literal["stop", "flag"]

PLACES: tuple[Place, ...] = ("inquiry", "interest", "agenda", "insight", "brief", "programme")
KINDS: tuple[Kind, ...] = (
    "prescribing", "target", "promotion", "direction", "intent", "agenda", "adverse_event", "personal_data",
)  # fmt: skip
# Highest first: where spans overlap, the reader is shown what endangers a person before what offends a rule.
_URGENCY: tuple[Kind, ...] = (
    "adverse_event", "personal_data", "direction", "intent", "prescribing", "target", "promotion", "agenda",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage that must not cross: `text[start:end]` of the screened text, in characters."""

    kind: Kind
    severity: Severity
    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the screened text; `finding` is None where nothing is wrong with it."""

    text: str
    finding: Finding | None


def _weight(finding: Finding) -> tuple[int, int, int]:
    return (finding.severity != "stop", _URGENCY.index(finding.kind), finding.start)


def merge(findings: Iterable[Finding], text: str) -> list[Finding]:
    """Sort by place in the text; findings of one kind that overlap, or that only blanks part, become one, with the
    weightier rule.

    Findings of different kinds stay apart even where they overlap: the writer has to mend both.
    """
    merged: list[Finding] = []
    for kind in KINDS:
        last: Finding | None = None
        for finding in sorted((f for f in findings if f.kind == kind), key=lambda f: (f.start, -f.end)):
            if last is None or text[last.end : finding.start].strip():
                merged.append(finding)
                last = finding
                continue
            chosen = min(last, finding, key=lambda f: (f.severity != "stop", f.start - f.end))
            end = max(last.end, finding.end)
            last = Finding(kind, chosen.severity, last.start, end, text[last.start : end], chosen.rule)
            merged[-1] = last
    return sorted(merged, key=lambda f: (f.start, f.end, f.kind))


def worst(findings: Sequence[Finding]) -> Finding | None:
    """The finding to show first: a stop before a flag, then the kind that endangers people; None if clean."""
    return min(findings, key=_weight, default=None)


def is_stopped(findings: Iterable[Finding]) -> bool:
    """Whether the text has to change before it may be saved."""
    return any(finding.severity == "stop" for finding in findings)


def segments(text: str, findings: Sequence[Finding]) -> list[Segment]:
    """Cut `text` into consecutive pieces for highlighting; joined they are exactly `text`.

    Where findings overlap, the piece carries the worst of them.
    """
    cuts = sorted({0, len(text), *(f.start for f in findings), *(f.end for f in findings)})
    pieces: list[Segment] = []
    for start, end in pairwise(cuts):
        over = worst([f for f in findings if f.start <= start and end <= f.end])
        if pieces and pieces[-1].finding == over:
            pieces[-1] = Segment(pieces[-1].text + text[start:end], over)
        else:
            pieces.append(Segment(text[start:end], over))
    return pieces


def as_refusal(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """What the refusals ledger keeps: rule, kind, severity and span. Never the text itself."""
    return [
        {"rule": f.rule, "kind": f.kind, "severity": f.severity, "span": [f.start, f.end]} for f in findings
    ]
