"""Which addresses a process gets to know."""

import os
import subprocess
import sys

import psycopg2
import pytest
import redis

from msl_governance.embedded import addresses, environment, logins, passwords
from msl_governance.embedded.environment import ensure
from msl_governance.embedded.errors import EmbeddedError
from msl_governance.embedded.home import PROJECT
from msl_governance.embedded.run import _environment


def known() -> set[str]:
    return {name for name in os.environ if name.startswith(("DATABASE_URL", "REDIS_URL"))}


def test_a_command_without_servers_gets_addresses_and_starts_nothing(home):
    with ensure(purpose="test", servers=False):
        assert len(known()) == 18
        assert len(os.environ["THRESHOLD_SECRET_KEY"]) >= 50
    assert not (home.root / "postgres").exists()
    assert known() == set()


@pytest.mark.parametrize("side", passwords.SIDES)
def test_a_process_of_one_side_holds_that_sides_passwords_alone(home, monkeypatch, side):
    monkeypatch.setenv("THRESHOLD_SIDE", side)
    own = side.upper()
    with ensure(purpose="test", servers=False):
        assert known() == {f"DATABASE_URL_CORE_{own}", f"DATABASE_URL_{own}", f"REDIS_URL_{own}"}
        assert f"threshold_core_{side}:" in os.environ[f"DATABASE_URL_CORE_{own}"]
        others = set(passwords.DATABASE_LOGINS) - {f"core_{side}", side}
        secrets = {passwords.password(home, f"postgres_{login}") for login in others}
        assert not [name for name, text in os.environ.items() if any(secret in text for secret in secrets)]


def test_addresses_that_are_given_stand_and_nothing_starts(home, monkeypatch):
    given = {
        "DATABASE_URL_CORE": "postgresql://c:x@db.example/threshold",
        "DATABASE_URL_MEDICAL": "postgresql://m:x@db.example/threshold",
        "REDIS_URL_CORE": "redis://core:x@broker.example/0",
    }
    for name, text in given.items():
        monkeypatch.setenv(name, text)
    with ensure(purpose="test"):
        assert {name: os.environ[name] for name in known()} == given
    assert not (home.root / "postgres").exists()


OWN_FILES = {"DATABASE_URL_CORE_MEDICAL_FILE", "DATABASE_URL_MEDICAL_FILE", "REDIS_URL_MEDICAL_FILE"}
FOREIGN_FILES = {"DATABASE_URL_CORE_FILE", "DATABASE_URL_CORE_COMMERCIAL_FILE", "DATABASE_URL_COMMERCIAL_FILE",
                 "REDIS_URL_CORE_FILE", "DATABASE_URL_FILE"}  # fmt: skip


@pytest.mark.parametrize("others", [set(), FOREIGN_FILES])
def test_addresses_in_files_stand_too_and_a_side_forgets_the_others(home, monkeypatch, others):
    for name in OWN_FILES | others:
        monkeypatch.setenv(name, f"/run/secrets/{name.removesuffix('_FILE').lower()}")
    monkeypatch.setenv("THRESHOLD_SIDE", "medical")
    monkeypatch.setenv("THRESHOLD_SECRET_KEY", "x" * 60)
    with ensure(purpose="test"):
        assert known() == OWN_FILES
    assert not (home.root / "postgres").exists()
    assert list(home.secrets.iterdir()) == []


def test_from_an_owners_address_the_logins_are_made_and_derived(home, monkeypatch):
    prepared = []
    monkeypatch.setattr(environment, "prepare_database", lambda *arguments: prepared.append(arguments))
    owner = "postgresql://boss:p%40ss@db.example:6432/th?sslmode=require"
    monkeypatch.setenv("DATABASE_URL", owner)
    monkeypatch.setenv("REDIS_URL_CORE", "redis://core:x@broker.example/0")
    with ensure(purpose="test"):
        secret = passwords.password(home, "postgres_medical")
        expected = f"postgresql://threshold_medical:{secret}@db.example:6432/th?sslmode=require"
        assert os.environ["DATABASE_URL_MEDICAL"] == expected
        assert os.environ["DATABASE_URL_ADMIN"] == owner
        assert "threshold_owner:" in os.environ["DATABASE_URL"]
    [(admin, secrets, database)] = prepared
    assert (admin, database) == (owner, "th")
    assert set(secrets) == set(passwords.DATABASE_LOGINS)
    assert os.environ["DATABASE_URL"] == owner


def test_a_real_broker_gets_a_user_per_side(up, monkeypatch):
    given = os.environ["REDIS_URL"]
    with monkeypatch.context() as patch:
        for name in known():
            patch.delenv(name)
        patch.setenv("REDIS_URL", given)
        patch.setenv("DATABASE_URL_CORE", "postgresql://c:x@db.example/threshold")
        with ensure(purpose="test"), redis.Redis.from_url(os.environ["REDIS_URL_MEDICAL"]) as one:
            one.set("medical:x", "1")
            with pytest.raises(redis.exceptions.NoPermissionError):
                one.get("commercial:x")


