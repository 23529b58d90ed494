"""Writing notices: a row first, a mail later. Each side has a table and a function of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from msl_governance.firewall.sides import Side
from msl_governance.people.middleware import zone_of

from .models import Choice, CommercialNotice, MedicalNotice, Notice, OversightNotice
from .selectors import CHOICES, how_wanted, notices_of, time_zone_of

DIGEST_HOUR = 8


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
    made = model(person_id=person_id, kind=kind, url=url, unique_for=unique_for)
    _plan_mail(made)
    model.objects.bulk_create([made], ignore_conflicts=True)


def _plan_mail(notice) -> None:
    """At once by the database's own clock, with the day's digest, or never, as the person chose."""
    side = Side(notice.label)
    how = how_wanted(side, notice.person_id, notice.kind)
    if how == Choice.How.NEVER:
        notice.mailed_at = timezone.now()
    elif how == Choice.How.DAILY:
        notice.in_digest = True
        notice.mail_after = next_digest(timezone.now(), time_zone_of(side, notice.person_id))


def next_digest(now: datetime, zone: str) -> datetime:
    """The next eight o'clock in the morning where the person lives."""
    here = now.astimezone(zone_of(zone) or ZoneInfo(settings.TIME_ZONE))
    morning = here.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return morning if morning > here else morning + timedelta(days=1)


def choose(*, by, wishes: dict[str, str]) -> None:
    """How one wants to hear of each kind from now on; notices that wait for a digest keep waiting for it.

    Raises ``ValueError`` for a duty that nobody may silence, and for what is no choice.
    """
    model = CHOICES[Side(by.side)]
    for kind, how in wishes.items():
        if how == Choice.How.NEVER and kind not in Notice.OPTIONAL:
            raise ValueError(f"“{kind}” is a duty; its mail can wait for a day and no longer.")
        if kind not in Notice.Kind.values or how not in Choice.How.values:
            raise ValueError(f"“{kind}: {how}” is no choice.")
        model.objects.update_or_create(person_id=by.pk, kind=kind, defaults={"how": how})


def mark_read(*, notice, by) -> None:
    """Mark one's own notice as read; a second time changes nothing."""
    notices_of(by).filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(*, by) -> None:
    """Mark all of one's own notices as read."""
    notices_of(by).filter(read_at=None).update(read_at=timezone.now())
