"""What goes wrong is said in one sentence with the way out, at the place where it can be mended."""

import errno
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from msl_governance.embedded import errors
from msl_governance.embedded.environment import ensure
from msl_governance.embedded.errors import EmbeddedError
from msl_governance.embedded.home import PROJECT, Home
from msl_governance.embedded.postgres import Postgres


@pytest.fixture
def stranger():
    """A port another program listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.mark.parametrize("variable", ["THRESHOLD_VALKEY_PORT", "THRESHOLD_POSTGRES_PORT"])
def test_a_chosen_port_that_is_taken(home, stranger, monkeypatch, variable):
    monkeypatch.setenv(variable, str(stranger))
    with (
        pytest.raises(
            EmbeddedError,
            match=f"Port {stranger} is taken by another program.*{variable}",
        ),
        ensure(purpose="test"),
    ):
        pytest.fail("started on a taken port")
    assert Postgres(home).postmaster() is None


def test_make_run_on_a_taken_port_says_so_and_nothing_else(folder, stranger):
    done = subprocess.run(
        [sys.executable, "-m", "msl_governance.embedded.run"],
        cwd=PROJECT,
        env=dict(os.environ) | {"PORT": str(stranger)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.strip().startswith(f"Port {stranger} is taken by another program")
    assert "\n" not in done.stderr.strip()
    assert not (folder / "home").exists()


@pytest.mark.parametrize("port", ["eight", "0", "70000", "-1"])
def test_a_port_that_is_none(folder, port):
    done = subprocess.run(
        [sys.executable, "-m", "msl_governance.embedded.run"],
        cwd=PROJECT,
        env=dict(os.environ) | {"PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "it must be a number from 1 to 65535" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_before_the_data_are_made(home, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda place: shutil._ntuple_diskusage(10**9, 10**9, 1000))
    with (
        pytest.raises(EmbeddedError, match=r"The disk that holds .* is full: free at least 300 MB"),
        ensure(purpose="test"),
    ):
        pytest.fail("started on a full disk")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("initdb: error: could not write to file: No space left on device", "is full"),
        ("FATAL:  could not create lock file: Disk quota exceeded", "is full"),
        (
            "FATAL:  could not bind IPv4 address: Address already in use",
            "address taken by another program",
        ),
        (
            "FATAL:  database files are incompatible with server",
            "another major version",
        ),
        (
            "LOG:  hm\nFATAL:  bogus setting\nLOG:  bye",
            "did not start: FATAL:  bogus setting",
        ),
        ("", "it gave no reason"),
    ],
)
def test_a_servers_last_words_become_a_sentence(said, sentence):
    text = str(errors.from_server_log("PostgreSQL", said, Path("/home/log")))
    assert sentence in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "is full"),
        (
            PermissionError(errno.EACCES, "Permission denied", "/there"),
            "/there belongs to another user",
        ),
        (
            OSError(errno.EROFS, "Read-only file system"),
            "cannot be used: Read-only file system",
        ),
    ],
)
def test_an_error_of_the_system_becomes_a_sentence(error, sentence):
    assert sentence in str(errors.from_os_error(error, Path("/place")))


def test_lost_passwords_are_named_and_not_guessed(home):
    with ensure(purpose="test"):
        pass
    (home.secrets / "postgres_admin").write_text("another")
    with (
        pytest.raises(EmbeddedError, match="are not those of the database"),
        ensure(purpose="test"),
    ):
        pytest.fail("let in with a wrong password")
    assert Postgres(home).postmaster() is None


def test_a_home_that_is_a_file(folder, monkeypatch):
    (folder / "file").touch()
    monkeypatch.setenv("THRESHOLD_HOME", str(folder / "file"))
    with pytest.raises(EmbeddedError, match="cannot be used"):
        Home.locate()


def test_an_unknown_side(folder, monkeypatch):
    monkeypatch.setenv("THRESHOLD_SIDE", "marketing")
    with (
        pytest.raises(EmbeddedError, match="THRESHOLD_SIDE is 'marketing'"),
        ensure(servers=False),
    ):
        pytest.fail("took an unknown side")


def test_a_temporary_folder_a_stranger_made_first_is_not_used(folder):
    from msl_governance.embedded.home import ServerUser, owned_folder

    (folder / "target").mkdir()
    (folder / "link").symlink_to(folder / "target")
    with pytest.raises(EmbeddedError, match="was made by someone else"):
        owned_folder(folder / "link", ServerUser(), 0o700)
