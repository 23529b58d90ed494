"""One Valkey server in a home: the broker and the caches, an ACL user per side, nothing for a stranger."""

import hashlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from msl_governance.embedded import addresses, binaries, passwords, processes
from msl_governance.embedded.errors import (
    EmbeddedError,
    from_os_error,
    from_server_log,
    port_taken,
)
from msl_governance.embedded.home import Home, owned_folder, write_owned
from msl_governance.embedded.ports import free_port, is_taken, remembered_port

KEEPER = "keeper"
LOOPBACK = "127.0.0.1"
START_SECONDS = 20.0
_ONCE = Retry(NoBackoff(), 0)

# What a side may do. Named one by one because key patterns do not hold everything: SCAN, KEYS, RANDOMKEY and DBSIZE
# answer for all keys of the server, PUBSUB names all channels, CLIENT TRACKING tells of changes to any key
# (Redis documentation, "ACL": selectors limit keys that a command names, not keys that it finds).
SIDE_COMMANDS = (
    "+@read +@write +@transaction +@scripting "
    "+auth +hello +ping +echo +select +quit +reset +client|setinfo +client|setname +client|id +client|getname "
    "+publish +subscribe +unsubscribe +psubscribe +punsubscribe "
    "-@admin -@dangerous -scan -randomkey -dbsize -keys -function -fcall -fcall_ro -script|flush -script|kill -script|debug"
)


def side_rule(side: str) -> str:
    """The ACL rule of a side's user, without name and password: keys and channels that begin with ``side:``.

    Celery's worker control listens by a pattern, which no such rule allows; it is switched off.
    """
    return f"resetkeys resetchannels -@all ~{side}:* &{side}:* {SIDE_COMMANDS}"


@dataclass(frozen=True)
class Valkey:
    """The broker of one home."""

    home: Home
    program = "valkey-server"

    @cached_property
    def data(self) -> Path:
        return self.home.server_base / "valkey"

    @property
    def log(self) -> Path:
        return self.home.logs / "valkey.log"

    @property
    def _pid_file(self) -> Path:
        return self.home.run / "valkey.pid"

    @cached_property
    def port(self) -> int:
        """THRESHOLD_VALKEY_PORT, or a free port remembered in the home."""
        asked = os.environ.get("THRESHOLD_VALKEY_PORT")
        return int(asked) if asked else remembered_port(self.home.run / "valkey.port")

    def url(self, user: str) -> str:
        """The address for the ACL user of a side, for ``core``, or for the keeper, who may do everything."""
        secret = passwords.password(self.home, f"valkey_{user}")
        return addresses.redis_url(user=user, password=secret, host=LOOPBACK, port=self.port)

    def server_pid(self) -> int | None:
        """The process number of the running server, checked against the process itself."""
        try:
            pid = int(self._pid_file.read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            pid = 0
        if pid and processes.alive(pid, self.program, self.data):
            return pid
        # A starter killed before it could write the number: the server is known by where it works.
        found = processes.working_in(self.data, self.program) if self.data.exists() else []
        return found[0] if found else None

    def start(self) -> bool:
        """Start the server if it is not up; True where it was started here. The caller holds the home's lock."""
        owned_folder(self.data, self.home.server_user, 0o700)
        if self.server_pid() is not None:
            self._wait_ready(None, 0)
            return False
        if is_taken(self.port):
            if os.environ.get("THRESHOLD_VALKEY_PORT"):
                raise port_taken(self.port, "THRESHOLD_VALKEY_PORT")
            self.__dict__["port"] = free_port(self.home.run / "valkey.port")
        said_before = self.log.stat().st_size if self.log.exists() else 0
        child = self._launch(self._write_configuration())
        self._pid_file.write_text(f"{child.pid}\n", encoding="ascii")
        self._wait_ready(child, said_before)
        return True

    def stop(self) -> None:
        """End the server; what lies in the queues is saved first where the purpose is ``run``."""
        pid = self.server_pid()
        if pid is not None:
            processes.end(pid, lambda: self.server_pid() == pid, seconds=15, first=signal.SIGTERM)
        self._pid_file.unlink(missing_ok=True)

    def _write_configuration(self) -> Path:
        """Write ACL users (hashes, no passwords) and settings; the path of the settings file."""
        lines = ["user default off resetpass resetkeys resetchannels -@all"]
        rules = {side: side_rule(side) for side in passwords.BROKER_USERS} | {KEEPER: "~* &* +@all"}
        for user, rule in rules.items():
            secret = passwords.password(self.home, f"valkey_{user}")
            lines.append(f"user {user} on #{hashlib.sha256(secret.encode()).hexdigest()} {rule}")
        settings = [
            f"bind {LOOPBACK}", f"port {self.port}", "protected-mode yes", "daemonize no", "dir .",
            "aclfile users.acl", "appendonly no", "stop-writes-on-bgsave-error no", "loglevel warning",
            'save ""' if self.home.purpose == "test" else "save 300 1",
        ]  # fmt: skip
        for name, text in (("users.acl", lines), ("valkey.conf", settings)):
            write_owned(self.data / name, "\n".join(text) + "\n", self.home.server_user)
        return self.data / "valkey.conf"

    def _launch(self, configuration: Path) -> "subprocess.Popen[bytes]":
        command = [str(binaries.valkey_server(self.home)), configuration.name]
        try:
            with self.log.open("ab") as log:
                return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
                    command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.data,
                    start_new_session=True, **self.home.server_user.popen_options(),
                )  # fmt: skip
        except OSError as error:
            raise from_os_error(error, self.log) from error

    def _wait_ready(self, child: "subprocess.Popen[bytes] | None", said_before: int) -> None:
        """Wait until the keeper is answered: our password, hence our server."""
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                with redis.Redis.from_url(self.url(KEEPER), socket_timeout=5, retry=_ONCE) as client:
                    client.ping()
                return
            except redis.AuthenticationError:
                raise EmbeddedError(
                    f"The passwords in {self.home.secrets} are not those of the running Valkey: "
                    f"end process {self.server_pid()}, then start again."
                ) from None
            except (redis.ConnectionError, redis.TimeoutError):
                pass
            if (child is not None and child.poll() is not None) or time.monotonic() > end:
                raise from_server_log("Valkey", self._said_since(said_before), self.log)
            time.sleep(0.02)

    def _said_since(self, position: int) -> str:
        with self.log.open("rb") as file:
            file.seek(position)
            return file.read().decode(errors="replace")
