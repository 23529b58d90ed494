"""Children that live and die together: started here, watched, their lines told apart, ended in order."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import IO, Self

from msl_governance.embedded.errors import EmbeddedError
from msl_governance.embedded.home import PROJECT

STOP_SECONDS = 12.0
# A supervisor killed with -9 takes its children along: each asks Linux for SIGTERM when its parent dies (prctl(2),
# PR_SET_PDEATHSIG = 1), then becomes the program. In a program of its own because fork hooks and threads do not mix.
_ASK = "import ctypes, os, sys; ctypes.CDLL(None).prctl(1, 15); os.execv(sys.argv[1], sys.argv[1:])"
_DIE_WITH_PARENT = [sys.executable, "-S", "-c", _ASK] if sys.platform.startswith("linux") else []


@dataclass(frozen=True)
class Child:
    """A program to run beside the others: its name for people, its command line, its whole environment."""

    name: str
    command: list[str]
    # Passwords are in it: never in a repr.
    environment: dict[str, str] = field(repr=False)


class Supervisor:
    """Starts children and, when the block is left for whatever reason, ends all of them and nothing else."""

    def __init__(self) -> None:
        self._running: list[tuple[Child, subprocess.Popen[str]]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        for _, process in self._running:
            _signal_group(process, signal.SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        for _, process in self._running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, end - time.monotonic()))
            # Also after an orderly end: what the child left behind in its group goes with it.
            _signal_group(process, signal.SIGKILL)
            process.wait()

    def start(self, child: Child) -> None:
        """Start ``child`` in a session of its own, so that Ctrl-C reaches us alone and we end it in order."""
        process = subprocess.Popen(
            [*_DIE_WITH_PARENT, *child.command],
            cwd=PROJECT,
            env=child.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._running.append((child, process))
        assert process.stdout is not None
        threading.Thread(target=_tell, args=(child.name, process.stdout), daemon=True).start()

    def wait_for(self, host: str, port: int, seconds: float = 60.0) -> None:
        """Wait until ``port`` answers. Raises ``EmbeddedError`` where a child ends first or nobody answers."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._check()
            try:
                socket.create_connection((host, port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise EmbeddedError(
            f"Nothing answered on port {port} within {seconds:.0f} seconds, so everything was stopped."
        )

    def watch(self) -> None:
        """Stay until a child ends by itself, which raises ``EmbeddedError``."""
        while True:
            self._check()
            time.sleep(0.3)

    def _check(self) -> None:
        for child, process in self._running:
            code = process.poll()
            if code is not None:
                how = f"signal {-code}" if code < 0 else f"exit code {code}"
                raise EmbeddedError(
                    f"The {child.name} ended by itself ({how}), so the rest was stopped as well."
                )


def _tell(name: str, lines: IO[str]) -> None:
    short = name.replace("worker of the ", "").replace(" side", "")
    for line in lines:
        print(f"{short:>10} | {line.rstrip()}", flush=True)


def _signal_group(process: "subprocess.Popen[str]", number: signal.Signals) -> None:
    try:
        # SIGTERM goes to the leader, which ends its own workers; SIGKILL to whatever is left of the group.
        if number == signal.SIGKILL:
            os.killpg(process.pid, number)
        elif process.poll() is None:
            process.send_signal(number)
    except ProcessLookupError:
        pass
