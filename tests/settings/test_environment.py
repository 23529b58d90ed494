"""What the environment says, and what production demands of it."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from msl_governance.settings import environment as env

SOCKET = "postgresql://threshold_core:p%40ss%2Fw%3Ard@/threshold?host=%2Frun%2Fmy%20place&port=5433"


@pytest.fixture
def variables(monkeypatch):
    """An environment without any address of ours; gives back a setter."""
    for name in list(os.environ):
        if name.startswith(("DATABASE_URL", "REDIS_URL", "THRESHOLD_")):
            monkeypatch.delenv(name)

    def put(**values):
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return put


def test_a_socket_in_the_query_and_quoted_characters_are_read():
    assert env.parse_database(SOCKET) == {
        "NAME": "threshold",
        "USER": "threshold_core",
        "PASSWORD": "p@ss/w:rd",
        "HOST": "/run/my place",
        "PORT": "5433",
    }


@pytest.mark.parametrize(
    ("url", "host", "port", "name"),
    [
        ("postgresql://u:p@db.example:6432/other", "db.example", "6432", "other"),
        ("postgresql://u:p@[::1]:5432/x", "::1", "5432", "x"),
        ("postgresql://u:p@db.example", "db.example", "", "threshold"),
        ("postgresql:///with%20space", "", "", "with space"),
        ("postgresql://u:p@first:1/x?host=second&port=2", "second", "2", "x"),
        ("postgresql://u:p@%2Frun%2Fpg/x", "/run/pg", "", "x"),
    ],
)
def test_other_forms_of_an_address(url, host, port, name):
    found = env.parse_database(url)
    assert (found["HOST"], found["PORT"], found["NAME"]) == (host, port, name)


def test_a_file_is_stronger_than_the_variable_beside_it(variables, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("from the file\n")
    variables(THRESHOLD_SECRET_KEY="from the variable")
    assert env.secret("THRESHOLD_SECRET_KEY") == "from the variable"
    variables(THRESHOLD_SECRET_KEY_FILE=str(secret))
    assert env.secret("THRESHOLD_SECRET_KEY") == "from the file"
    assert env.secret("THRESHOLD_OTHER") == ""


def test_a_process_of_one_side_holds_that_side_and_its_own_core_alone(variables):
    logins = (*env.LOGINS, *(f"core_{side}" for side in env.SIDES))
    everything = {f"DATABASE_URL_{login.upper()}": f"postgresql://{login}:pw@h/t" for login in logins}
    variables(**everything, DATABASE_URL="postgresql://owner:pw@h/t")
    assert {login: known["USER"] for login, known in env.database_logins().items()} == {
        n: n for n in env.LOGINS
    }
    variables(THRESHOLD_SIDE="Commercial")
    assert env.side() == "commercial"
    assert env.database_logins() == {
        "core": {"USER": "core_commercial", "PASSWORD": "pw", "HOST": "h", "PORT": ""},
        "commercial": {"USER": "commercial", "PASSWORD": "pw", "HOST": "h", "PORT": ""},
    }


def test_a_process_of_one_side_never_falls_back_to_what_reaches_all(variables):
    """A missing address is an error at the first query, never another login's."""
    variables(THRESHOLD_SIDE="medical", DATABASE_URL="postgresql://boss:pw@h/owned", REDIS_URL="redis://all",
              DATABASE_URL_CORE="postgresql://core:pw@h/cored")  # fmt: skip
    assert (env.database_logins(), env.database_name(), env.redis_url("medical")) == ({}, "threshold", "")
    variables(DATABASE_URL_CORE_MEDICAL="postgresql://c:pw@h/sided", REDIS_URL_MEDICAL="redis://medical")
    assert (env.database_name(), env.redis_url("medical")) == ("sided", "redis://medical")


def test_the_owner_goes_by_the_plain_name_and_nobody_else_does(variables):
    variables(DATABASE_URL="postgresql://boss:pw@h/t")
    assert {login: known["USER"] for login, known in env.database_logins().items()} == {"owner": "boss"}


def test_a_side_that_does_not_exist_is_said(variables):
    variables(THRESHOLD_SIDE="marketing")
    with pytest.raises(ValueError, match="“marketing”; it takes one of medical, commercial"):
        env.side()


def test_the_name_of_the_database(variables):
    assert env.database_name() == "threshold"
    variables(DATABASE_URL="postgresql://boss@h/owned")
    assert env.database_name() == "owned"
    variables(DATABASE_URL_CORE="postgresql://core@h/cored")
    assert env.database_name() == "cored"


def test_each_side_has_its_own_user_of_the_broker(variables):
    assert env.redis_url("medical") == ""
    variables(REDIS_URL="redis://all")
    assert env.redis_url("medical") == "redis://all"
    variables(REDIS_URL_MEDICAL="redis://medical")
    assert env.redis_url("medical") == "redis://medical"
    assert env.redis_url("commercial") == "redis://all"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1", True), ("TRUE", True), (" on ", True), ("yes", True), ("0", False), ("", False)],
)
def test_flags(variables, written, meant):
    variables(THRESHOLD_DEBUG=written)
    assert env.flag("THRESHOLD_DEBUG") is meant


