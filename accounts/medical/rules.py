"""What must hold before a call report may be submitted. Pure functions over plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .drafts import DiscussionDraft, ReportDraft
from .models import Attendee, Discussion


@dataclass(frozen=True)
class Complaint:
    """What is wrong and where: ``part`` is ``report`` or ``discussions``, ``index`` the row of the part."""

    part: str
    index: int
    field: str
    message: str | Promise


REQUEST_NEEDED = {
    "asked_by_name": _("Write who asked: name and credentials."),
    "verbatim": _("Write down the request that you answered, in the doctor’s words."),
    "information_provided": _("Name the information that you provided, with its version."),
}
UNPROMPTED_NEEDED = _(
    "Content beyond the label may only answer a question that nobody prompted. Confirm it, or choose another "
    "content class."
)
REACTIVE_NEEDED = _(
    "Off-label and investigational content only ever answers a question. Choose “the HCP asked”, or another "
    "content class."
)
NO_COMMERCIAL_PRESENCE = _(
    "Content beyond the label is not discussed while a commercial colleague is present. Correct the content "
    "class or the colleague’s side; if it did happen, tell compliance instead of filing it here."
)
NEEDED = {
    "hcp": _("Choose the healthcare professional you spoke with."),
    "met_at": _("A report tells of an exchange that has been held. Choose a time that is past."),
    "adverse_event": _("Say whether a side effect or a product complaint was mentioned."),
    "topic": _("Add at least one topic that was discussed."),
}


def complaints(draft: ReportDraft, *, now: datetime) -> list[Complaint]:
    """Everything that keeps a report from being submitted; empty where nothing does.

    The items of a request follow FDA, "Responding to Unsolicited Requests for Off-Label Information"
    (draft guidance 2011, section VI).
    """
    found = []
    if not draft.hcp_ids:
        found.append(Complaint("report", 0, "hcp", NEEDED["hcp"]))
    if draft.met_at > now:
        found.append(Complaint("report", 0, "met_at", NEEDED["met_at"]))
    if draft.adverse_event is None:
        found.append(Complaint("report", 0, "adverse_event", NEEDED["adverse_event"]))
    if not draft.discussions:
        found.append(Complaint("discussions", 0, "topic", NEEDED["topic"]))
    accompanied = any(one.side == Attendee.ColleagueSide.COMMERCIAL for one in draft.colleagues)
    for index, discussion in enumerate(draft.discussions):
        for name, message in _about(discussion, accompanied):
            found.append(Complaint("discussions", index, name, message))
    return found


def _about(discussion: DiscussionDraft, accompanied: bool) -> Iterator[tuple[str, str]]:
    if discussion.topic_id is None:
        yield "topic", NEEDED["topic"]
    if discussion.content_class not in Discussion.ContentClass.values:
        yield "content_class", _("Choose the content class.")
    if not discussion.is_beyond_label:
        return
    if accompanied:
        yield "content_class", NO_COMMERCIAL_PRESENCE
    if discussion.origin != Discussion.Origin.REACTIVE:
        yield "origin", REACTIVE_NEEDED
    for name, message in REQUEST_NEEDED.items():
        if not getattr(discussion.request, name).strip():
            yield name, message
    if not discussion.request.unprompted:
        yield "unprompted", UNPROMPTED_NEEDED
