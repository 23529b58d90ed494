"""What a call report may answer. An app that hands questions to medical says here how one begins a report and how it
is linked to it; this app imports none of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True)
class Beginning:
    """First values of the form: of the report, and of its first topic."""

    report: dict[str, Any] = field(default_factory=dict)
    discussion: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenEvent:
    """An adverse event that came with a matter and that drug safety does not have yet."""

    hcp: str
    due_at: datetime
    address: str


class NotLinked(Exception):
    """The report stands, but it does not answer the matter. The message is a sentence."""


class Origin(Protocol):
    """A kind of matter that a report answers; ``key`` names one."""

    def beginning(self, person, key: UUID, hcp) -> Beginning:
        """What is known already; empty where the person may not see the matter, or it is about another HCP."""

    def objection(self, person, key: UUID, met_at: datetime) -> str:
        """Why an exchange held then cannot be the answer; empty where it can, or the matter is not this person's."""

    def safety_on_record(self, person, key: UUID, hcp) -> list[str]:
        """A sentence for each adverse event that the matter came with: it runs on a clock of its own already."""

    def safety_open(self, person) -> list[OpenEvent]:
        """What came with matters of this person’s and waits to be forwarded, the soonest due first."""

    def link(self, *, by, key: UUID, report) -> None:
        """Link a submitted report. Raises ``NotLinked``; the same report again is harmless."""

    def address(self, key: UUID) -> str:
        """Path of the matter's page."""


_origin: list[Origin] = []


def register(origin: Origin) -> None:
    """Say how hand-offs begin and are linked; a second call replaces the first."""
    _origin[:] = [origin]


def origin() -> Origin:
    """What was registered."""
    return _origin[0]
