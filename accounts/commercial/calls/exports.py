"""Detail calls as rows of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import DetailCall


def header() -> list[str]:
    """What the columns hold."""
    return [
        _("Date"), _("Time"), _("Account"), _("NPI"), _("Representative"), _("Channel"), _("Minutes"),
        _("Content detailed"), _("Next step"), _("Note"), _("Objective"), _("Corrections"),
    ]  # fmt: skip


def rows(calls: Iterable[DetailCall]) -> Iterator[list]:
    """A row for each call, in the reader's time zone."""
    for call in calls:
        at = timezone.localtime(call.called_at)
        pieces = "; ".join(str(row.content) for row in call.detailed.all())
        yield [
            at.date().isoformat(), at.strftime("%H:%M"), str(call.hcp), call.hcp.npi or "", str(call.author),
            call.get_channel_display(), call.duration_minutes or "", pieces, call.get_next_step_display(),
            call.next_step_note, call.objective.aim if call.objective else "", call.corrections,
        ]  # fmt: skip
