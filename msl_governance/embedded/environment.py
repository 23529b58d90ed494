"""The one entrance: inside ``ensure`` there are a database and a broker, and ``os.environ`` says where.

Whoever sets ``DATABASE_URL`` or ``REDIS_URL`` brings a server; whoever sets ``DATABASE_URL_CORE`` or
``REDIS_URL_CORE``, or with ``THRESHOLD_SIDE`` that side's own addresses, has also made the logins, and every address
stands as given. The rest is filled in here.
"""

import atexit
import contextlib
import fcntl
import hashlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import psycopg2
import redis

from msl_governance.embedded import addresses, passwords
from msl_governance.embedded.errors import EmbeddedError, from_os_error
from msl_governance.embedded.home import Home, Purpose, write_owned
from msl_governance.embedded.postgres import Postgres
from msl_governance.embedded.valkey import KEEPER, Valkey, side_rule

DATABASE = "threshold"


class _Server(Protocol):
    def start(self) -> bool: ...
    def stop(self) -> None: ...


@contextlib.contextmanager
def ensure(*, purpose: Purpose = "run", servers: bool = True) -> Iterator[None]:
    """Have PostgreSQL and Valkey up and their addresses in ``os.environ`` for as long as the block runs.

    ``purpose="test"`` uses a home of its own, ``THRESHOLD_HOME/test``, that may lose data with the power.
    ``servers=False`` only fills in the addresses, for commands that touch no server.
    Servers already up are attached to; the last one to leave stops them. Raises ``EmbeddedError``.
    """
    before = dict(os.environ)
    with contextlib.ExitStack() as stack:
        # Somebody may enter and never leave (a test run that fails while it starts): leave for them, in good time.
        atexit.register(stack.close)
        stack.callback(atexit.unregister, stack.close)
        stack.callback(_restore, before)
        stack.enter_context(_ended_politely())
        if not _all_given():
            _fill_in(stack, Home.locate(purpose), servers)
        _keep_to_side(os.environ.get("THRESHOLD_SIDE", ""))
        yield


def _fill_in(stack: contextlib.ExitStack, home: Home, servers: bool) -> None:
    if not _given("DATABASE_URL"):
        _database(stack, home, servers)
    elif not _logins_given("DATABASE_URL"):
        _logins_of_a_real_database(home)
    if not _given("REDIS_URL"):
        _broker(stack, home, servers)
    elif not _logins_given("REDIS_URL"):
        _users_of_a_real_broker(home)
    if not _set("THRESHOLD_SECRET_KEY"):
        os.environ["THRESHOLD_SECRET_KEY"] = passwords.password(home, passwords.SECRET_KEY)


def _all_given() -> bool:
    """Whether nothing is left to fill in: a container with a read-only disk needs no home."""
    return _logins_given("DATABASE_URL") and _logins_given("REDIS_URL") and _set("THRESHOLD_SECRET_KEY")


def _set(name: str) -> bool:
    """Whether ``name`` is set, or ``name_FILE``, the file that holds it (container secrets)."""
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def _given(name: str) -> bool:
    """Whether someone brought a server."""
    return _set(name) or _logins_given(name)


def _logins_given(name: str) -> bool:
    own = variables_of(os.environ.get("THRESHOLD_SIDE", ""))
    return _set(f"{name}_CORE") or any(_set(one) for one in own if one.startswith(name))


def _database(stack: contextlib.ExitStack, home: Home, servers: bool) -> None:
    """Start or attach the cluster, have roles and database prepared, fill in the addresses."""
    cluster = Postgres(home)
    secrets = passwords.database_passwords(home)
    if servers:
        stack.enter_context(_in_use(home, "postgres", cluster, lambda: _prepare_once(cluster, secrets)))
    os.environ["DATABASE_URL_ADMIN"] = cluster.admin_url
    for login, secret in secrets.items():
        url = cluster.url(user=f"threshold_{login}", password=secret, database=DATABASE)
        os.environ[variable("DATABASE_URL", login)] = url


def _prepare_once(cluster: Postgres, secrets: dict[str, str]) -> None:
    """Prepare the embedded cluster unless this release has done so with these passwords.

    The mark lies within the data and goes with them. Without it every command would rewrite hundreds of catalogue rows
    under the feet of a running server.
    """
    from msl_governance.firewall.database import bootstrap

    digest = hashlib.sha256(Path(bootstrap.__file__).read_bytes())
    digest.update(repr(sorted(secrets.items())).encode())
    mark = cluster.data / "threshold.prepared"
    if mark.exists() and mark.read_text(encoding="ascii") == digest.hexdigest():
        return
    prepare_database(cluster.admin_url, secrets)
    write_owned(mark, digest.hexdigest(), cluster.home.server_user)


