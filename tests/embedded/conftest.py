"""Homes of their own for these tests. They start real servers and need no Django database."""

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from msl_governance.embedded import clean
from msl_governance.embedded.environment import ensure
from msl_governance.embedded.home import PROJECT, Home

FOREIGN = (
    "DATABASE_URL",
    "REDIS_URL",
    "THRESHOLD_HOME",
    "THRESHOLD_SIDE",
    "THRESHOLD_SECRET",
    "THRESHOLD_POSTGRES",
)


def _bare_environment() -> dict[str, str]:
    """The environment of somebody who set nothing; the suite's own servers are not in it."""
    return {
        name: text for name, text in os.environ.items() if not name.startswith((*FOREIGN, "THRESHOLD_VALKEY"))
    }


def _new_folder() -> Path:
    # Not tmp_path: that is closed to the user root's servers run as, and its name is not ours to choose.
    folder = Path(tempfile.mkdtemp(prefix="threshold test ", dir="/tmp"))
    folder.chmod(0o755)
    return folder


def _remove(folder: Path) -> None:
    homes = {Path(place) for place, inside, _ in os.walk(folder) if "secrets" in inside}
    with pytest.MonkeyPatch.context() as patch:
        for root in {place.parent if place.name == "test" else place for place in homes}:
            patch.setenv("THRESHOLD_HOME", str(root))
            clean.main()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder with a space in its name, and an environment in which nothing is set but THRESHOLD_HOME."""
    made = _new_folder()
    for name in set(os.environ) - set(_bare_environment()):
        monkeypatch.delenv(name)
    monkeypatch.setenv("THRESHOLD_HOME", str(made / "home"))
    yield made
    _remove(made)


@pytest.fixture
def home(folder: Path) -> Home:
    """The home the next ``ensure(purpose="test")`` will use."""
    return Home.locate("test")


@pytest.fixture(scope="module")
def up() -> Iterator[Home]:
    """Servers that are up, with their addresses in the environment: for tests that only ask."""
    made = _new_folder()
    with pytest.MonkeyPatch.context() as patch:
        for name in set(os.environ) - set(_bare_environment()):
            patch.delenv(name)
        patch.setenv("THRESHOLD_HOME", str(made / "home"))
        with ensure(purpose="test"):
            yield Home.locate("test")
    _remove(made)


@pytest.fixture
def other_process(folder: Path) -> Iterator[Callable[[str], "subprocess.Popen[str]"]]:
    """Start Python lines in another process that says "up" on its output and then waits for its input to close."""
    started = []

    def start(inside: str = "") -> "subprocess.Popen[str]":
        program = f"""
            import sys
            from msl_governance.embedded.environment import ensure
            with ensure(purpose="test"):
                {inside or "pass"}
                print("up", flush=True)
                sys.stdin.read()
        """
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(program)],
            cwd=PROJECT,
            env=_bare_environment() | {"THRESHOLD_HOME": os.environ["THRESHOLD_HOME"]},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
