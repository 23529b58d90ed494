"""What can go wrong while servers start, said in one sentence to the person at the terminal."""

import errno
import re
from pathlib import Path


class EmbeddedError(Exception):
    """A server could not be started, reached or stopped. ``str()`` is one sentence with the way out."""


def disk_full(place: Path) -> EmbeddedError:
    """The error for a disk without room at ``place``."""
    return EmbeddedError(
        f"The disk that holds {place} is full: free at least 300 MB, "
        "or set THRESHOLD_HOME to a folder on another disk, and start again."
    )


def port_taken(port: int, variable: str) -> EmbeddedError:
    """The error for a loopback port another program listens on; ``variable`` is what chooses the port."""
    return EmbeddedError(
        f"Port {port} is taken by another program: stop that program, or choose another port with {variable}."
    )


def from_os_error(error: OSError, place: Path) -> EmbeddedError:
    """Turn an operating system error about ``place`` into a sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(place)
    if isinstance(error, PermissionError):
        return EmbeddedError(
            f"{error.filename or place} belongs to another user: start as the user who started first, "
            "or set THRESHOLD_HOME to a folder of your own."
        )
    return EmbeddedError(f"{place} cannot be used: {error.strerror or error}.")


def from_server_log(server: str, text: str, log: Path) -> EmbeddedError:
    """Turn the end of a server's log into a sentence.

    ``text`` is what the server said during this start only; ``log`` is where the whole of it lies.
    """
    lowered = text.lower()
    if "no space left on device" in lowered or "disk quota exceeded" in lowered:
        return disk_full(log.parent)
    if re.search(r"address already in use|could not bind", lowered):
        return EmbeddedError(f"{server} found its address taken by another program; {log} names the address.")
    if "database files are incompatible with server" in lowered:
        return EmbeddedError(
            "The data were written by another major version of PostgreSQL: "
            f"`make clean` begins afresh, or use the older release to take them out ({log})."
        )
    said = [
        line.strip() for line in text.splitlines() if re.search(r"FATAL|PANIC|error|#", line, re.IGNORECASE)
    ]
    last = said[-1] if said else "it gave no reason"
    return EmbeddedError(f"{server} did not start: {last} (all of it in {log}).")
