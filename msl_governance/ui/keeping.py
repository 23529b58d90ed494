"""What seals a text that waits in the browser for a connection, so that only its author ever opens it again."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from django.utils.crypto import salted_hmac

SALT = "msl_governance.ui.keeping"


@dataclass(frozen=True)
class Seal:
    """``owner`` names whose it is without saying who; ``key`` opens it (AES-GCM, 256 bit, base64)."""

    owner: str
    key: str


def seal_of(person: Any) -> Seal:
    """The seal of a person on their side: the same at each sign-in, on each device, and nobody else's.

    It stands in the person's own pages alone, which no browser stores; so what is kept on a device is closed to
    whoever signs in there next. It ends with the deployment's secret.
    """
    whose = f"{person.side}:{person.pk}"
    owner = salted_hmac(f"{SALT}.owner", whose, algorithm="sha256").hexdigest()[:32]
    key = salted_hmac(f"{SALT}.key", whose, algorithm="sha256").digest()
    return Seal(owner, b64encode(key).decode())
