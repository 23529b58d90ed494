"""The five steps as the representative may see them: from the own record and one word, never from a date of medical."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from handoffs.protocol import InquiryState, StandingState
from msl_governance.firewall.sides import Side
from msl_governance.ui.manners import spelled

from .models import Inquiry

# Standing or own state -> icon, kind of pill, word.
SIGNS: dict[str, tuple[str, str, str | Promise]] = {
    InquiryState.DRAFT: ("edit", "amb", gettext_lazy("Draft")),
    InquiryState.WITHDRAWN: ("x", "", gettext_lazy("Withdrawn by the HCP")),
    StandingState.RECEIVED: ("mail", "", StandingState.RECEIVED.label),
    StandingState.WITH_MEDICAL: ("hourglass", "", StandingState.WITH_MEDICAL.label),
    StandingState.CLOSED: ("check", "ok", StandingState.CLOSED.label),
}
_STATES: dict[str, str] = {
    InquiryState.DRAFT: "now next next next next",
    InquiryState.WITHDRAWN: "done done stop next next",
    StandingState.RECEIVED: "done done now next next",
    StandingState.WITH_MEDICAL: "done done now next next",
    # Whether there was a follow-up is medical's to know: a question that was declined is closed as well.
    StandingState.CLOSED: "done done done next next",
}


def where(inquiry: Inquiry) -> str:
    """The one word for where an inquiry is: the standing once sent, else the own state."""
    return inquiry.standing or inquiry.state


def sign(inquiry: Inquiry, *, held: int = 0) -> dict[str, Any]:
    """Icon, tile, words and sentence for a list. ``held`` counts phrases that have to go."""
    place = where(inquiry)
    icon, kind, word = SIGNS[place]
    if inquiry.live_interests:
        icon, kind = "arrow-back-up", "med"
    elif held:
        icon, kind = "ban", "bad"
    text = _sentence(inquiry, place, held)
    return {"icon": icon, "kind": kind, "tile": kind or "n", "word": word, "text": text}


def steps(inquiry: Inquiry, *, held: int = 0) -> list[dict[str, Any]]:
    """The five steps for ``<c-steps>``."""
    place = where(inquiry)
    states = _STATES[place].split()
    if place == InquiryState.DRAFT and inquiry.acknowledged:
        states[:2] = ["done", "stop" if held else "now"]
    if inquiry.returned:
        states[2:] = [states[2] if states[2] == "stop" else "done", "done", "done"]
    titles = (
        _("Question heard"), _("Inquiry logged"), _("Medical review"), _("Scientific follow-up"), _("General interest"),
    )  # fmt: skip
    sides = (Side.COMMERCIAL, Side.COMMERCIAL, Side.MEDICAL, Side.MEDICAL, Side.COMMERCIAL)
    rows = zip(states, titles, _texts(inquiry, place), sides, strict=True)
    return [
        {"state": state, "title": title, "text": text, "side": side, "wall": number in (2, 4)}
        for number, (state, title, text, side) in enumerate(rows, start=1)
    ]


def label(made: list[dict[str, Any]], inquiry: Inquiry) -> str:
    """“Step 3 of 5”, or the word at the end of the way."""
    place = where(inquiry)
    if place in (StandingState.CLOSED, InquiryState.WITHDRAWN):
        return str(SIGNS[place][2]) if place == StandingState.CLOSED else _("Withdrawn")
    if inquiry.returned:
        return _("Interest returned")
    at = next(number for number, step in enumerate(made, start=1) if step["state"] in ("now", "stop"))
    return _("Step %(at)s of 5") % {"at": at}


def moment(at: datetime | None, *, after: datetime | None = None) -> str:
    """“Mon 16 Nov, 15:04” in the person's time zone; “15:04” where ``after`` was the same day; empty for None."""
    if at is None:
        return ""
    same_day = after is not None and timezone.localdate(at) == timezone.localdate(after)
    return spelled(timezone.localtime(at), "H:i" if same_day else "D j M, H:i")


def _sentence(inquiry: Inquiry, place: str, held: int) -> str:
    if inquiry.live_interests:
        return _("Medical returned a general interest: %(topic)s") % {
            "topic": inquiry.live_interests[0].topic
        }
    if place == InquiryState.DRAFT:
        return _held_sentence(held) if held else _("Draft. Not sent yet.")
    words: dict[str, str] = {
        InquiryState.WITHDRAWN: _("Withdrawn by the HCP."),
        StandingState.RECEIVED: _("Sent %(at)s.") % {"at": moment(inquiry.submitted_at)},
        StandingState.WITH_MEDICAL: _("With Medical. They plan the follow-up themselves."),
        StandingState.CLOSED: _("Closed by Medical."),
    }
    return words[place]


def _held_sentence(held: int) -> str:
    text = ngettext(
        "Draft. %(n)s phrase has to go before it can be sent.",
        "Draft. %(n)s phrases have to go before it can be sent.",
        held,
    )
    return text % {"n": held}


def _texts(inquiry: Inquiry, place: str) -> tuple[str, str, str, str, str]:
    heard = inquiry.acknowledged_at
    sent = moment(inquiry.submitted_at, after=heard)
    return (
        moment(heard),
        _("Screened and sent %(at)s") % {"at": sent} if sent else _("Not sent yet"),
        _review(inquiry, place, sent),
        _follow_up(inquiry, place),
        _returned(inquiry, place),
    )


def _review(inquiry: Inquiry, place: str, sent: str) -> str:
    words: dict[str, str] = {
        InquiryState.DRAFT: _("After you send it"),
        InquiryState.WITHDRAWN: _("Withdrawn %(at)s") % {"at": moment(inquiry.withdrawn_at)},
        StandingState.RECEIVED: _("Received %(at)s") % {"at": sent},
        StandingState.WITH_MEDICAL: _("Reviewed") if inquiry.returned else _("With Medical"),
        StandingState.CLOSED: _("Closed"),
    }
    return words[place]


def _follow_up(inquiry: Inquiry, place: str) -> str:
    if inquiry.returned:
        return _("How it went is not shown")
    if place == InquiryState.WITHDRAWN:
        return _("Not any more")
    return (
        _("Whether and how is not shown") if place == StandingState.CLOSED else _("You see when it is closed")
    )


def _returned(inquiry: Inquiry, place: str) -> str:
    if inquiry.live_interests:
        return str(inquiry.live_interests[0].topic)
    if inquiry.returned:
        return _("Returned, and no longer shown")
    return _("None") if place == InquiryState.WITHDRAWN else _("Only if Medical returns one")
