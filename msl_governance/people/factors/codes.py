"""Codes that change every 30 seconds (RFC 6238), and recovery codes."""

from __future__ import annotations

import base64
import hmac
import os
from hashlib import sha256
from urllib.parse import quote, urlencode

import segno
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP, DIGITS = 30, 6
ISSUER = "Threshold"
RECOVERY_CODES = 10


def new_secret() -> bytes:
    """160 bits, as RFC 4226 recommends."""
    return os.urandom(20)


def step_of(secret: bytes, code: str, *, now: float, above: int) -> int | None:
    """The time step that the code belongs to: this one or a neighbour, and never one used before."""
    typed = "".join(code.split())
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
        return None
    app = TOTP(secret, DIGITS, SHA1(), STEP, enforce_key_length=False)  # noqa: S303  what the apps understand
    present = int(now) // STEP
    for step in (present, present - 1, present + 1):
        if step > above and hmac.compare_digest(app.generate(step * STEP), typed.encode()):
            return step
    return None


def typed_secret(secret: bytes) -> str:
    """The secret for those who type it, in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address(secret: bytes, username: str) -> str:
    """What an authenticator app reads from the picture."""
    query = urlencode({"secret": base64.b32encode(secret).decode(), "issuer": ISSUER, "digits": DIGITS})
    return f"otpauth://totp/{quote(ISSUER)}:{quote(username)}?{query}"


def picture(secret: bytes, username: str) -> dict:
    """The QR code as one path of an inline SVG: no style, no image, hence nothing that the policy refuses."""
    code = segno.make(address(secret, username), error="m")
    rows = list(code.matrix_iter(border=4))
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"path": path, "size": len(rows)}


def new_recovery_codes() -> list[str]:
    """Ten codes of 50 bits, shown once."""
    return [_grouped(base64.b32encode(os.urandom(7))[:10].decode().lower()) for _ in range(RECOVERY_CODES)]


def _grouped(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"


def recovery_digest(code: str) -> str:
    """A recovery code as it is kept; dashes, spaces and capitals do not matter."""
    return sha256("".join(code.lower().replace("-", "").split()).encode()).hexdigest()
