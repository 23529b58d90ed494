"""What the servers refuse: strangers, the network, and one side's hand in another side's keys."""

import os
import stat

import psutil
import psycopg2
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from msl_governance.embedded import addresses, passwords
from msl_governance.embedded.postgres import Postgres
from msl_governance.embedded.valkey import Valkey

DATABASES = [name if name == "DATABASE_URL" else f"DATABASE_URL_{name}" for name in
             ("DATABASE_URL", "ADMIN", "CORE", "CORE_MEDICAL", "CORE_COMMERCIAL", "CORE_OVERSIGHT", "CORE_PLATFORM",
              "MEDICAL", "COMMERCIAL", "OVERSIGHT", "PLATFORM", "STEWARD")]  # fmt: skip


def client(side: str) -> redis.Redis:
    return redis.Redis.from_url(os.environ[f"REDIS_URL_{side.upper()}"], decode_responses=True)


def hear(one: redis.Redis, command: str, channel: str) -> object:
    """Ask for a channel and wait for the server's answer, which redis-py leaves for later."""
    with one.pubsub() as listener:
        getattr(listener, command)(channel)
        return listener.parse_response()


@pytest.mark.parametrize("variable", DATABASES)
def test_every_login_needs_its_own_password(up, variable):
    url = os.environ[variable]
    psycopg2.connect(url).close()
    user = addresses.urlsplit(url).username
    for guess in ("", "postgres", passwords.password(up, "secret_key")):
        with pytest.raises(
            psycopg2.OperationalError,
            match=r"no password supplied|password authentication failed",
        ):
            psycopg2.connect(addresses.with_login(url, user=user, password=guess))


def test_no_line_of_the_server_lets_anyone_in_without_scram(up):
    with (
        psycopg2.connect(os.environ["DATABASE_URL_ADMIN"]) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules")
        assert cursor.fetchall() == [("scram-sha-256",)]
        cursor.execute("SELECT DISTINCT left(rolpassword, 14) FROM pg_authid WHERE rolcanlogin")
        assert cursor.fetchall() == [("SCRAM-SHA-256$",)]


def test_no_text_of_a_record_reaches_the_log(up):
    with (
        psycopg2.connect(os.environ["DATABASE_URL_ADMIN"]) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("CREATE TABLE logged (word text CHECK (word <> 'canary-row'))")
        for word, error in (
            ("canary-row", psycopg2.errors.CheckViolation),
            ("canary\0", ValueError),
        ):
            with pytest.raises(error):
                cursor.execute("INSERT INTO logged VALUES (%s)", [word])
            connection.rollback()
            cursor.execute("CREATE TABLE IF NOT EXISTS logged (word text CHECK (word <> 'canary-row'))")
        with pytest.raises(psycopg2.errors.UndefinedTable):
            cursor.execute("SELECT 'canary-statement' FROM nowhere")
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(
            addresses.with_login(os.environ["DATABASE_URL"], user="threshold_owner", password="no")
        )
    text = Postgres(up).log.read_text()
    assert "password authentication failed" in text, "this is not where the server writes"
    assert "violates check constraint" not in text
    assert "canary" not in text


def test_the_servers_listen_on_a_socket_or_loopback_only(up):
    def addresses_of(pid: int) -> set[str]:
        listening = psutil.Process(pid).net_connections(kind="inet")
        return {entry.laddr.ip for entry in listening if entry.status == psutil.CONN_LISTEN}

    assert addresses_of(Postgres(up).postmaster()) == set()
    assert addresses_of(Valkey(up).server_pid()) == {"127.0.0.1"}


def test_secrets_are_for_their_owner_and_in_no_command_line(up):
    assert stat.S_IMODE(up.secrets.stat().st_mode) == 0o700
    files = list(up.secrets.iterdir())
    assert len(files) >= 15
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    commands = " ".join(
        word
        for pid in (Postgres(up).postmaster(), Valkey(up).server_pid())
        for word in psutil.Process(pid).cmdline()
    )
    known = (
        commands + (Valkey(up).data / "users.acl").read_text() + (Valkey(up).data / "valkey.conf").read_text()
    )
    assert not [file.name for file in files if file.read_text() in known]


def test_the_servers_do_not_run_as_root(up):
    for pid in (Postgres(up).postmaster(), Valkey(up).server_pid()):
        assert psutil.Process(pid).uids().effective != 0


def test_a_stranger_may_not_even_ask_the_broker(up):
    url = os.environ["REDIS_URL"]
    port = addresses.urlsplit(url).port
    with (
        redis.Redis(port=port, retry=Retry(NoBackoff(), 0)) as stranger,
        pytest.raises(redis.AuthenticationError),
    ):
        stranger.ping()


@pytest.mark.parametrize("side", passwords.BROKER_USERS)
def test_a_side_keeps_to_its_own_keys_and_channels(up, side):
    other = "commercial" if side != "commercial" else "medical"
    with client(other) as owner:
        owner.set(f"{other}:visits", "3")
    with client(side) as one:
        one.set(f"{side}:mine", "1")
        assert one.get(f"{side}:mine") == "1"
        one.publish(f"{side}:news", "x")
        for attempt in (
            lambda: one.get(f"{other}:visits"),
            lambda: one.set(f"{other}:visits", "4"),
            lambda: one.delete(f"{other}:visits"),
            lambda: one.exists(f"{other}:visits"),
            lambda: one.copy(f"{other}:visits", f"{side}:stolen"),
            lambda: one.publish(f"{other}:news", "x"),
            lambda: hear(one, "subscribe", f"{other}:news"),
            lambda: hear(one, "psubscribe", f"{other}:*"),
            lambda: hear(one, "psubscribe", "*"),
            lambda: one.eval("return redis.call('get', KEYS[1])", 1, f"{other}:visits"),
            lambda: one.eval(f"return redis.call('get', '{other}:visits')", 0),
            lambda: one.set("unmarked", "1"),
        ):
            with pytest.raises(redis.ResponseError, match=r"(?i)permission"):
                attempt()


@pytest.mark.parametrize(
    "command",
    ["KEYS *", "SCAN 0", "RANDOMKEY", "DBSIZE", "INFO", "MONITOR", "CONFIG GET *", "ACL LIST", "FLUSHALL", "FLUSHDB",
     "CLIENT LIST", "CLIENT TRACKING ON BCAST", "PUBSUB CHANNELS", "PUBSUB NUMSUB commercial:news", "SLOWLOG GET",
     "FUNCTION LIST", "SCRIPT FLUSH", "SCRIPT DEBUG SYNC", "SHUTDOWN", "MEMORY STATS", "LATENCY LATEST", "SWAPDB 0 1"],
)  # fmt: skip
def test_a_side_may_not_ask_what_tells_of_all_sides(up, command):
    with client("commercial") as one, pytest.raises(redis.exceptions.NoPermissionError):
        one.execute_command(*command.split())


def test_celery_can_work_within_one_sides_keys(up):
    """Messages and acknowledgements of Celery's transport, all under the prefix of the side."""
    from kombu import Connection

    options = {"global_keyprefix": "medical:"}
    with Connection(os.environ["REDIS_URL_MEDICAL"], transport_options=options) as connection:
        with connection.SimpleQueue("medical") as queue:
            queue.put({"id": "1"})
            message = queue.get(timeout=5)
            assert message.payload == {"id": "1"}
            message.ack()
    with redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True) as keeper:
        ours = ("core:", "medical:", "commercial:", "oversight:", "platform:")
        assert not [key for key in keeper.scan_iter() if not key.startswith(ours)]
