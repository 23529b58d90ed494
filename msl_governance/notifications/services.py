"""Writing notices: a row first, a mail later. Each side has a table and a function of its own."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from .models import CommercialNotice, MedicalNotice, OversightNotice
from .selectors import notices_of


def notify_medical(*, person_id: UUID, kind: str, url: str, unique_for: str) -> None:
    """A notice for a person of the medical side; run as medical. See ``_notify``."""
    _notify(MedicalNotice, person_id, kind, url, unique_for)


def notify_commercial(*, person_id: UUID, kind: str, url: str, unique_for: str) -> None:
    """A notice for a person of the commercial side; run as commercial. See ``_notify``."""
    _notify(CommercialNotice, person_id, kind, url, unique_for)


def notify_oversight(*, person_id: UUID, kind: str, url: str, unique_for: str) -> None:
    """A notice for compliance or legal; run as oversight. See ``_notify``."""
    _notify(OversightNotice, person_id, kind, url, unique_for)


def _notify(model, person_id: UUID, kind: str, url: str, unique_for: str) -> None:
    """Insert unless ``unique_for`` (at most 120 characters, unique in the side's table) is there already.

    ``url`` is a path of this site. Never put text of a record into any of them: the mail and the list are
    made of ``kind`` alone. Raises ``ValueError`` for an unknown kind or an address elsewhere.
    """
    if kind not in model.Kind.values:
        raise ValueError(f"“{kind}” is not a kind of notice.")
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError("A notice leads to a page of this site.")
    model.objects.bulk_create(
        [model(person_id=person_id, kind=kind, url=url, unique_for=unique_for)], ignore_conflicts=True
    )


def mark_read(*, notice, by) -> None:
    """Mark one's own notice as read; a second time changes nothing."""
    notices_of(by).filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(*, by) -> None:
    """Mark all of one's own notices as read."""
    notices_of(by).filter(read_at=None).update(read_at=timezone.now())
