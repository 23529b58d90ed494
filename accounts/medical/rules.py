"""What must hold before a call report may be submitted. Pure functions over plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid5

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from msl_governance.ui.manners import spelled

from .drafts import DiscussionDraft, ReportDraft
from .models import Attendee, Discussion


@dataclass(frozen=True)
class Complaint:
    """What is wrong and where: ``part`` is ``report`` or ``discussions``, ``index`` the row of the part."""

    part: str
    index: int
    field: str
    message: str | Promise


@dataclass(frozen=True)
class Wish:
    """The standing request on a topic that counts on the day of the exchange, and whether it held then."""

    key: UUID
    until: date
    holds: bool


@dataclass(frozen=True)
class Piece:
    """A version of the library, and whether it was approved on the day of the exchange."""

    name: str
    approved: bool


@dataclass(frozen=True)
class Known:
    """What is on record beside the report: wishes by topic, versions of the library by their key."""

    wishes: dict[UUID, Wish] = field(default_factory=dict)
    pieces: dict[UUID, Piece] = field(default_factory=dict)


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
    "Off-label and investigational content only ever answers a question. Choose “the HCP asked” or a standing "
    "request, or another content class."
)
NO_WISH = _(
    "No standing request of this HCP on this topic is on record. Record the wish first, or choose how else it "
    "came up."
)
SAFETY_NEEDED = _("Write what was told, so that drug safety can act on it.")
AWARE_LATER = _("You cannot have become aware of it in time to come. Choose the moment you heard it.")
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


Typed = dict[str, list[str]]


def is_overtaken(kept: Typed, typed: Typed) -> bool:
    """Whether the draft that is kept was written by another form since this one was opened: on another device, say.

    A form that was opened from the kept version, or wrote it itself (its answer may have been lost), is not.
    """
    writer = _first(kept, "writer")
    return bool(writer) and writer not in (_first(typed, "writer"), _first(typed, "seen"))


def key_set_aside(client_key: UUID, typed: Typed) -> UUID:
    """The key under which an overtaken form goes on as a draft of its own; the same however often it is asked."""
    return uuid5(client_key, _first(typed, "writer"))


def tells_of_safety(typed: Typed) -> bool:
    """Whether a draft says that an adverse event or a product complaint was heard."""
    return _first(typed, "adverse_event") == "yes"


def _first(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, [])), "")


def complaints(draft: ReportDraft, *, now: datetime, known: Known | None = None) -> list[Complaint]:
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
    found += _of_safety(draft, now)
    found += _of_materials(draft, known or Known())
    if not draft.discussions:
        found.append(Complaint("discussions", 0, "topic", NEEDED["topic"]))
    sides = [one.side for one in draft.colleagues]
    for index, discussion in enumerate(draft.discussions):
        found += of_discussion(index, discussion, sides)
        said = _of_wish(discussion, known or Known())
        found += [Complaint("discussions", index, name, message) for name, message in said]
    return found


def of_discussion(index: int, discussion: DiscussionDraft, sides: Iterable[str]) -> list[Complaint]:
    """What is wrong with one discussion by itself, row ``index``, with colleagues of these sides present."""
    accompanied = Attendee.ColleagueSide.COMMERCIAL in sides
    said = _about(discussion, accompanied)
    return [Complaint("discussions", index, name, message) for name, message in said]


def _about(discussion: DiscussionDraft, accompanied: bool) -> Iterator[tuple[str, str | Promise]]:
    if discussion.topic_id is None:
        yield "topic", NEEDED["topic"]
    if discussion.content_class not in Discussion.ContentClass.values:
        yield "content_class", _("Choose the content class.")
    if not discussion.is_beyond_label:
        return
    if accompanied:
        yield "content_class", NO_COMMERCIAL_PRESENCE
    if discussion.origin == Discussion.Origin.PROACTIVE:
        yield "origin", REACTIVE_NEEDED
    for name, message in REQUEST_NEEDED.items():
        if not getattr(discussion.request, name).strip():
            yield name, message
    if not discussion.request.unprompted and discussion.origin == Discussion.Origin.REACTIVE:
        yield "unprompted", UNPROMPTED_NEEDED


def _of_wish(discussion: DiscussionDraft, known: Known) -> Iterator[tuple[str, str | Promise]]:
    """A standing request makes contact legitimate while it holds, and not a day longer."""
    if discussion.origin != Discussion.Origin.STANDING or discussion.topic_id is None:
        return
    wish = known.wishes.get(discussion.topic_id)
    if wish is None:
        yield "origin", NO_WISH
    elif not wish.holds:
        yield (
            "origin",
            gettext(
                "The standing request on this topic held until %(day)s, not on the day of the exchange. Ask whether "
                "it is still wished and record it anew, or choose how else it came up."
            )
            % {"day": spelled(wish.until, "j M Y")},
        )


def _of_safety(draft: ReportDraft, now: datetime) -> Iterator[Complaint]:
    if not draft.adverse_event or draft.safety_on_record:
        return
    if draft.safety is None or not draft.safety.description.strip():
        yield Complaint("report", 0, "safety_description", SAFETY_NEEDED)
    elif draft.safety.aware_at is not None and draft.safety.aware_at > now:
        yield Complaint("report", 0, "safety_aware_at", AWARE_LATER)


def _of_materials(draft: ReportDraft, known: Known) -> Iterator[Complaint]:
    """Only what was approved on the day may have been shared."""
    for key in draft.material_ids:
        piece = known.pieces.get(key)
        if piece is None:
            yield Complaint("report", 0, "materials", gettext("Choose pieces of the library alone."))
        elif not piece.approved:
            sentence = gettext(
                "%(piece)s was not approved on the day of the exchange. Choose the version that was, or tell your "
                "director if it was shared all the same."
            )
            yield Complaint("report", 0, "materials", sentence % {"piece": piece.name})
