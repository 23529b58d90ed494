"""``make clean``: stop servers that nobody uses and remove their data, sockets, logs and passwords."""

import fcntl
import os
import shutil
import sys

from msl_governance.embedded.environment import locked, open_lock
from msl_governance.embedded.errors import EmbeddedError
from msl_governance.embedded.home import NOTE, Home
from msl_governance.embedded.postgres import SOCKET, Postgres
from msl_governance.embedded.valkey import Valkey

_MADE_HERE = (
    "postgres",
    "postgres.new",
    "valkey",
    "programs",
    "run",
    "logs",
    "static",
    "mail",
    "secrets",
)


def remove(home: Home) -> None:
    """Remove what the embedded servers of ``home`` made. Raises ``EmbeddedError`` while somebody uses them."""
    with locked(home.run / "start.lock"):
        for name, server in (("postgres", Postgres(home)), ("valkey", Valkey(home))):
            with open_lock(home.run / f"{name}.users") as users:
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise EmbeddedError(
                        f"The data in {home.root} are in use: stop what uses them first."
                    ) from None
                server.stop()
        for place in {home.server_base, home.root}:
            for made in _MADE_HERE:
                shutil.rmtree(place / made, ignore_errors=True)
        if sockets := home.socket_folder(SOCKET):
            shutil.rmtree(sockets, ignore_errors=True)
    (home.root / NOTE).unlink(missing_ok=True)
    for empty in (*([sockets.parent] if sockets else []), home.server_base, home.root):
        if empty.exists() and not os.listdir(empty):
            empty.rmdir()


def main() -> None:
    """Clean the home of the tests, then that of ``make run``."""
    try:
        for purpose in ("test", "run"):
            remove(Home.locate(purpose))
    except EmbeddedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