def test_what_is_not_set_has_its_default(variables):
    assert env.flag("THRESHOLD_DEBUG") is False
    assert env.flag("THRESHOLD_DEBUG", default=True) is True
    assert env.words("THRESHOLD_HOSTS", "a, b,,") == ["a", "b"]
    assert env.home() == (env.ROOT / ".threshold").resolve()


PRINTED = "from django.conf import settings as s; print(s.THRESHOLD_DEMO, s.SESSION_COOKIE_SECURE, s.DEBUG, s.SECURE_SSL_REDIRECT)"


def started(settings, statement, **variables):
    """A new process with these settings and nothing of ours in its environment but ``variables``."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    return subprocess.run(
        [sys.executable, "-c", statement],
        cwd=Path(__file__).resolve().parents[2],
        env=kept | {"DJANGO_SETTINGS_MODULE": f"msl_governance.settings.{settings}"} | variables,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_production_does_not_start_without_its_secret():
    refused = started("production", PRINTED)
    assert refused.returncode != 0
    assert "Set THRESHOLD_SECRET_KEY; see README.md and .env.example." in refused.stderr


def test_production_is_strict():
    stands = started("production", PRINTED, THRESHOLD_SECRET_KEY="x" * 60)
    assert stands.stdout.split() == ["False", "True", "False", "True"], stands.stderr


def test_production_says_the_same_within_this_process(variables, monkeypatch):
    """The two above run elsewhere; here the same lines are read in this one."""
    from django.core.exceptions import ImproperlyConfigured

    from msl_governance.settings import base

    monkeypatch.setattr(base, "SECRET_KEY", "")
    monkeypatch.delitem(sys.modules, "msl_governance.settings.production", raising=False)
    with pytest.raises(ImproperlyConfigured, match="THRESHOLD_SECRET_KEY"):
        importlib.import_module("msl_governance.settings.production")
    monkeypatch.setattr(base, "SECRET_KEY", "y" * 60)
    variables(THRESHOLD_TRUSTED_ORIGINS="https://a.example, https://b.example", THRESHOLD_SMTP_PORT="587")
    production = importlib.import_module("msl_governance.settings.production")
    assert production.CSRF_TRUSTED_ORIGINS == ["https://a.example", "https://b.example"]
    assert (production.EMAIL_PORT, production.CSRF_COOKIE_SECURE) == (587, True)
    sys.modules.pop("msl_governance.settings.production")


def test_development_shows_demo_people_and_writes_mail_into_files(variables, tmp_path):
    sys.modules.pop("msl_governance.settings.dev", None)
    variables(THRESHOLD_HOME=str(tmp_path))
    dev = importlib.import_module("msl_governance.settings.dev")
    assert tmp_path / "mail" == dev.EMAIL_FILE_PATH
    assert (dev.THRESHOLD_DEMO, dev.DEBUG) == (True, False)
    sys.modules.pop("msl_governance.settings.dev")


@pytest.mark.parametrize("side", ["medical", "commercial", "oversight", ""])
def test_the_worker_of_a_side_keeps_to_its_queue_keys_and_hours(side):
    """Beat of one side names tasks of that side alone; ids alone are on the broker."""
    statement = (
        "from msl_governance.settings import celery as c; print(c.task_default_queue, "
        "c.broker_transport_options['global_keyprefix'], c.worker_enable_remote_control, "
        "any({'args', 'kwargs'} & set(one) for one in c.beat_schedule.values()), *sorted(c.beat_schedule))"
    )
    done = started("dev", statement, **({"THRESHOLD_SIDE": side} if side else {}))
    queue, prefix, remote, told, *tasks = done.stdout.split()
    assert (queue, prefix, remote) == (side or "core", f"{side or 'core'}:", "False"), done.stderr
    assert told == "False"
    other = {"medical": "commercial", "commercial": "medical"}.get(side, "medical")
    assert not [task for task in tasks if f".{other}." in task or task.endswith(f"_{other}")]
    assert bool(tasks) is bool(side)


def test_where_each_sides_people_open_the_product(monkeypatch):
    assert env.public_urls() == {}
    monkeypatch.setenv("THRESHOLD_ADDRESS_MEDICAL", "https://one.example")
    assert env.public_urls() == {"medical": "https://one.example"}


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "http://localhost:8000"),
        ({"PORT": ""}, "http://localhost:8000"),
        ({"PORT": "8041"}, "http://localhost:8041"),
        ({"PORT": "8041", "THRESHOLD_PUBLIC_URL": "https://t.example"}, "https://t.example"),
    ],
)
def test_links_in_mails_lead_to_where_the_product_is_served(variables, monkeypatch, given, address):
    monkeypatch.delenv("PORT", raising=False)
    variables(**given)
    assert env.public_url() == address
