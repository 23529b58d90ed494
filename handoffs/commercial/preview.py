"""What the MSL will receive, line by line: drawn from what the door's own function builds, and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.shared.models import Hcp
from handoffs.door import INQUIRY
from handoffs.protocol import Day, Part, QuestionKind
from handoffs.shown import as_items, shown
from msl_governance.firewall import doors
from msl_governance.firewall.screening import Finding, screen, segments

from .models import Inquiry
from .rules import PLACE, Entry
from .selectors import as_known


@dataclass(frozen=True)
class Piece:
    """A stretch of a value; ``held`` is drawn as a gap, and its text is not in the page."""

    text: str = ""
    held: bool = False


@dataclass(frozen=True)
class Line:
    """One fact as it arrives. ``fields`` are the crossing's fields it is made of."""

    label: str | Promise
    fields: tuple[str, ...]
    pieces: Sequence[Piece] = ()
    below: Sequence[str] = ()


@dataclass(frozen=True)
class Preview:
    """The lines, and the phrases that hold the inquiry."""

    lines: Sequence[Line]
    stops: Sequence[dict[str, str]] = field(default_factory=list)


def values_of(source: Entry | Inquiry, hcp: Hcp | None) -> dict:
    """Near column -> value: what the door's function is given, of an entry about a doctor or of a sent record."""
    known = {} if isinstance(source, Inquiry) else as_known(hcp)
    return {near: known[near] if near in known else getattr(source, near) for near in INQUIRY.fields.values()}


def received(source: Entry | Inquiry, hcp: Hcp | None = None, findings: Sequence[Finding] = ()) -> list[Line]:
    """The lines of what crosses, built by the database function that sends."""
    built = doors.preview(INQUIRY, values_of(source, hcp))
    contact = [built[name] for name in ("contact_phone", "contact_email") if built[name]]
    lines = [
        Line(
            _("Healthcare professional"),
            ("hcp_id", "hcp_name", "hcp_place"),
            _plain(built["hcp_name"]),
            [built["hcp_place"]],
        ),
        Line(_("Contact"), ("contact_phone", "contact_email"), _plain(", ".join(contact))),
        Line(_("Kind of question"), ("kind",), _plain(_label(QuestionKind, built["kind"]))),
        Line(_("Question"), ("verbatim",), with_gaps(built["verbatim"] or "", findings)),
        Line(_("Best time"), ("preferred_day", "preferred_part"), _plain(best_time(built))),
        Line(_("Raised unprompted"), ("unprompted",), _plain(_("Yes") if built["unprompted"] else "")),
        Line(_("Adverse event mentioned"), ("adverse_event",), _plain(_yes_or_no(built["adverse_event"]))),
    ]
    return [*lines, Line(_("From"), (), _plain(_("Commercial, by Door 2")))]


def of_entry(entry: Entry, hcp: Hcp | None) -> Preview:
    """The live preview: lines with what is held back left out, and why."""
    findings = screen(entry.verbatim, PLACE)
    return Preview(received(entry, hcp, shown(findings)), as_items(entry.verbatim, findings))


def with_gaps(text: str, findings: Sequence[Finding]) -> list[Piece]:
    """The text in pieces, each run of held phrases as one gap."""
    pieces: list[Piece] = []
    for segment in segments(text, findings):
        held = segment.finding is not None
        if not (held and pieces and pieces[-1].held):
            pieces.append(Piece("" if held else segment.text, held))
    return pieces


def best_time(built: dict) -> str:
    """Preferred day and part of the day in words."""
    day, part = (_label(*one) for one in ((Day, built["preferred_day"]), (Part, built["preferred_part"])))
    if built["preferred_day"] == Day.ANY and built["preferred_part"] == Part.ANY:
        return _("Any time")
    return f"{day}, {part[:1].lower()}{part[1:]}"


def entry_of(inquiry: Inquiry) -> Entry:
    """A kept draft as an entry."""
    return Entry(**{name: getattr(inquiry, name) for name in asdict(Entry())})


def _plain(*texts: str) -> list[Piece]:
    return [Piece(text) for text in texts if text]


def _label(choices, value: str | None) -> str:
    return str(choices(value).label) if value else ""


def _yes_or_no(answer: bool | None) -> str:
    return "" if answer is None else _("Yes") if answer else _("No")
