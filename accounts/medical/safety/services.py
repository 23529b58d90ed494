"""Writes of safety records."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.medical.drafts import SafetyDraft
from accounts.medical.finding.services import index_report
from accounts.medical.models import CallReport
from accounts.shared.safety import REPORT_WITHIN

from .models import SafetyRecord

RECEIPT_NEEDED = _("Give the receipt number that drug safety answered with.")


def open_record(*, by, report: CallReport, draft: SafetyDraft) -> SafetyRecord:
    """The record of what was heard, with its clock: due 24 hours after awareness."""
    aware_at = draft.aware_at or report.met_at
    return SafetyRecord.objects.create(
        report=report,
        kind=draft.kind,
        description=draft.description,
        author_id=by.pk,
        aware_at=aware_at,
        due_at=aware_at + REPORT_WITHIN,
    )


def forward_record(*, by, record: SafetyRecord, receipt_number: str) -> SafetyRecord:
    """Note that drug safety has it. The same receipt again is harmless; another one raises ``ValidationError``."""
    receipt_number = receipt_number.strip()
    if not receipt_number:
        raise ValidationError({"receipt_number": RECEIPT_NEEDED})
    record = SafetyRecord.objects.select_for_update().get(pk=record.pk)
    if record.forwarded_at is not None:
        if record.receipt_number != receipt_number:
            raise ValidationError(
                {"receipt_number": _("Drug safety has this already, under another number.")}
            )
        return record
    record.forwarded_at, record.forwarded_by_id = timezone.now(), by.pk
    record.receipt_number = receipt_number
    record.save(update_fields=["forwarded_at", "forwarded_by_id", "receipt_number"])
    index_report(record.report)
    return record
