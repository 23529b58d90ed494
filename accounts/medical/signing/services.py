"""Signing a report and amending it. Who signs shows again who they are: see ``people.signing.confirm``."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.medical.finding.services import index_report
from accounts.medical.models import CallReport

from . import content
from .models import Amendment, Signature

NOT_YET = _("Only a submitted report is amended; a draft can simply be changed.")


def sign_report(*, by, report: CallReport) -> Signature:
    """The author's signature on a report as it stands now. Whoever calls has confirmed who signs."""
    return _sign(by, report, Signature.Meaning.AUTHOR, content.of_report(report))


@transaction.atomic
def amend_report(
    *, by, report: CallReport, correction: str, reason: str, confirm: Callable[[], None]
) -> Amendment | None:
    """The next numbered amendment of one's own report, signed; None where these very words are the last one already.

    By a second click, that is; a one-time code is used up by the first, so it is not asked again.

    Raises ``PermissionDenied`` for another's report, ``ValidationError`` for a draft, and whatever ``confirm``
    raises; then nothing is written.
    """
    if report.author_id != by.pk:
        raise PermissionDenied
    if not report.is_locked:
        raise ValidationError(NOT_YET)
    CallReport.objects.select_for_update().get(pk=report.pk)
    last = Amendment.objects.filter(report=report).last()
    if last is not None and (last.correction, last.reason) == (correction, reason):
        return None
    confirm()
    amendment = Amendment.objects.create(
        report=report,
        number=last.number + 1 if last else 1,
        author_id=by.pk,
        correction=correction,
        reason=reason,
    )
    _sign(by, report, Signature.Meaning.AMENDMENT, content.of_amendment(amendment), amendment)
    index_report(report)
    return amendment


def _sign(by, report: CallReport, meaning: str, text: str, amendment: Amendment | None = None) -> Signature:
    return Signature.objects.create(
        report=report,
        amendment=amendment,
        signer_id=by.pk,
        printed_name=by.full_name,
        meaning=meaning,
        content_sha256=content.sha256(text),
    )
