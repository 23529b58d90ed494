"""Who signs proves again who they are: ``confirm``, for signatures and for whatever else asks a second time."""

from __future__ import annotations

from contextvars import ContextVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from msl_governance.firewall.database import aside

from . import lockout

# The address of the present request, noted by the middleware; a command has none.
here: ContextVar[str] = ContextVar("address", default="0.0.0.0")  # noqa: S104  an address that nobody has


# Whoever comes by single sign-on or by a passkey may have none; a passkey signs in and signs nothing.
NO_PASSWORD = gettext_lazy(
    "You sign in without a password, so your signature is a code: add an authenticator app under My account, Security, "
    "and type the code that it shows."
)


class NotConfirmed(Exception):
    """It was not shown who signs. ``str(error)`` is a sentence for the person, ``field`` the box it belongs to."""

    def __init__(self, sentence: str, field: str = "password"):
        super().__init__(sentence)
        self.field = field


def has_code(person) -> bool:
    """Whether a signing page offers ``person`` the code of a second factor beside the password."""
    from .factors import selectors

    return aside(lambda: selectors.has_code(person))


def confirm(person, *, password: str = "", code: str = "") -> None:
    """Return where ``person`` has shown again who they are; raise ``NotConfirmed`` with a sentence where not.

    A ``code`` (of the app, or a recovery code) counts alone; without one the password does.

    Call it last, when everything else about the signature is right. Works within the side's transaction and outside
    one: the attempt is counted on a connection of its own, so that it counts even where the transaction is rolled
    back, by a lockout like that of signing in. Never log, store or pass on ``password`` or ``code``.
    """
    address = here.get()
    sentence, field = aside(lambda: _judge(person, password, code, address))
    if sentence:
        raise NotConfirmed(sentence, field)


def _judge(person, password: str, code: str, address: str) -> tuple[str, str]:
    """A sentence and its field; empty where all is well. Runs as core."""
    from .factors import services

    # Counted apart: else anybody on the same network who types a name at the sign-in page would keep that person, who
    # is signed in, from signing. No form takes this name, so nobody can type it there.
    name = f"\x00{person.username}"
    if lockout.is_closed(name, address):
        return lockout.sentence(), "password"
    if services.check_code(person, code) if code.strip() else person.check_password(password):
        lockout.note_success(name, address)
        return "", ""
    lockout.note_failure(name, address)
    if code.strip():
        return str(services.WRONG), "code"
    if not person.has_usable_password():
        return str(NO_PASSWORD), "password"
    return _("This is not your password. Nothing was signed; type it again."), "password"
