"""Reads of co-travel notes: one's own, and those one was given."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.medical.models import CallReport
from accounts.medical.visits.models import PlannedVisit

from .models import CoTravelNote


def notes(person) -> QuerySet[CoTravelNote]:
    """Notes that this person wrote or was given, the latest first."""
    found = CoTravelNote.objects.visible_to(person).select_related("author", "msl", "visit__hcp", "report")
    return found.prefetch_related("report__attendees__hcp")


def notes_on_report(person, report: CallReport) -> QuerySet[CoTravelNote]:
    """Those on a report and on the visit that it tells of."""
    return notes(person).filter(Q(report=report) | Q(visit__report=report))


def notes_on_visit(person, visit: PlannedVisit) -> QuerySet[CoTravelNote]:
    """Those on a visit, and on the report that tells of it where there is one."""
    found = Q(visit=visit)
    return notes(person).filter(found | Q(report_id=visit.report_id) if visit.report_id else found)


def own_note(person, of: CallReport | PlannedVisit) -> dict[str, str]:
    """The words of one's own note on a report or a visit; empty where there is none yet."""
    found = notes(person).filter(author_id=person.pk)
    found = found.filter(visit=of) if isinstance(of, PlannedVisit) else found.filter(report=of)
    return {name: getattr(note, name) for note in found[:1] for name in ("went_well", "to_try")}
