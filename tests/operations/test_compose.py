"""docker-compose.yml cannot be started here, so every command, variable, path and secret in it is held to the code."""

import os
import re
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from django.core.management import get_commands

from msl_governance.embedded.passwords import BROKER_USERS, DATABASE_LOGINS, SIDES
from msl_governance.embedded.postgres import _SETTINGS
from msl_governance.embedded.valkey import side_rule

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if service.get("image", "").startswith("threshold:")]
JOBS = {"logins", "migrate"}
OF_A_SIDE = sorted(name for name in OURS if name not in JOBS)
# What the images of others document as theirs (README of each image).
OF_IMAGES = {
    "postgres": {
        "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD_FILE", "POSTGRES_INITDB_ARGS", "POSTGRES_HOST_AUTH_METHOD",
    },
    "proxy": set(re.findall(r"\{\$(\w+)\}", (DEPLOY / "Caddyfile").read_text())),
}  # fmt: skip


@cache
def variables_read() -> set[str]:
    """Names of environment variables the code reads, the ``_FILE`` forms and a login's suffix included."""
    text = "\n".join(path.read_text() for path in (ROOT / "msl_governance").rglob("*.py"))
    plain = set(re.findall(r'"((?:THRESHOLD|DJANGO)_[A-Z_]+)"', text)) | {"DATABASE_URL", "REDIS_URL"}
    secrets = set(re.findall(r'secret\(f?"(\w+)"\)', text)) | {"DATABASE_URL"}
    addresses = {f"DATABASE_URL_{login.upper()}" for login in (*DATABASE_LOGINS, "admin")}
    addresses |= {f"REDIS_URL_{user.upper()}" for user in BROKER_USERS}
    return plain | addresses | {f"{name}_FILE" for name in secrets | addresses}