def _logins_of_a_real_database(home: Home) -> None:
    """From an owner's ``DATABASE_URL`` alone: make the logins there and derive their addresses."""
    given = value("DATABASE_URL")
    name = addresses.database_name(given) or DATABASE
    secrets = passwords.database_passwords(home)
    with locked(home.run / "start.lock"):
        prepare_database(given, secrets, name)
    os.environ["DATABASE_URL_ADMIN"] = given
    for login, secret in secrets.items():
        url = addresses.with_login(given, user=f"threshold_{login}", password=secret, database=name)
        os.environ[variable("DATABASE_URL", login)] = url


def prepare_database(admin_url: str, secrets: dict[str, str], database: str = DATABASE) -> None:
    """Roles, passwords and database, by the package that knows which there are."""
    from msl_governance.firewall.database import bootstrap

    try:
        bootstrap.prepare(admin_url, database=database, passwords=secrets)
    except psycopg2.Error as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise EmbeddedError(
            f"The logins could not be made at {addresses.without_password(admin_url)} ({reason}): "
            "DATABASE_URL must reach a server and name a superuser, or set DATABASE_URL_CORE and one for each side."
        ) from error


def _broker(stack: contextlib.ExitStack, home: Home, servers: bool) -> None:
    server = Valkey(home)
    if servers:
        stack.enter_context(_in_use(home, "valkey", server, lambda: None))
    os.environ["REDIS_URL"] = server.url(KEEPER)
    for user in passwords.BROKER_USERS:
        os.environ[variable("REDIS_URL", user)] = server.url(user)


def _users_of_a_real_broker(home: Home) -> None:
    """From ``REDIS_URL`` alone: make a user per side there. Never fall back to one user for all sides."""
    given = value("REDIS_URL")
    for user in passwords.BROKER_USERS:
        secret = passwords.password(home, f"valkey_{user}")
        try:
            with redis.Redis.from_url(given) as client:
                client.execute_command(
                    "ACL",
                    "SETUSER",
                    user,
                    "reset",
                    "on",
                    f">{secret}",
                    *side_rule(user).split(),
                )
        except redis.RedisError as error:
            raise EmbeddedError(
                f"The broker at {addresses.without_password(given)} gave no user to the side {user} ({error}): "
                "let REDIS_URL be allowed ACL SETUSER, or set REDIS_URL_CORE and one for each side."
            ) from None
        os.environ[variable("REDIS_URL", user)] = addresses.with_login(given, user=user, password=secret)


def value(name: str) -> str:
    """The address in ``name``, or in the file that ``name_FILE`` points to."""
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else os.environ[name]


def variable(prefix: str, login: str) -> str:
    """The name of the variable with a login's address: the owner's has no suffix."""
    return prefix if login == "owner" else f"{prefix}_{login.upper()}"


def variables_of(side: str) -> tuple[str, ...]:
    """What a process of one side is given: its own login, its own core, its own user of the broker. No more."""
    if not side:
        return ()
    core = variable("DATABASE_URL", f"core_{side}")
    return core, variable("DATABASE_URL", side), variable("REDIS_URL", side)


def without_others(environment: Mapping[str, str], side: str) -> dict[str, str]:
    """The environment without any address but the side's own."""
    own = variables_of(side)
    return {
        name: text
        for name, text in environment.items()
        if not name.startswith(("DATABASE_URL", "REDIS_URL")) or name.removesuffix("_FILE") in own
    }


def _keep_to_side(side: str) -> None:
    """In a process of one side, forget every address but that side's own."""
    if not side:
        return
    if side not in passwords.SIDES:
        raise EmbeddedError(
            f"THRESHOLD_SIDE is {side!r}: it must be one of {', '.join(passwords.SIDES)}, or unset."
        )
    for name in set(os.environ) - set(without_others(os.environ, side)):
        del os.environ[name]


@contextlib.contextmanager
def _in_use(home: Home, name: str, server: _Server, after_start: Callable[[], None]) -> Iterator[None]:
    """Hold a shared lock as long as the server is used; whoever leaves last stops it.

    The system drops the lock of a killed process, so nobody has to clean up after a kill -9.
    """
    with open_lock(home.run / f"{name}.users") as users:
        try:
            with locked(home.run / "start.lock"):
                fcntl.flock(users, fcntl.LOCK_SH)
                server.start()
                after_start()
            yield
        finally:
            with locked(home.run / "start.lock"):
                fcntl.flock(users, fcntl.LOCK_UN)
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    server.stop()


@contextlib.contextmanager
def open_lock(path: Path) -> Iterator[int]:
    """A file to lock with ``flock``, made at need; the lock goes with it. Raises ``EmbeddedError``."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise from_os_error(error, path) from error
    try:
        yield handle
    finally:
        os.close(handle)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time in this block, whoever else uses the same file."""
    with open_lock(path) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _ended_politely() -> Iterator[None]:
    """Let a SIGTERM or a closed terminal unwind the stack like Ctrl-C does, where nobody else handles them."""

    def leave(number: int, frame: object) -> None:
        sys.exit(128 + number)

    changed = []
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, leave)
                changed.append(number)
    try:
        yield
    finally:
        for number in changed:
            signal.signal(number, signal.SIG_DFL)


def _restore(before: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(before)
