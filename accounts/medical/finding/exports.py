"""Call reports as rows of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.medical.models import CallReport


def header() -> list[str]:
    """What the columns hold."""
    return [
        _("Date"), _("Time"), _("Accounts"), _("NPI"), _("Colleagues present"), _("Author"), _("Territory"),
        _("Channel"), _("Minutes"), _("Topics"), _("Content classes"), _("How it came up"), _("Notes"),
        _("Requests, in the doctor’s words"), _("Summary"), _("Standing"), _("Amendments"),
        _("Adverse event or product complaint"),
    ]  # fmt: skip


def rows(reports: Iterable[Any]) -> Iterator[list]:
    """A row for each report (with ``amended``, as the list has it), in the reader's time zone."""
    for report in reports:
        at = timezone.localtime(report.met_at)
        hcps = [one.hcp for one in report.attendees.all() if one.hcp]
        said = list(report.discussions.all())
        yield [
            at.date().isoformat(), at.strftime("%H:%M"), _joined(hcps), _joined(hcp.npi for hcp in hcps),
            _joined(one.colleague_name for one in report.attendees.all()), str(report.author),
            str(report.territory or ""), report.get_channel_display(), report.duration_minutes or "",
            _joined(one.topic for one in said), _joined(one.get_content_class_display() for one in said),
            _joined(one.get_origin_display() for one in said), _joined(one.notes for one in said),
            _joined(one.request.verbatim for one in said if hasattr(one, "request")), report.summary,
            _("Amended") if report.amended else report.get_state_display(),
            _joined(_("%(number)s: %(correction)s (%(reason)s)") % one for one in _amendments(report)),
            _noticed(report),
        ]  # fmt: skip


def _amendments(report: Any) -> Iterable[dict]:
    """An amended report stands with what corrects it, or the file would tell what was taken back."""
    return (
        report.amendments.order_by("number").values("number", "correction", "reason")
        if report.amended
        else ()
    )


def _joined(words: Iterable) -> str:
    return "; ".join(str(word) for word in words if word)


def _noticed(report: CallReport) -> str:
    return "" if report.adverse_event is None else _("Yes") if report.adverse_event else _("No")