def command_of(service: dict) -> list[str]:
    if "command" in service:
        return service["command"]
    last = (ROOT / service["build"]["dockerfile"]).read_text().rsplit("CMD ", 1)[1]
    return yaml.safe_load(last)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The secrets as the script of the repository makes them."""
    folder = tmp_path_factory.mktemp("deploy") / "secrets"
    subprocess.run([sys.executable, DEPLOY / "make_secrets.py", folder], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_read_by_the_code(name):
    unread = set(SERVICES[name]["environment"]) - variables_read()
    assert not unread


def test_a_variable_nobody_reads_would_be_found():
    assert not {"DATABASE_URL_CORE_FILE", "THRESHOLD_SECRET_KEY_FILE", "THRESHOLD_SIDE"} - variables_read()
    assert not {"THRESHOLD_HOSTING", "DATABASE_URL_MARKETING_FILE", "THRESHOLD_SIDE_FILE"} & variables_read()


@pytest.mark.parametrize("name", sorted(set(SERVICES) - set(OURS)))
def test_every_variable_of_an_image_is_documented_there(name):
    assert set(SERVICES[name].get("environment", {})) <= OF_IMAGES.get(name, set())


@pytest.mark.parametrize("name", OURS)
def test_every_command_exists(name):
    match command_of(SERVICES[name]):
        case ["python", "manage.py", command, *_]:
            assert command in get_commands()
        case ["python", "-m", module, *_]:
            assert find_spec(module)
        case ["gunicorn", target, *_]:
            module, attribute = target.split(":")
            assert f"{attribute} = " in Path(find_spec(module).origin).read_text()
        case ["celery", "-A", package, "worker" | "beat", *_]:
            assert "app = Celery(" in Path(find_spec(f"{package}.celery").origin).read_text()
        case other:
            pytest.fail(f"nobody checks {other}")


@pytest.mark.parametrize("name", OURS)
def test_every_option_is_one_the_program_takes(name):
    command = command_of(SERVICES[name])
    programs = {"gunicorn": ["gunicorn", "--help"], "celery": ["celery", *command[3:4], "--help"]}
    if command[0] not in programs:
        return
    asked = [sys.executable, "-m", *programs[command[0]]]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "msl_governance.settings.test"}
    told = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT, env=environment).stdout
    assert not [word for word in command if word.startswith("--") and word not in told]


def test_every_path_on_this_side_is_in_the_repository(made):
    paths = [entry.split(":")[0] for service in SERVICES.values() for entry in service.get("volumes", [])]
    paths += [service["build"]["dockerfile"] for service in SERVICES.values() if "build" in service]
    for dockerfile in ("deploy/Dockerfile", "deploy/pgbouncer.Dockerfile"):
        for line in (ROOT / dockerfile).read_text().splitlines():
            if line.startswith("COPY ") and "--from" not in line:
                paths += line.split()[1:-1]
    named = [path for path in paths if path not in COMPOSE["volumes"]]
    assert len(named) > 6
    assert not [path for path in named if not (ROOT / path).exists()]
    files = {Path(secret["file"]) for secret in COMPOSE["secrets"].values()}
    assert {path.parent.as_posix() for path in files} == {"deploy/secrets"}
    assert {path.name for path in files} == {path.name for path in made.iterdir()}


@pytest.mark.parametrize("name", SERVICES)
def test_a_mounted_secret_is_a_declared_one_and_every_file_variable_is_mounted(name):
    service = SERVICES[name]
    mounted = set(service.get("secrets", []))
    assert mounted <= set(COMPOSE["secrets"])
    for variable, path in service.get("environment", {}).items():
        if variable.endswith("_FILE"):
            assert path.removeprefix("/run/secrets/") in mounted


@pytest.mark.parametrize("name", OF_A_SIDE)
def test_a_process_of_one_side_mounts_no_other_sides_secret(name):
    kind, side = name.split("-")
    assert kind in {"web", "worker", "beat"}
    assert side in SIDES
    service = SERVICES[name]
    assert service["environment"]["THRESHOLD_SIDE"] == side
    own = {f"database_url_core_{side}", f"database_url_{side}", f"redis_url_{side}"}
    assert set(service["secrets"]) == own | {f"secret_key_{side}", "smtp_password"}
    assert {n for n in service["environment"] if "_URL_" in n} == {f"{name.upper()}_FILE" for name in own}
    assert service["networks"] == [side]
    if kind == "worker":
        assert command_of(service)[command_of(service).index("--queues") + 1] == side


def test_each_side_has_its_processes():
    assert {f"web-{side}" for side in SIDES} <= set(SERVICES)
    assert {f"{kind}-{side}" for kind in ("worker", "beat") for side in SIDES} <= set(SERVICES)


@pytest.mark.parametrize("name", sorted(set(SERVICES) - JOBS))
def test_everything_that_stays_is_asked_how_it_is_and_comes_back(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_what_is_waited_for_can_be_waited_for():
    for name, service in SERVICES.items():
        for other, how in service.get("depends_on", {}).items():
            assert other in SERVICES, name
            ends = other in JOBS
            assert how["condition"] == ("service_completed_successfully" if ends else "service_healthy")


def test_no_secret_and_no_release_without_a_name_is_in_the_file():
    text = (ROOT / "docker-compose.yml").read_text()
    assert not re.search(r"://[^\s/\"']+:[^\s/\"']+@", text)
    for service in SERVICES.values():
        plain = [n for n in service.get("environment", {}) if re.search(r"PASSWORD|SECRET|_URL", n)]
        assert [n for n in plain if not n.endswith("_FILE")] in ([], ["THRESHOLD_PUBLIC_URL"])
        assert re.search(r":[\w${]", service["image"])
        assert not service["image"].endswith(":latest")


def test_the_example_names_every_variable_to_fill_in_and_fills_in_none():
    asked = set(re.findall(r"(?<!\$)\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    lines = [
        line for line in (ROOT / ".env.example").read_text().splitlines() if line and not line.startswith("#")
    ]
    assert {line.split("=")[0] for line in lines} == asked
    assert all(line.endswith("=") for line in lines)


def test_the_made_secrets_are_long_different_and_fit_the_logins(made):
    texts = {path.name: path.read_text().strip() for path in made.iterdir()}
    for login in (*DATABASE_LOGINS, "admin"):
        name = "database_url" if login == "owner" else f"database_url_{login}"
        assert urlsplit(texts[name]).username == f"threshold_{login}"
    for user in BROKER_USERS:
        assert urlsplit(texts[f"redis_url_{user}"]).username == user
    words = [
        urlsplit(text).password or text
        for name, text in texts.items()
        if name not in ("smtp_password", "database_url_admin")
    ]
    assert len(set(words)) == len(words)
    assert min(len(word) for word in words) >= 50
    assert urlsplit(texts["database_url_admin"]).password == texts["postgres_admin"]
    assert made.stat().st_mode & 0o777 == 0o700


def test_made_twice_the_secrets_stay(made):
    before = {path.name: path.read_text() for path in made.iterdir()}
    subprocess.run([sys.executable, DEPLOY / "make_secrets.py", made], check=True, capture_output=True)
    assert {path.name: path.read_text() for path in made.iterdir()} == before


def test_the_broker_of_the_stack_has_the_rules_of_the_embedded_one(made, tmp_path):
    """The script is run as it stands, with the secrets where it looks for them and ``redis-server`` replaced."""
    script = (DEPLOY / "redis-start.sh").read_text()
    script = script.replace("/run/secrets", str(made)).replace("/run/redis", str(tmp_path))
    subprocess.run(["/bin/sh", "-c", script.replace("exec redis-server", ": redis-server")], check=True)
    lines = (tmp_path / "users.acl").read_text().splitlines()
    rules = {line.split()[1]: " ".join(line.split()[4:]) for line in lines if "#" in line}
    assert rules == {user: side_rule(user) for user in BROKER_USERS}
    assert "user default off" in lines[0]
    assert not [
        path
        for path in made.iterdir()
        if path.name.startswith("redis") and urlsplit(path.read_text()).password in "".join(lines)
    ]


def test_the_pooler_knows_the_sides_logins_and_no_owner(made, tmp_path):
    script = (DEPLOY / "pgbouncer-start.sh").read_text()
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    for name in SERVICES["pgbouncer"]["secrets"]:
        (mounted / name).write_text((made / name).read_text())
    script = script.replace("/run/secrets", str(mounted)).replace("/run/pgbouncer", str(tmp_path))
    subprocess.run(["/bin/sh", "-c", script.replace("exec pgbouncer", ": pgbouncer")], check=True)
    listed = dict(
        line.split() for line in (tmp_path / "userlist.txt").read_text().replace('"', "").splitlines()
    )
    assert set(listed) == {f"threshold_{login}" for login in DATABASE_LOGINS if login != "owner"}
    assert listed["threshold_medical"] == urlsplit((made / "database_url_medical").read_text()).password
    assert "pool_mode = transaction" in (DEPLOY / "pgbouncer.ini").read_text()


def test_the_database_of_the_stack_logs_no_more_than_the_embedded_one():
    command = SERVICES["postgres"]["command"]
    given = dict(word.split("=", 1) for word in command if "=" in word)
    quiet = {
        name: text for name, text in _SETTINGS.items() if name.startswith("log_") and name != "log_timezone"
    }
    assert len(quiet) == 6
    assert quiet.items() <= given.items()
