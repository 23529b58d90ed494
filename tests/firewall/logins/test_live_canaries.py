"""T9, alive: a side's tasks through the real broker and a real worker; then every place is searched for the words of
either side: the messages as they lie, keys and results, log, mails, temporary files, and the database server's log."""

import base64
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis
from django.db import connection

from msl_governance.embedded import addresses
from msl_governance.firewall.proof.values import CANARY
from msl_governance.settings.celery import EVERY
from msl_governance.settings.environment import parse_database

from .broken_tasks import BROKEN

pytestmark = pytest.mark.logins
ROOT = Path(__file__).resolve().parents[3]
MODULE = "tests.firewall.logins.broken_tasks"
PUBLISH = """
import sys
from msl_governance.celery import app
for name in sys.argv[2:]:
    app.send_task(name, queue=sys.argv[1], argsrepr="", kwargsrepr="")
"""
READ = {
    "list": ("lrange", 0, -1),
    "string": ("get",),
    "hash": ("hgetall",),
    "set": ("smembers",),
    "zset": ("zrange", 0, -1),
}


def everything(broker) -> dict[str, str]:
    """Every key of the broker and all that is in it, message bodies decoded."""
    found = {}
    for key in broker.keys("*"):
        command, *rest = READ[broker.type(key).decode()]
        values = getattr(broker, command)(key, *rest)
        found[key.decode()] = repr(values) + repr([_opened(value) for value in values if command == "lrange"])
    return found


def _opened(message: bytes) -> bytes:
    return base64.b64decode(json.loads(message)["body"])


def environment(logins, side, place) -> dict[str, str]:
    """What a worker of one side is given; its database is the proof's, its home and temporary files are ``place``."""
    given = {
        name: addresses.with_login(
            url, user=known["USER"], password=known["PASSWORD"], database=logins.database
        )
        for name, url in os.environ.items()
        if name.startswith("DATABASE_URL")
        for known in [parse_database(url)]
    }
    own = {
        "THRESHOLD_SIDE": side, "DJANGO_SETTINGS_MODULE": "msl_governance.settings.dev",
        "THRESHOLD_HOME": str(place), "TMPDIR": str(place / "tmp"),
    }  # fmt: skip
    return os.environ | given | own


@pytest.fixture(scope="module", params=sorted(BROKEN))
def worked(request, logins, tmp_path_factory):
    """All tasks of one side, published and worked off; what lay where, by name of the place."""
    side, place = request.param, tmp_path_factory.mktemp(request.param)
    (place / "tmp").mkdir()
    names = [*EVERY[side], *(task.name for task in BROKEN[side])]
    given = environment(logins, side, place)
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as broker:
        broker.delete(*broker.keys(f"{side}:*") or [b"none"])
        subprocess.run([sys.executable, "-c", PUBLISH, side, *names], cwd=ROOT, env=given, check=True)
        places = {"messages": json.dumps(everything(broker))}
        _work_off(broker, side, place, given, len(names))
        places["left on the broker"] = json.dumps(everything(broker))
        keys = [key.decode() for key in broker.keys("*")]
        broker.delete(*broker.keys(f"{side}:*") or [b"none"])
    places["log"] = (place / "worker.log").read_text()
    files = [path for folder in ("mail", "tmp") for path in (place / folder).rglob("*") if path.is_file()]
    places |= {str(path.relative_to(place)): path.read_text(errors="replace") for path in files}
    return side, names, places, keys


def _work_off(broker, side, place, given, count) -> None:
    """As the product starts its workers, but wordier and one task after the other."""
    command = ["-m", "celery", "-A", "msl_governance", "worker", "--include", MODULE, "--pool", "solo"]
    command += ["--queues", side, "--loglevel", "DEBUG", "--without-gossip", "--without-mingle"]
    with (place / "worker.log").open("wb") as log:
        worker = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=given, stdout=log, stderr=log)
    try:
        # Until all is done. The limit is for a worker that hangs: a starved machine takes a minute to start one.
        for _ in range(3000):
            said = (place / "worker.log").read_text()
            if said.count("succeeded in") + said.count("TaskFailed") >= count or worker.poll() is not None:
                break
            time.sleep(0.1)
    finally:
        worker.terminate()
        worker.wait(30)


def test_all_of_it_went_through_the_broker_and_the_worker(worked):
    side, names, places, _keys = worked
    assert all(name in places["messages"] for name in names), places["messages"]
    assert places["log"].count("TaskFailed") >= len(BROKEN[side]), places["log"][-3000:]
    assert [name for name in places if name.startswith("mail/")]


@pytest.mark.parametrize("word", CANARY.values())
def test_no_word_of_either_side_is_anywhere(worked, word):
    _side, _names, places, _keys = worked
    assert [name for name, text in places.items() if word in text.lower()] == []


def test_keys_carry_the_side_and_no_result_is_kept(worked):
    side, _names, places, keys = worked
    assert all(key.startswith(f"{side}:") for key in keys if side in key)
    assert not [key for key in keys if "task-meta" in key]
    assert "task-meta" not in places["left on the broker"]


def test_the_database_servers_log_holds_none_either(worked):
    home = Path(connection.settings_dict["LOGINS"]["admin"]["HOST"])
    logs = [path for path in home.parents[1].rglob("*.log") if path.stat().st_size < 50_000_000]
    assert logs
    for path in logs:
        text = path.read_text(errors="replace")
        assert [word for word in CANARY.values() if word in text] == [], path
