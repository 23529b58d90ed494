"""One's own sessions: which there are, and ending them. Runs as core."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY
from django.utils import timezone

from .models import Session


def of(request) -> list[Session]:
    """Sessions of the person that would still let somebody in, the present one first, then the last used."""
    current, alive = _key(request), request.user.get_session_auth_hash()
    rows = Session.objects.filter(person_id=request.user.pk, expire_date__gt=timezone.now()).order_by(
        "-used_at", "pk"
    )
    found = [row for row in rows if row.get_decoded().get(HASH_SESSION_KEY) == alive]
    for row in found:
        row.is_present = row.session_key == current
    return sorted(found, key=lambda row: not row.is_present)


def end(request, handle: str = "") -> int:
    """End one of the person's other sessions, or all of them; how many ended. The present one ends by signing out."""
    rows = Session.objects.filter(person_id=request.user.pk).exclude(session_key=_key(request))
    if handle:
        rows = rows.filter(handle=as_id(handle))
    return rows.delete()[0]


def as_id(text: str) -> UUID | None:
    """A UUID, or None, which nothing has, where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _key(request) -> str:
    return sha256((request.session.session_key or "").encode()).hexdigest()
