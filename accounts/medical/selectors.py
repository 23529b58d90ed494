"""Reads of call reports, each within what the person may see."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.crypto import salted_hmac

from accounts.shared.selectors import LATELY, same_as
from msl_governance.people.selectors import medical_people

from .models import Attendee, CallReport, CallReportShare, Discussion, MaterialShared


def reports_visible(person) -> QuerySet[CallReport]:
    """Call reports this person may read, with what a list shows of them: author, attendees, topics."""
    attendees = Attendee.objects.select_related("hcp")
    discussions = Discussion.objects.select_related("topic", "request", "standing")
    return (
        CallReport.objects.visible_to(person)
        .select_related("author", "territory")
        .prefetch_related(
            Prefetch("attendees", attendees),
            Prefetch("discussions", discussions),
        )
    )


def reports_with(person, hcp_id: UUID) -> QuerySet[CallReport]:
    """Visible reports of exchanges at which an HCP was present."""
    present = Attendee.objects.filter(hcp__in=same_as(hcp_id)).values("report_id")
    return reports_visible(person).filter(pk__in=present)


def met_lately(person) -> list[UUID]:
    """HCPs whom the person spoke with by their own reports and drafts, the latest exchange first."""
    own = CallReport.objects.visible_to(person).filter(author_id=person.pk)
    met = Attendee.objects.filter(report__in=own, hcp__isnull=False).values("hcp_id")
    return list(
        met.annotate(last=Max("report__met_at"))
        .order_by("-last", "hcp_id")
        .values_list("hcp_id", flat=True)[:LATELY]
    )


def report_of(person, pk: UUID) -> CallReport:
    """One visible report. Raises ``Http404`` for a missing and for a hidden one alike."""
    materials = MaterialShared.objects.select_related("material")
    parts = (Prefetch("materials", materials), "safety_records")
    report = reports_visible(person).prefetch_related(*parts).filter(pk=pk).first()
    if report is None:
        raise Http404
    return report


def locked_report_of(person, pk: UUID) -> CallReport:
    """One visible report that is signed or submitted. Raises ``Http404`` for a draft as well."""
    report = report_of(person, pk)
    if not report.is_locked:
        raise Http404
    return report


def draft_of(person, pk: UUID) -> CallReport:
    """One's own draft. Raises ``Http404`` for anything else, a submitted report included."""
    report = report_of(person, pk)
    if report.is_locked or report.author_id != person.pk:
        raise Http404
    return report


def begun_for(person, matter: UUID) -> tuple[UUID, CallReport | None]:
    """The key of the person's report that answers a matter, and its draft where one is open.

    The key follows from person and matter, so that two windows write one draft. Whoever cannot read it cannot work
    it out. Where a report with it was submitted and the matter is still open, the next key is taken.
    """
    number = 0
    while True:
        key = _key_of(person, matter, number)
        report = CallReport.objects.visible_to(person).filter(author_id=person.pk, client_key=key).first()
        if report is None or not report.is_locked:
            return key, report
        number += 1


def _key_of(person, matter: UUID, number: int) -> UUID:
    made = salted_hmac("report of a matter", f"{matter}:{person.pk}:{number}", algorithm="sha256")
    return UUID(bytes=made.digest()[:16], version=4)


def submitted_reports_with(person, hcp_id: UUID) -> QuerySet[CallReport]:
    """Visible submitted reports with an HCP, latest first: what a hand-off may be linked to."""
    return reports_with(person, hcp_id).filter(state=CallReport.State.SUBMITTED).order_by("-met_at", "pk")


def colleagues_to_share_with(person, report: CallReport):
    """Active medical colleagues, but for oneself and the author."""
    return medical_people().exclude(Q(pk=person.pk) | Q(pk=report.author_id))


def shared_with(report: CallReport) -> list:
    """Medical colleagues a report is shared with by name."""
    ids = CallReportShare.objects.filter(content_object=report).values_list("user_id", flat=True)
    return list(medical_people().filter(pk__in=list(ids)))
