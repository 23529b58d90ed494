"""Loopback ports: remembered from start to start, exchanged for a free one when somebody else took them."""

import socket
from pathlib import Path


def is_taken(port: int) -> bool:
    """Whether another program holds the loopback ``port``."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def free_port(memory: Path) -> int:
    """A loopback port the system has free now, written to ``memory``."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    memory.write_text(f"{port}\n", encoding="ascii")
    return port


def remembered_port(memory: Path) -> int:
    """The port written in ``memory``, or a free one at first."""
    try:
        return int(memory.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return free_port(memory)
