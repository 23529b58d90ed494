"""Children live and die together, and nothing else dies with them."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from msl_governance.embedded.errors import EmbeddedError
from msl_governance.embedded.home import PROJECT
from msl_governance.embedded.processes import wait_until
from msl_governance.embedded.supervisor import Child, Supervisor

STAY = "import time; print('here', flush=True); time.sleep(60)"
# A child with a child of its own that ignores the polite request: beat below a worker, for example.
STUBBORN = (
    "import subprocess, sys, time; "
    "deaf = 'import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)'; "
    "p = subprocess.Popen([sys.executable, '-c', deaf]); "
    "print(p.pid, flush=True); time.sleep(60)"
)


def child(name: str, program: str) -> Child:
    return Child(name, [sys.executable, "-c", program], dict(os.environ) | {"SECRET": "hush"})


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_leaving_ends_all_children_and_their_children_but_no_stranger(capfd):
    stranger = subprocess.Popen([sys.executable, "-c", STAY], stdout=subprocess.DEVNULL)
    try:
        with Supervisor() as supervisor:
            supervisor.start(child("web", STAY))
            supervisor.start(child("worker of the medical side", STUBBORN))
            pids = [process.pid for _, process in supervisor._running]
            said = ""

            def spoken() -> bool:
                nonlocal said
                said += capfd.readouterr().out
                return "web | here" in said and "medical | " in said

            assert wait_until(spoken, 10), said
            grandchild = int(next(line for line in said.splitlines() if "medical" in line).split("| ")[1])
        assert wait_until(lambda: all(gone(pid) for pid in (*pids, grandchild)), 5)
        assert not gone(stranger.pid)
    finally:
        stranger.kill()
        stranger.wait()


def test_one_that_ends_by_itself_ends_the_rest_in_a_sentence():
    with Supervisor() as supervisor:
        supervisor.start(child("worker", STAY))
        supervisor.start(child("web", "raise SystemExit(3)"))
        other = supervisor._running[0][1].pid
        with pytest.raises(
            EmbeddedError, match=r"The web ended by itself \(exit code 3\), so the rest was stopped"
        ):
            supervisor.watch()
    assert gone(other)


def test_nobody_answering_is_an_error():
    with Supervisor() as supervisor:
        supervisor.start(child("web", STAY))
        with pytest.raises(EmbeddedError, match="Nothing answered on port 1 within 0 seconds"):
            supervisor.wait_for("127.0.0.1", 1, seconds=0.3)


@pytest.mark.skipif(
    not sys.platform.startswith("linux"),
    reason="Linux tells children of their parent's death",
)
def test_a_killed_supervisor_takes_its_children_along():
    program = f"""
import sys, time
sys.path.insert(0, {str(PROJECT)!r})
from msl_governance.embedded.supervisor import Child, Supervisor
supervisor = Supervisor()
supervisor.start(Child("web", [sys.executable, "-c", {STAY!r}], {{}}))
print(supervisor._running[0][1].pid, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    time.sleep(0.5)  # the child has asked for the signal by now
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    assert wait_until(lambda: gone(pid), 5)


def test_no_secret_in_a_childs_description():
    assert "hush" not in repr(child("web", STAY))
