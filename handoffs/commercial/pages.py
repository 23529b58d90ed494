"""What the pages around the form show: tracker, record, homes. Reads alone."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from handoffs import clocks
from handoffs.protocol import InquiryState, StandingState
from handoffs.shown import shown
from msl_governance.firewall.screening import screen
from msl_governance.firewall.sides import Role
from msl_governance.ui.manners import greeting, spelled
from msl_governance.ui.pagination import Page

from . import preview, progress, rules, selectors
from .forms import EscalationForm, ReceiptForm
from .models import AdverseEvent, Inquiry

HOME_ROWS = 5
FILTER_WORDS = (
    ("", gettext_lazy("All")), ("draft", gettext_lazy("Drafts")), ("received", gettext_lazy("Received")),
    ("with_medical", gettext_lazy("With Medical")), ("closed", gettext_lazy("Closed")),
    ("withdrawn", gettext_lazy("Withdrawn")),
)  # fmt: skip
LIGHTS = {
    clocks.Light.ON_TIME: ("amb", gettext_lazy("Forward by")),
    clocks.Light.NEAR: ("amb", gettext_lazy("Due soon: forward by")),
    clocks.Light.OVERDUE: ("bad", gettext_lazy("Overdue: should have been forwarded by")),
}


def row(inquiry: Inquiry) -> dict[str, Any]:
    """One inquiry in a list."""
    draft = inquiry.state == InquiryState.DRAFT
    held = len(shown(screen(inquiry.verbatim, rules.PLACE))) if draft else 0
    made = progress.steps(inquiry, held=held)
    title = [inquiry.hcp.display_name if inquiry.hcp else _("No doctor chosen yet")]
    title += [inquiry.get_kind_display().lower()] if inquiry.kind else []
    return {
        "inquiry": inquiry,
        "url": "handoffs_commercial:edit" if draft else "handoffs_commercial:detail",
        "title": ", ".join(title),
        "steps": made,
        "label": progress.label(made, inquiry),
        **progress.sign(inquiry, held=held),
    }


def tracker(person, page: Page, where: str) -> dict[str, Any]:
    """The list with its filters. A director's team's shows who sent each, and no drafts."""
    leads = person.role == Role.SALES_DIRECTOR
    filters = [(key, word, key == where) for key, word in FILTER_WORDS if not (leads and key == "draft")]
    return {
        "page": page, "rows": [row(one) for one in page], "filters": filters, "leads": leads,
        "filtered": bool(where),
    }  # fmt: skip


def record(
    person,
    inquiry: Inquiry,
    *,
    problem: str = "",
    receipt: ReceiptForm | None = None,
    escalation: EscalationForm | None = None,
) -> dict[str, Any]:
    """One sent inquiry. What crossed is built by the function that sent it, from the locked record."""
    made, event = progress.steps(inquiry), event_of(person, inquiry)
    mine = inquiry.author_id == person.pk
    return {
        "inquiry": inquiry,
        "row": row(inquiry),
        "steps": made,
        "label": progress.label(made, inquiry),
        "lines": preview.received(inquiry),
        "event": event and _event(event),
        "receipt": receipt or ReceiptForm(),
        "mine": mine,
        "may_withdraw": mine
        and inquiry.state == InquiryState.SUBMITTED
        and not selectors.is_settled(inquiry),
        "escalation": escalation or EscalationForm(),
        "is_over": progress.where(inquiry) in (InquiryState.WITHDRAWN, StandingState.CLOSED),
        "problem": problem,
    }


def event_of(person, inquiry: Inquiry) -> AdverseEvent | None:
    """The adverse event that was mentioned with an inquiry, or None."""
    return AdverseEvent.objects.visible_to(person).filter(inquiry=inquiry).first()


def saved(kept: Inquiry) -> dict[str, Any]:
    """The word that a draft was saved, with the time of day."""
    return {"kept": kept, "at": spelled(timezone.localtime(), "H:i")}


def sent_sentence(inquiry: Inquiry) -> str:
    """Said once, after sending."""
    at = progress.moment(inquiry.submitted_at)
    return _("Sent through Door 2 on %(at)s. The record can’t be changed any more.") % {"at": at}


def rep_home(person) -> dict[str, Any]:
    """A representative's start page: what waits, drafts before what is sent; what was released."""
    drafts_first = Case(When(state=InquiryState.DRAFT, then=0), default=1)
    latest = selectors.inquiries_of(person).order_by(drafts_first, "-created_at", "-pk")[:HOME_ROWS]
    interests = selectors.interests_of(person).select_related("topic", "inquiry__hcp")[:HOME_ROWS]
    waiting = selectors.waiting_for(person)
    return {
        "greeting": greeting(person),
        "lead": _lead(waiting, selectors.open_count(person)),
        "rows": [row(one) for one in latest],
        "total": Inquiry.objects.visible_to(person).count(),
        "interests": interests,
        "events": [_event(one) for one in selectors.adverse_events_of(person)[:HOME_ROWS]],
    }


def director_home(person) -> dict[str, Any]:
    """A sales director's start page: the team's inquiries, read only."""
    latest = selectors.inquiries_of(person).order_by("-created_at", "-pk")[:HOME_ROWS]
    events = selectors.adverse_events_of(person)[:HOME_ROWS]
    return {
        "greeting": greeting(person),
        "lead": _today(),
        "rows": [row(one) for one in latest],
        "events": [_event(one) for one in events],
        "leads": True,
    }


def plain_home(person) -> dict[str, Any]:
    """The start page of those who have the directory alone."""
    return {"greeting": greeting(person), "lead": _today()}


def _event(event: AdverseEvent) -> dict[str, Any]:
    light = clocks.light(event.due_at, timezone.now())
    kind, word = LIGHTS[light]
    return {"row": event, "kind": kind, "word": word, "due": progress.moment(event.due_at)}


def _today() -> str:
    return spelled(timezone.localdate(), "l j F")


def _lead(waiting: int, opened: int) -> str:
    """What needs the person (drafts, adverse events), and what is open with Medical and needs nothing."""
    words = ngettext("%(n)s thing needs you.", "%(n)s things need you.", waiting) % {"n": waiting}
    with_medical = ngettext("%(n)s inquiry is open.", "%(n)s inquiries are open.", opened) % {"n": opened}
    return f"{_today()}. {words if waiting else _('Nothing waits for you.')} {with_medical if opened else ''}".strip()
