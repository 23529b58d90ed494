"""What medical has done and heard with an account. Other medical apps add their own sources; commercial has its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.shared import timeline
from accounts.shared.selectors import same_as
from accounts.shared.timeline import Happening, Source, Span, Timeline, first_moment
from msl_governance.ui.manners import spelled

from .models import CallReport
from .objectives.selectors import objectives
from .safety.models import SafetyRecord
from .selectors import reports_with
from .standing.selectors import standing_requests

_sources: list[Source] = []


def register(source: Source) -> None:
    """Let a source tell of accounts; a second call changes nothing."""
    if source not in _sources:
        _sources.append(source)


def of(person, hcp, months: int) -> Timeline:
    """The timeline of an HCP, within what the person may see."""
    return timeline.told(_sources, person, hcp, months)


def _exchanges(person, hcp, span: Span) -> Iterator[Happening]:
    for report in span.latest(reports_with(person, hcp.pk), "met_at"):
        name = "accounts_medical:report" if report.is_locked else "accounts_medical:edit"
        topics = ", ".join(str(one.topic) for one in report.discussions.all())
        kind = _("Exchange, %(how)s") % {"how": report.get_channel_display()}
        yield Happening(
            report.met_at, "message-dots", kind, topics or _("Draft"), _said_of(report),
            reverse(name, args=[report.pk]), is_open=not report.is_locked,
        )  # fmt: skip


def _said_of(report: CallReport) -> str:
    requests = [one for one in report.discussions.all() if hasattr(one, "request")]
    words = [
        str(report.author),
        _("Draft, not submitted") if not report.is_locked else "",
        _("Request on file") if requests else "",
    ]
    return ". ".join(word for word in words if word)


def _objectives(person, hcp, span: Span) -> Iterator[Happening]:
    for one in span.latest(objectives(person).filter(hcp__in=same_as(hcp.pk)), "created_at"):
        until = _("%(state)s, until %(day)s") % {
            "state": one.get_state_display(), "day": spelled(one.period_end, "j M Y"),
        }  # fmt: skip
        url = reverse("accounts_medical:objective", args=[one.pk])
        yield Happening(
            one.created_at, "target", _("Objective set"), one.aim, one.outcome or until, url, one.is_open
        )


def _wishes(person, hcp, span: Span) -> Iterator[Happening]:
    found = standing_requests(person, hcp_id=hcp.pk)
    url = reverse("accounts_medical:standing_requests")
    for one in span.latest(found, "asked_on"):
        kind, said = _("Standing request"), f"“{one.wish}”"
        yield Happening(first_moment(one.asked_on), "bookmark", kind, str(one.topic), said, url)
    for one in span.latest(found, "withdrawn_on"):
        kind = _("Standing request withdrawn")
        yield Happening(first_moment(one.withdrawn_on), "bookmark", kind, str(one.topic), url=url)


def _safety(person, hcp, span: Span) -> Iterator[Happening]:
    records = SafetyRecord.objects.visible_to(person)
    found = records.filter(report__attendees__hcp__in=same_as(hcp.pk)).distinct()
    for one in span.latest(found, "aware_at"):
        said = (
            _("Drug safety has it, receipt %(receipt)s") % {"receipt": one.receipt_number}
            if one.forwarded_at
            else _("To be forwarded to drug safety")
        )
        url, kind = reverse("accounts_medical:report", args=[one.report_id]), one.get_kind_display()
        yield Happening(
            one.aware_at, "first-aid-kit", kind, one.description[:160], said, url, not one.forwarded_at
        )


for _source in (_exchanges, _objectives, _wishes, _safety):
    register(_source)
