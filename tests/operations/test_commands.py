"""The commands others rely on, the locks, and the pipeline."""

import importlib.metadata
import os
import re
import subprocess
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def pins(lock: str) -> dict[str, list[str]]:
    """Hashes by pinned release."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / lock).read_text().splitlines():
        if match := re.match(r"([\w.-]+)(\[[\w,]+\])?(==[^\s\\]+)", line):
            current = found.setdefault(match[1] + match[3], [])
        elif match := re.match(r"\s+--hash=(sha256:[0-9a-f]{64})( \\)?$", line):
            current.append(match[1])
        elif line and not line.startswith("# "):
            raise AssertionError(f"{lock} holds a line that is no pin: {line}")
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_with_hashes_and_names_no_place(lock):
    assert len(pins(lock)) > 30
    assert all(pins(lock).values())
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|https?:|index|find-links|trusted-host|^-|@ ", text, re.MULTILINE)


def test_a_line_with_a_place_would_be_found(tmp_path, monkeypatch):
    (tmp_path / "bad.lock").write_text("--index-url https://registry.example/simple\n")
    monkeypatch.setattr("tests.operations.test_commands.ROOT", tmp_path)
    with pytest.raises(AssertionError, match="no pin"):
        pins("bad.lock")


def test_whoever_tests_runs_the_releases_whoever_runs_gets():
    run, dev = (set(pins(lock)) for lock in LOCKS)
    assert run < dev


def test_the_oldest_python_finds_what_it_alone_needs():
    """redis wants async-timeout on Python 3.11.0 to 3.11.2 only; a lock made on a newer one would lack it."""
    assert all(any(pin.startswith("async-timeout==") for pin in pins(lock)) for lock in LOCKS)


def asked_with_extras() -> dict[str, set[str]]:
    """Extras that some installed package asks of another one that the lock of the tests pins."""
    asked: dict[str, set[str]] = {}
    for distribution in importlib.metadata.distributions():
        for line in distribution.requires or []:
            wanted = Requirement(line)
            if wanted.extras and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
                asked.setdefault(wanted.name.lower(), set()).update(wanted.extras)
    return asked


def test_a_pin_keeps_the_extras_by_which_others_ask_for_it():
    """Without them older pips look for a release of their own, and a newer one breaks every fresh install."""
    lock = (ROOT / "requirements-dev.lock").read_text()
    asked = asked_with_extras()
    assert asked["coverage"] == {"toml"}
    for name, extras in asked.items():
        pinned = re.search(rf"^{re.escape(name)}(?:\[([\w,]+)\])?==", lock, re.MULTILINE)
        if pinned:
            assert extras <= set((pinned[1] or "").split(",")), f"{name} is asked for with {extras}"


@pytest.mark.parametrize("target", ["run", "test", "check", "proof", "bench", "lock", "clean"])
def test_make_knows_the_command(target):
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_recipe_holds_an_absolute_path():
    """The path of the project may hold a space, so recipes know relative names alone."""
    recipes = (ROOT / "Makefile").read_text()
    assert not re.search(r"\$\((CURDIR|PWD|abspath|realpath)", recipes)
    assert str(ROOT) not in recipes


def test_the_pipeline_is_a_program_and_calls_what_it_promises():
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    text = script.read_text()
    for promised in (
        "make test COVER=yes",
        "make check",
        "make proof",
        "git clone",
        "make run",
        "/readyz",
        "CI=true",
    ):
        assert promised in text
    subprocess.run(["bash", "-n", script], check=True)


@pytest.mark.parametrize(
    ("name", "target"),
    [("PORT", "run"), ("ARGS", "test"), ("JOBS", "test"), ("COVER", "test"), ("ARGS", "bench")],
)
def test_a_choice_counts_before_the_command_and_behind_it(name, target):
    # What a make that runs these tests was told (MAKEFLAGS, and its own choices) would speak before what is tried here.
    told = {"MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "PORT", "ARGS", "JOBS", "COVER"}
    outside = {key: value for key, value in os.environ.items() if key not in told}
    for arguments, environment in (([f"{name}=4711"], {}), ([], {name: "4711"})):
        command = ["make", "-n", "-B", target, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=outside | environment, capture_output=True, text=True, check=True
        )
        assert "4711" in done.stdout
