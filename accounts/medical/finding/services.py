"""Writes beside the list of call reports: their words, kept filters, and the note of an export."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.medical.models import Attendee, CallReport, Discussion, MaterialShared
from accounts.medical.safety.models import SafetyRecord
from accounts.medical.signing.models import Amendment
from accounts.shared import keeping
from accounts.shared.shapes import KeptFilter

from . import rules
from .models import KeptReportFilter, ReportExport, ReportWords


def index_report(report: CallReport) -> None:
    """Keep the words of a report as it stands now; whoever changes a report calls this in the same transaction."""
    text = rules.searchable(_parts(report))
    ReportWords.objects.update_or_create(
        report=report, defaults={"text": text, "folded": rules.without_accents(text)}
    )


def keep_filter(*, by, name: str, asked: dict[str, str]) -> KeptFilter:
    """Keep a filter of one's own under a name. Raises ``ValidationError``: nothing asked, or too many."""
    return keeping.keep(KeptReportFilter, by=by, name=name, asked=asked)


def forget_filter(*, by, pk: UUID) -> bool:
    """Delete a filter of one's own; False where there is none of that id."""
    return keeping.forget(KeptReportFilter, by=by, pk=pk)


def note_export(*, by, file: str, asked: dict[str, str], told: list[str], rows: int) -> None:
    """Write down that somebody took reports out of the product; compliance reads it."""
    ReportExport.objects.create(person_id=by.pk, file=file, asked=asked, told=told, rows=rows)


def _parts(report: CallReport) -> Iterator[str]:
    """Everything of a report that is words: what was said, shown and corrected since; then whom and what it was about."""
    discussions = list(Discussion.objects.filter(report=report).select_related("topic", "request"))
    yield from (report.summary, *rules.typed_words(report.typed))
    for discussion in discussions:
        yield from _said(discussion)
    for words in SafetyRecord.objects.filter(report=report).values_list("description", "receipt_number"):
        yield from words
    for words in Amendment.objects.filter(report=report).values_list("correction", "reason"):
        yield from words
    for shared in MaterialShared.objects.filter(report=report).select_related("material"):
        yield str(shared.material)
    yield from (str(discussion.topic) for discussion in discussions)
    yield report.setting
    for one in Attendee.objects.filter(report=report).select_related("hcp", "report"):
        yield from _present(one)


def _said(discussion: Discussion) -> Iterator[str]:
    yield discussion.notes
    if request := getattr(discussion, "request", None):
        yield from (
            request.verbatim, request.information_provided, request.follow_up_questions, request.asked_by_name,
            request.asked_by_affiliation, request.asked_by_address,
        )  # fmt: skip


def _present(one: Attendee) -> Iterator[str]:
    yield one.colleague_name
    if one.hcp:
        yield from (one.hcp.display_name, one.hcp.place)
        day = timezone.localtime(one.report.met_at).date()
        begun, lasted = Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day)
        there = one.hcp.current.affiliations.filter(begun, lasted).order_by("organisation__name")
        yield from there.values_list("organisation__name", flat=True)
