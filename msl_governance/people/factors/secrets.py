"""Secrets of second factors at rest: encrypted with a key of the deployment, and bound to the person."""

from __future__ import annotations

import base64
import json
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class NotOurs(Exception):
    """A sealed secret was made with another key, for somebody else, or changed."""


def seal(person_id, secret: bytes) -> str:
    """The secret as the table keeps it."""
    whole = json.dumps({"person": str(person_id), "secret": base64.b64encode(secret).decode()})
    return _keys().encrypt(whole.encode()).decode()


def unseal(person_id, sealed: str) -> bytes:
    """The secret again. Raises ``NotOurs``."""
    try:
        whole = json.loads(_keys().decrypt(sealed.encode()))
    except InvalidToken as error:
        raise NotOurs from error
    if whole["person"] != str(person_id):
        raise NotOurs
    return base64.b64decode(whole["secret"])


def _keys() -> MultiFernet:
    """The first key seals, all unseal; without any the key follows from the secret key."""
    words = settings.THRESHOLD_FACTOR_KEYS or [f"threshold.factors.{settings.SECRET_KEY}"]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(sha256(word.encode()).digest())) for word in words])
