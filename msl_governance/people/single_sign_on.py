"""Single sign-on by OpenID Connect: authorization code with PKCE, by authlib, which checks state, nonce and signature.

The provider says who somebody is, and nothing else: the one claim of ``THRESHOLD_OIDC["claim"]`` is compared with the
identity that an administrator put on record. No claim makes, changes or moves an account, a role or a side.
"""

from __future__ import annotations

import logging
from functools import lru_cache

from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.urls import reverse

from .models import Person

SECONDS_TO_WAIT = 10
log = logging.getLogger("threshold.signin")


class NotSignedIn(Exception):
    """The provider did not answer, or not with somebody who has an account here."""


def is_set_up() -> bool:
    """Whether this deployment has a provider."""
    return bool(settings.THRESHOLD_OIDC["issuer"])


def start(request):
    """The redirect to the provider. Raises ``NotSignedIn`` where it cannot be reached."""
    back = settings.THRESHOLD_PUBLIC_URL.rstrip("/") + reverse("people:sso_back")
    try:
        return _client().authorize_redirect(request, back)
    except Exception as error:
        raise _told(error) from error


def finish(request) -> Person:
    """The active person whom the provider's answer names. Raises ``NotSignedIn``; one answer for unknown and left."""
    try:
        claims = _client().authorize_access_token(request).get("userinfo") or {}
    except Exception as error:
        raise _told(error) from error
    named = claims.get(settings.THRESHOLD_OIDC["claim"])
    person = None
    if isinstance(named, str) and named:
        person = Person.objects.filter(identity=named, is_active=True).first()
    if person is None:
        log.warning("The identity provider named somebody who has no account here.")
        raise NotSignedIn
    return person


def _told(error: Exception) -> NotSignedIn:
    """The class of what went wrong: its text may hold claims."""
    log.warning("Single sign-on did not complete: %s", type(error).__name__)
    return NotSignedIn()


def _client():
    return _made(*(settings.THRESHOLD_OIDC[name] for name in ("issuer", "client_id", "client_secret")))


@lru_cache(maxsize=4)
def _made(issuer: str, client_id: str, client_secret: str):
    client = OAuth().register(
        "provider",
        client_id=client_id,
        client_secret=client_secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid", "code_challenge_method": "S256", "default_timeout": SECONDS_TO_WAIT,
        },
    )  # fmt: skip
    return client
