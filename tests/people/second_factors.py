"""Second factors of tests: an app whose codes can be worked out, and the moment at which tests begin."""

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from msl_governance.firewall.database import signing_in
from msl_governance.people.factors import codes, services

from ..support.people import PASSWORD

NOW = 1_780_000_000
MINUTE = 60


def code_of(secret, at=NOW):
    """The code that an app shows at a moment."""
    return TOTP(secret, 6, SHA1(), 30).generate(at).decode()


def enrolled(person, at=NOW):
    """The secret of an app that the person has."""
    secret = codes.new_secret()
    with signing_in(person, reason="test"):
        services.enrol_app(by=person, secret=secret, code=code_of(secret, at), name="Phone")
    return secret


def password(client, name):
    """The first step of signing in."""
    return client.post("/login/", {"username": name, "password": PASSWORD})
