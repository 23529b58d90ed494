"""Signing in, step by step: the password, then the second factor where there is one or the role needs one."""

from __future__ import annotations

import time

from django.contrib.auth import login
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from . import sessions
from .factors import selectors as factors
from .models import Person

BACKEND = "msl_governance.firewall.backend.SignIn"
PENDING, CONFIRMED = "sign_in_pending", "confirmed_at"
PENDING_SECONDS, CONFIRMED_SECONDS = 5 * 60, 10 * 60


def signed_in(sender, request, user, **kwargs) -> None:
    """What a new session holds from its first moment on."""
    sessions.mark(request)
    request.session[CONFIRMED] = int(time.time())


def needs_second_step(person) -> bool:
    """Whether the password alone does not let this person in."""
    return factors.is_required(person) or factors.keys_of(person).exists()


def begin(request, person, next_address: str) -> None:
    """The password was right; the session holds whose it was, for five minutes, and nobody is signed in."""
    request.session.cycle_key()
    request.session[PENDING] = {
        "person": str(person.pk),
        "alive": person.get_session_auth_hash(),
        "at": int(time.time()),
        "next": next_address,
    }


def pending(request) -> Person | None:
    """Whose password was right just now; None where nobody's was, or it was too long ago.

    What ends a person's sessions ends this as well: a new password, another role, an administrator's word.
    """
    found = request.session.get(PENDING)
    if not found or time.time() - found["at"] > PENDING_SECONDS:
        request.session.pop(PENDING, None)
        return None
    person = Person.objects.filter(pk=found["person"], is_active=True).first()
    alive = person is not None and constant_time_compare(
        found.get("alive", ""), person.get_session_auth_hash()
    )
    return person if alive else None


def complete(request, person, wanted: str = "") -> str:
    """Sign the person in; gives back where they wanted to go, within this site."""
    wanted = (request.session.pop(PENDING, None) or {}).get("next", "") or wanted
    login(request, person, backend=BACKEND)
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


def is_confirmed(request) -> bool:
    """Whether the signed-in person showed who they are within the last ten minutes."""
    return time.time() - request.session.get(CONFIRMED, 0) < CONFIRMED_SECONDS


def note_confirmed(request) -> None:
    """They showed it just now."""
    request.session[CONFIRMED] = int(time.time())
