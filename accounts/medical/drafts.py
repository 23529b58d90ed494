"""What a person has entered of a call report, before it is one: plain values, no rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from .models import Attendee, CallReport, Discussion


@dataclass(frozen=True)
class RequestDraft:
    """An unsolicited request: who asked, what exactly, and what was given in answer (with its version)."""

    asked_by_id: UUID | None = None
    asked_by_name: str = ""
    asked_by_address: str = ""
    asked_by_affiliation: str = ""
    verbatim: str = ""
    unprompted: bool = False
    information_provided: str = ""
    follow_up_questions: str = ""


@dataclass(frozen=True)
class DiscussionDraft:
    """One subject. ``request`` is kept only where the content class needs one."""

    topic_id: UUID | None = None
    content_class: str = ""
    origin: str = Discussion.Origin.REACTIVE
    notes: str = ""
    request: RequestDraft = field(default_factory=RequestDraft)

    @property
    def is_beyond_label(self) -> bool:
        """Whether the content class needs a documented unsolicited request."""
        return self.content_class in Discussion.NEEDS_REQUEST


@dataclass(frozen=True)
class SafetyDraft:
    """An adverse event or product complaint that was heard; ``aware_at`` None is the moment of the exchange."""

    kind: str
    description: str
    aware_at: datetime | None = None


@dataclass(frozen=True)
class ColleagueDraft:
    """A colleague who was present, by name and ``Attendee.ColleagueSide``."""

    name: str
    side: str = Attendee.ColleagueSide.MEDICAL


@dataclass(frozen=True)
class ReportDraft:
    """A whole report. ``hcp_ids`` begins with the HCP whom the exchange was with; ``met_at`` is aware.

    ``safety_on_record``: the adverse event came with the matter that the report answers and runs on its clock there.
    """

    hcp_ids: tuple[UUID, ...]
    met_at: datetime
    channel: str = CallReport.Channel.FACE_TO_FACE
    duration_minutes: int | None = None
    setting: str = ""
    summary: str = ""
    adverse_event: bool | None = None
    safety: SafetyDraft | None = None
    safety_on_record: bool = False
    material_ids: tuple[UUID, ...] = ()
    colleagues: tuple[ColleagueDraft, ...] = ()
    discussions: tuple[DiscussionDraft, ...] = ()
