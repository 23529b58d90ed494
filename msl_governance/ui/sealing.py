"""What an address may carry and nobody may read in it or make up: sealed text, each purpose under a key of its own."""

import base64
import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.encoding import force_bytes

NONCE = 12  # bytes of an AES-GCM nonce


def seal(raw: bytes, purpose: str) -> str:
    """AES-GCM under a key of this deployment; the nonce comes from the content, so the same text has one seal.

    What was sealed for one purpose does not open for another: a cursor must not be read as words.
    """
    key = _key(purpose)
    nonce = hmac.digest(key, raw, "sha256")[:NONCE]
    return base64.urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, raw, None)).decode().rstrip("=")


def opened(sealed: str, purpose: str) -> bytes:
    """What ``seal`` sealed for this purpose. Raises ``ValueError`` for anything else."""
    raw = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    try:
        return AESGCM(_key(purpose)).decrypt(raw[:NONCE], raw[NONCE:], None)
    except InvalidTag:
        raise ValueError("Not sealed by us, or not for this.") from None


def _key(purpose: str) -> bytes:
    return hashlib.sha256(b"threshold." + purpose.encode() + force_bytes(settings.SECRET_KEY)).digest()
