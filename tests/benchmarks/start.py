"""How long ``make run`` takes until the product answers: the first time, and again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from msl_governance.embedded.home import PROJECT

PATIENCE_SECONDS = 600


def measure_start() -> dict[str, float]:
    """Seconds from the command to the first answer, twice in one home. What ``make`` installs is not in them."""
    place = Path(tempfile.mkdtemp(prefix="threshold bench "))
    place.chmod(0o755)
    try:
        first, second = _seconds_to_ready(place), _seconds_to_ready(place)
    finally:
        _clean(place)
    return {"first start, with an empty database, s": first, "second start, s": second}


def _environment(place: Path) -> dict[str, str]:
    """Nothing of the servers that the other measurements use."""
    own = ("DATABASE_URL", "REDIS_URL", "THRESHOLD_")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(own)}
    return kept | {
        "THRESHOLD_HOME": str(place / "home"),
        "DJANGO_SETTINGS_MODULE": "msl_governance.settings.dev",
    }


def _seconds_to_ready(place: Path) -> float:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    started = time.monotonic()
    run = subprocess.Popen(
        [sys.executable, "-m", "msl_governance.embedded.run"],
        cwd=PROJECT, env=_environment(place) | {"PORT": str(port)}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while not _ready(port):
            if run.poll() is not None or time.monotonic() - started > PATIENCE_SECONDS:
                raise RuntimeError("The product did not start: nothing to measure.")
            time.sleep(0.05)
        return round(time.monotonic() - started, 1)
    finally:
        run.send_signal(signal.SIGINT)
        run.wait()


def _ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def _clean(place: Path) -> None:
    """Data that root's servers keep elsewhere go too."""
    command = [sys.executable, "-m", "msl_governance.embedded.clean"]
    subprocess.run(command, cwd=PROJECT, env=_environment(place), check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(place, ignore_errors=True)