def test_a_broker_that_makes_no_users_is_refused_rather_than_shared(up, monkeypatch):
    limited = os.environ["REDIS_URL_CORE"]
    with monkeypatch.context() as patch:
        for name in known():
            patch.delenv(name)
        patch.setenv("REDIS_URL", limited)
        patch.setenv("DATABASE_URL_CORE", "postgresql://c:x@db.example/threshold")
        with (
            pytest.raises(EmbeddedError, match="gave no user to the side") as caught,
            ensure(purpose="test"),
        ):
            pytest.fail("shared one user among all sides")
        assert addresses.urlsplit(limited).password not in str(caught.value)


def test_children_of_make_run_hold_no_more_than_they_need(home):
    with ensure(purpose="test", servers=False):
        web = {name for name in _environment() if name.startswith(("DATABASE_URL", "REDIS_URL"))}
        assert not web & {"DATABASE_URL", "DATABASE_URL_ADMIN", "REDIS_URL", "DATABASE_URL_CORE_MEDICAL"}
        assert {"DATABASE_URL_CORE", "DATABASE_URL_MEDICAL", "REDIS_URL_CORE"} < web
        worker = _environment("commercial")
        assert worker["THRESHOLD_SIDE"] == "commercial"
        assert {name for name in worker if name.startswith(("DATABASE_URL", "REDIS_URL"))} == {
            "DATABASE_URL_CORE_COMMERCIAL", "DATABASE_URL_COMMERCIAL", "REDIS_URL_COMMERCIAL",
        }  # fmt: skip


def test_both_who_make_logins_know_the_same_ones():
    from msl_governance.firewall.database import bootstrap

    assert set(passwords.DATABASE_LOGINS) == set(bootstrap.LOGINS)


@pytest.mark.parametrize("host", ["/a b/c", "/ü/d%e", "127.0.0.1"])
def test_an_address_says_what_it_was_made_of(host):
    from psycopg2.extensions import parse_dsn

    url = addresses.postgres_url(user="u@x", password="p/ä:?", database="d b", host=host, port=5433)
    said = parse_dsn(url)
    assert said == {
        "user": "u@x",
        "password": "p/ä:?",
        "dbname": "d b",
        "host": host,
        "port": "5433",
    }
    again = parse_dsn(addresses.with_login(url, user="v", password="q@"))
    assert again == said | {"user": "v", "password": "q@"}
    assert addresses.database_name(url) == "d b"
    assert "ä" not in addresses.without_password(url)


def reach() -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "msl_governance.embedded.reach"]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def test_a_workers_health_says_which_login_is_not_served_and_no_password(up, monkeypatch):
    monkeypatch.setenv("THRESHOLD_SIDE", "medical")
    assert reach().returncode == 0
    wrong = addresses.with_login(os.environ["REDIS_URL_MEDICAL"], user="medical", password="wrong-word")
    monkeypatch.setenv("REDIS_URL_MEDICAL", wrong)
    said = reach()
    assert said.returncode == 1
    assert said.stderr.strip() == "The login medical is not served: AuthenticationError."
    monkeypatch.delenv("DATABASE_URL_CORE_MEDICAL")
    assert reach().stderr.strip() == "The login core_medical is not served: KeyError."
    monkeypatch.delenv("THRESHOLD_SIDE")
    assert reach().returncode == 0


def test_logins_of_a_real_server_get_the_passwords_their_addresses_hold(up, monkeypatch):
    right = os.environ["DATABASE_URL_MEDICAL"]
    given = addresses.with_login(right, user="threshold_medical", password="an-other-one")
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(given)
    monkeypatch.setenv("DATABASE_URL_MEDICAL", given)
    logins.main()
    psycopg2.connect(given).close()
    monkeypatch.setenv("DATABASE_URL_MEDICAL", right)
    logins.main()
    psycopg2.connect(right).close()
    for wrong in ("postgresql://postgres:x@h/threshold", "postgresql://threshold_medical@h/threshold"):
        monkeypatch.setenv("DATABASE_URL_MEDICAL", wrong)
        with pytest.raises(SystemExit, match="DATABASE_URL_MEDICAL must name the user threshold_medical"):
            logins.main()
    monkeypatch.delenv("DATABASE_URL_MEDICAL")
    with pytest.raises(SystemExit, match="Set DATABASE_URL_MEDICAL or DATABASE_URL_MEDICAL_FILE"):
        logins.main()
    monkeypatch.delenv("DATABASE_URL_ADMIN")
    with pytest.raises(SystemExit, match="Set DATABASE_URL_ADMIN"):
        logins.main()


def test_an_embedded_cluster_is_prepared_once_per_release_and_password(home, monkeypatch):
    calls = []
    real = environment.prepare_database
    monkeypatch.setattr(environment, "prepare_database", lambda *args: (calls.append(args), real(*args)))
    for _ in range(2):
        with ensure(purpose="test"):
            psycopg2.connect(os.environ["DATABASE_URL_STEWARD"]).close()
    assert len(calls) == 1
    (home.secrets / "postgres_steward").write_text("changed")
    with ensure(purpose="test"):
        psycopg2.connect(os.environ["DATABASE_URL_STEWARD"]).close()
    assert len(calls) == 2
