"""The whole product as ``make run`` starts it, in a home of its own: real logins, real servers, the demo story."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.support.servers import KEPT

PROJECT = Path(__file__).resolve().parents[2]
FOREIGN = ("DATABASE_URL", "REDIS_URL", "THRESHOLD_", "DJANGO_SETTINGS_MODULE", "PORT", "PYTEST_")
PATIENCE = 240  # seconds until it must answer, on a busy machine
PREPARE = "from msl_governance.embedded import environment, run\nwith environment.ensure(): run.prepare()"


class Product:
    """Starts with ``make run``'s own module; ends with Ctrl-C's signal, as a person ends it."""

    def __init__(self):
        # Short: the path of a socket holds about a hundred characters.
        self.home = Path(tempfile.mkdtemp(prefix="th-"))
        # Root's servers run as somebody else: shut out of here, they would leave their data elsewhere for good.
        self.home.chmod(0o755)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.environment = _kept() | {"THRESHOLD_HOME": str(self.home), "PORT": str(self.port)}
        self.log = (self.home / "run.log").open("wb")

    def _prepare(self):
        """Its database migrated and told the story: by the first process of a run, which the others copy."""
        kept = Path(os.environ[KEPT])
        with (kept / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if (kept / "home").exists():
                return _copy(kept / "home", self.home)
            environment = {"DJANGO_SETTINGS_MODULE": "msl_governance.settings.dev"} | self.environment
            subprocess.run(
                [sys.executable, "-c", PREPARE],
                cwd=PROJECT, env=environment, stdout=self.log, stderr=subprocess.STDOUT, check=True,
            )  # fmt: skip
            return _copy(self.home, kept / "home")

    def __enter__(self):
        self._prepare()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "msl_governance.embedded.run"],
            cwd=PROJECT, env=self.environment, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exc):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.log.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def _wait(self):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"It ended by itself:\n{self.said()}")
            try:
                urllib.request.urlopen(f"{self.address}/readyz", timeout=5).close()
                return
            except (OSError, urllib.error.URLError):
                time.sleep(0.5)
        raise RuntimeError(f"It never answered:\n{self.said()}")

    def said(self):
        """What it wrote so far."""
        return (self.home / "run.log").read_text(errors="replace")[-3000:]

    def manage(self, *arguments):
        """A command of ``manage.py`` beside the running product; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT, env=self.environment, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def work(self, task):
        """Run a task as a worker would, now instead of within the minute."""
        module, name = task.rsplit(".", 1)
        self.manage("shell", "-v", "0", "-c", f"from {module} import {name}; {name}()")


class Running(Product):
    """One that somebody started in this checkout by ``make run`` on ``port``, as a stranger does; it is left running."""

    def __init__(self, port):
        self.address, self.environment = f"http://localhost:{port}", _kept() | {"PORT": port}

    def __enter__(self):
        urllib.request.urlopen(f"{self.address}/readyz", timeout=5).close()
        return self

    def __exit__(self, *exc):
        """Whoever started it ends it."""


def _copy(home: Path, to: Path) -> None:
    """A home whose servers stand still, with the owners of its files."""
    to.mkdir(exist_ok=True)
    subprocess.run(["cp", "-a", f"{home}/.", str(to)], check=True)


def _kept() -> dict[str, str]:
    """The environment without what would point it elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
