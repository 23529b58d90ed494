"""One random password per login, each in a file of its own, so that a process can be given its side's alone."""

import os
import secrets
from pathlib import Path

from msl_governance.embedded.errors import EmbeddedError, from_os_error
from msl_governance.embedded.home import Home

SIDES = ("medical", "commercial", "oversight", "platform")
# A process of one side signs people in as that side's own core; ``core`` is for a process of all sides.
DATABASE_LOGINS = ("owner", "core", *(f"core_{side}" for side in SIDES), *SIDES, "steward")
BROKER_USERS = ("core", *SIDES)
SECRET_KEY = "secret_key"  # noqa: S105 (the name of its file)
# 48 bytes, 64 characters: beyond guessing, and long enough for Django (security.W009). The alphabet of
# token_urlsafe needs no quoting in a URL, an ACL file or a shell.
_BYTES = 48


def password(home: Home, name: str) -> str:
    """The secret called ``name`` (``postgres_medical``, ``valkey_core``, ``secret_key``), made at first use.

    Two processes that start together agree on it: the file appears whole, under its name, once.
    """
    path = home.secrets / name
    try:
        if not path.exists():
            _create(path)
        value = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise from_os_error(error, path) from error
    if not value:
        raise EmbeddedError(
            f"The secret in {path} is empty: remove the file and the data, or put the secret back."
        )
    return value


def _create(path: Path) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(_BYTES))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def database_passwords(home: Home) -> dict[str, str]:
    """Passwords of the database logins by short name, as in ``DATABASE_LOGINS``."""
    return {login: password(home, f"postgres_{login}") for login in DATABASE_LOGINS}
