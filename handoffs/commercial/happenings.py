"""Inquiries on commercial's timeline of an account, each at the moment at which it was sent.

Where it stands now is told beside it without a date: when medical did something is never read.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.shared.selectors import same_as
from accounts.shared.timeline import Happening, Span
from handoffs.protocol import StandingState
from msl_governance.ui.manners import spelled

from . import progress
from .selectors import inquiries_of


def sent(person, hcp, span: Span) -> Iterator[Happening]:
    """Inquiries about the HCP that the person may see."""
    for one in span.latest(inquiries_of(person).filter(hcp__in=same_as(hcp.pk)), "submitted_at"):
        kind, url = _("Scientific inquiry sent"), reverse("handoffs_commercial:detail", args=[one.pk])
        is_open = progress.where(one) in (StandingState.RECEIVED, StandingState.WITH_MEDICAL)
        yield Happening(
            one.submitted_at,
            "door-exit",
            kind,
            one.get_kind_display(),
            _told(one),
            url,
            is_open,
        )


def _told(inquiry) -> str:
    """Where it stands, and what medical released of the HCP's interest, until when. Not since when."""
    live = [
        _("Scientific interest, until %(day)s: %(topic)s. %(sentence)s")
        % {"day": spelled(one.expires_on, "j M Y"), "topic": one.topic, "sentence": one.sentence}
        for one in inquiry.live_interests
    ]
    return " · ".join([str(progress.sign(inquiry)["text"]), *live])
