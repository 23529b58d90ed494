"""Finding, waiting for and ending the server processes, which outlive the process that started them."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil


def alive(pid: int, program: str, folder: Path | None = None) -> bool:
    """Whether ``pid`` is a living process of ``program`` that works in ``folder``.

    A number alone proves nothing: after a restart of the machine or container it may belong to anyone.
    """
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE or program not in process.name():
            return False
        return folder is None or os.path.realpath(process.cwd()) == os.path.realpath(folder)
    except (psutil.NoSuchProcess, psutil.AccessDenied, OSError):
        # Closed to us means another user's, hence not one of ours: a server of the system, perhaps.
        return False


def working_in(folder: Path, program: str) -> list[int]:
    """Process numbers of ``program`` whose working folder is ``folder``: also the orphans of a killed server."""
    return [entry.pid for entry in psutil.process_iter() if alive(entry.pid, program, folder)]


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask ``condition`` again and again for at most ``seconds``; its last answer."""
    end = time.monotonic() + seconds
    pause = 0.01
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
        pause = min(pause * 1.5, 0.2)
    return True


def end(pid: int, still_there: Callable[[], bool], *, seconds: float, first: signal.Signals) -> None:
    """Ask the process to end with ``first``, wait up to ``seconds``, then kill it."""
    for order in (first, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, order)
        if wait_until(lambda: _reaped(pid) or not still_there(), seconds):
            return


def _reaped(pid: int) -> bool:
    """Collect the child if it is ours and has ended."""
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return False
