"""The exact words a signature is bound to: one canonical text of a report or an amendment, and its hash."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from accounts.medical.models import Attendee, CallReport, Discussion, MaterialShared

from .models import Amendment

REPORT = ("id", "author_id", "met_at", "duration_minutes", "channel", "setting", "summary", "adverse_event")
ATTENDEE = ("number", "hcp_id", "colleague_name", "colleague_side")
DISCUSSION = ("number", "topic_id", "content_class", "origin", "standing_id", "notes")
MATERIAL, IN_ORDER = ("code", "version", "title"), ("material__code", "material__version")
REQUEST = (
    "asked_by_id", "asked_by_name", "asked_by_address", "asked_by_affiliation", "verbatim", "unprompted",
    "information_provided", "follow_up_questions",
)  # fmt: skip
AMENDMENT = ("report_id", "number", "author_id", "correction", "reason")


def of_report(report: CallReport) -> str:
    """Canonical JSON of a report with its parts: keys sorted, no spaces, moments in ISO 8601 and UTC.

    A safety record is none of them: it goes on after the report is signed, and has a lock of its own.
    """
    return _canonical(_whole(report))


def of_report_formerly(report: CallReport) -> str:
    """The text that signatures were bound to before materials and standing requests were part of it."""
    whole = _whole(report)
    del whole["materials"]
    for one in whole["discussions"]:
        del one["standing_id"]
    return _canonical(whole)


def _whole(report: CallReport) -> dict[str, Any]:
    attendees = Attendee.objects.filter(report_id=report.pk).order_by("number", "pk")
    discussions = Discussion.objects.filter(report_id=report.pk).order_by("number", "pk")
    shared = MaterialShared.objects.filter(report_id=report.pk).select_related("material")
    return _picked(report, REPORT) | {
        "attendees": [_picked(one, ATTENDEE) for one in attendees],
        "discussions": [_discussed(one) for one in discussions.select_related("request")],
        "materials": [_picked(one.material, MATERIAL) for one in shared.order_by(*IN_ORDER)],
    }


def of_amendment(amendment: Amendment) -> str:
    """Canonical JSON of an amendment."""
    return _canonical(_picked(amendment, AMENDMENT))


def sha256(text: str) -> str:
    """Hexadecimal SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def _discussed(discussion: Discussion) -> dict:
    request = getattr(discussion, "request", None)
    said = _picked(discussion, DISCUSSION)
    return said | {"request": _picked(request, REQUEST) if request else None}


def _picked(row, names: tuple[str, ...]) -> dict:
    return {name: _as_kept(getattr(row, name)) for name in names}


def _as_kept(value: Any) -> Any:
    """One moment is one text: a form gives it in the zone of whoever signs, the database gives it back in UTC."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _canonical(content: dict) -> str:
    return json.dumps(
        content, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
