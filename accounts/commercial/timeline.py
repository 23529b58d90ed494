"""What commercial has done with an account. Other commercial apps add their own sources; medical has its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.shared import timeline
from accounts.shared.selectors import same_as
from accounts.shared.timeline import Happening, Source, Span, Timeline
from msl_governance.ui.manners import spelled

from .calls.models import DetailCall, NextStep
from .calls.selectors import calls
from .objectives.selectors import objectives

_sources: list[Source] = []


def register(source: Source) -> None:
    """Let a source tell of accounts; a second call changes nothing."""
    if source not in _sources:
        _sources.append(source)


def of(person, hcp, months: int) -> Timeline:
    """The timeline of an HCP, within what the person may see."""
    return timeline.told(_sources, person, hcp, months)


def _calls(person, hcp, span: Span) -> Iterator[Happening]:
    for call in span.latest(calls(person).filter(hcp__in=same_as(hcp.pk)), "called_at"):
        kind = _("Detail call, %(how)s") % {"how": call.get_channel_display()}
        pieces = ", ".join(str(row.content) for row in call.detailed.all())
        url = reverse("accounts_commercial:call", args=[call.pk])
        yield Happening(call.called_at, "notes", kind, pieces or _("No content"), _said_of(call), url)


def _said_of(call: DetailCall) -> str:
    steps = call.get_next_step_display() if call.next_step != NextStep.NONE else ""
    return ". ".join(word for word in (str(call.author), steps) if word)


def _objectives(person, hcp, span: Span) -> Iterator[Happening]:
    for one in span.latest(objectives(person).filter(hcp__in=same_as(hcp.pk)), "set_at"):
        said = _("%(state)s, until %(day)s") % {
            "state": one.get_state_display(), "day": spelled(one.period_end, "j M Y"),
        }  # fmt: skip
        url, is_open = reverse("accounts_commercial:objective", args=[one.pk]), one.state == one.State.OPEN
        yield Happening(one.set_at, "target", _("Objective set"), one.aim, said, url, is_open)


for _source in (_calls, _objectives):
    register(_source)
