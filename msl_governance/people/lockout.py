"""Lockout: a name at an address is closed for a while after failed attempts (django-axes, its database handler).

The name is kept as a keyed hash, so that the table, its copies and the logs tell nobody who tried. An unknown name is
counted and closed exactly as a known one.
"""

from __future__ import annotations

import logging

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt, AccessAttemptExpiration, AccessFailureLog, AccessLog
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.records import for_core_of_one_side

CLOSED = _(
    "Too many attempts in a row. Wait %(minutes)s minutes and try again, or ask for a new password by mail."
)
log = logging.getLogger("threshold.signin")


def label_tables() -> None:
    """The tables of django-axes get a label as ours have: core alone, and of one side's core its own rows alone."""
    for model in (AccessAttempt, AccessAttemptExpiration, AccessFailureLog, AccessLog):
        model.label = "PLATFORM"
        model.extra_grants = {"platform": ""}
    AccessAttempt.extra_grants = {"platform": "", "core": "SELECT, INSERT, UPDATE, DELETE"}
    # Never filled (AXES_USE_ATTEMPT_EXPIRATION is off), but asked whenever an attempt is deleted.
    AccessAttemptExpiration.extra_grants = {"platform": "", "core": "DELETE, SELECT"}
    AccessAttempt.row_policy = for_core_of_one_side("made_by = current_user::text")


def sentence() -> str:
    """What somebody who is closed out reads, whoever they are."""
    return CLOSED % {"minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)}


def hashed_name(request, credentials) -> str:
    """The name as the table keeps it, by side, so that no row of one side's core meets another's."""
    name = (credentials or {}).get("username") or request.POST.get("username", "")
    salt = f"threshold.lockout.{settings.THRESHOLD_SIDE}"
    return salted_hmac(salt, str(name).strip().casefold(), algorithm="sha256").hexdigest()


def address_of(request) -> str:
    """The caller's address. Behind ``THRESHOLD_PROXIES`` proxies it is what the outermost of them wrote."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    proxies = settings.THRESHOLD_PROXIES
    if proxies and len(forwarded) >= proxies and forwarded[-proxies].strip():
        return forwarded[-proxies].strip()
    return request.META.get("REMOTE_ADDR") or "0.0.0.0"  # noqa: S104  an address that nobody has


def is_closed(username: str, address: str) -> bool:
    """Whether this name is closed at this address. Runs as core."""
    return not AxesProxyHandler.is_allowed(_request(address), {"username": username})


def note_failure(username: str, address: str) -> None:
    """Count a failed attempt. Runs as core."""
    AxesProxyHandler.user_login_failed(None, {"username": username}, _request(address))


def note_success(username: str, address: str) -> None:
    """Forget the failures before. Runs as core."""
    AxesProxyHandler.get_implementation().reset_user_attempts(_known(address), {"username": username})


def _request(address: str) -> HttpRequest:
    request = HttpRequest()
    request.method, request.path = "POST", "/"
    request.META["REMOTE_ADDR"] = address
    return request


def _known(address: str) -> HttpRequest:
    request = _request(address)
    AxesProxyHandler.update_request(request)
    return request


class Lockout:
    """The backend before the one that signs in: it lets nobody in, and stops who is closed out."""

    def authenticate(self, request, username=None, password=None):
        """Raise ``PermissionDenied`` where the name is closed at the address; Django stops there."""
        if request is None or AxesProxyHandler.is_allowed(request, {"username": username}):
            return
        request.axes_locked_out = True
        log.warning("A sign-in was refused: too many attempts.")
        raise PermissionDenied
