"""One PostgreSQL cluster in a home: made once, started when needed, asking every login for its password."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg2

from msl_governance.embedded import addresses, binaries, passwords, processes
from msl_governance.embedded.errors import (
    EmbeddedError,
    disk_full,
    from_os_error,
    from_server_log,
    port_taken,
)
from msl_governance.embedded.home import Home, owned_folder, write_owned
from msl_governance.embedded.ports import free_port, is_taken, remembered_port

SUPERUSER = "threshold_admin"
SOCKET = ".s.PGSQL.5432"
LOOPBACK = "127.0.0.1"
START_SECONDS = 60.0
_ROOM_FOR_A_NEW_CLUSTER = 200 * 1024 * 1024

# No text of a record may reach the server's log: no statements, no parameters, no DETAIL lines ("Failing row contains").
_SETTINGS = {
    "jit": "off",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_min_messages": "fatal",  # the words of an error may quote what was typed
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_timezone": "UTC",
    "max_connections": "200",
    "max_locks_per_transaction": "256",
    "timezone": "UTC",
    "unix_socket_permissions": "0700",
}
# Tests may lose their data with the power; ``make run`` may not.
_OF_PURPOSE = {
    "run": {"fsync": "on"},
    "test": {
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "wal_level": "minimal",
        "max_wal_senders": "0",
    },
}


@dataclass(frozen=True)
class Postgres:
    """The cluster of one home."""

    home: Home
    program = "postgres"

    @cached_property
    def data(self) -> Path:
        return self.home.server_base / "postgres"

    @property
    def log(self) -> Path:
        return self.home.logs / "postgres.log"

    @cached_property
    def sockets(self) -> Path | None:
        """The socket folder; None where the path would be too long, and loopback TCP takes its place."""
        return self.home.socket_folder(SOCKET)

    @cached_property
    def port(self) -> int | None:
        """The loopback port: only where there is no socket, or THRESHOLD_POSTGRES_PORT asks for one."""
        asked = os.environ.get("THRESHOLD_POSTGRES_PORT")
        if asked:
            return int(asked)
        return None if self.sockets else remembered_port(self.home.run / "postgres.port")

    def url(self, *, user: str, password: str, database: str) -> str:
        """The address for a login of this cluster."""
        host = str(self.sockets) if self.sockets else LOOPBACK
        port = 5432 if self.sockets and not self.port else self.port or 5432
        return addresses.postgres_url(user=user, password=password, database=database, host=host, port=port)

    @property
    def admin_url(self) -> str:
        """The superuser's address: for preparing roles and databases, never for a process that serves people."""
        secret = passwords.password(self.home, "postgres_admin")
        return self.url(user=SUPERUSER, password=secret, database="postgres")

    def postmaster(self) -> int | None:
        """The process number of the running server, from its own file and checked against the process itself."""
        try:
            first = (self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0]
            pid = int(first)
        except FileNotFoundError:
            return None
        except ValueError:
            return None
        except OSError as error:
            raise from_os_error(error, self.data) from error
        return pid if processes.alive(pid, self.program, self.data) else None

    def start(self) -> bool:
        """Make the cluster if there is none and start it if it is not up; True where it was started here.

        The caller holds the home's lock. Raises ``EmbeddedError``.
        """
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        if self.postmaster() is not None:
            self._wait_ready(None, 0)
            return False
        self._clear_leftovers()
        if self.port and is_taken(self.port):
            if os.environ.get("THRESHOLD_POSTGRES_PORT"):
                raise port_taken(self.port, "THRESHOLD_POSTGRES_PORT")
            self.__dict__["port"] = free_port(self.home.run / "postgres.port")
        said_before = self.log.stat().st_size if self.log.exists() else 0
        self._wait_ready(self._launch(), said_before)
        return True

    def stop(self) -> None:
        """End the server: clients are cut off, work in progress is rolled back, data are safe."""
        pid = self.postmaster()
        if pid is not None:
            processes.end(pid, lambda: self.postmaster() == pid, seconds=30, first=signal.SIGINT)

    def _initialise(self) -> None:
        """Make the data folder under another name first, so that a killed initdb leaves nothing half-made."""
        if shutil.disk_usage(self.home.server_base).free < _ROOM_FOR_A_NEW_CLUSTER:
            raise disk_full(self.home.server_base)
        draft = self.data.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        owned_folder(draft, self.home.server_user, 0o700)
        secret = self.home.server_base / "postgres.password"
        write_owned(
            secret,
            passwords.password(self.home, "postgres_admin"),
            self.home.server_user,
        )
        command = [
            binaries.postgres_bin(self.home) / "initdb", "--pgdata", draft, "--username", SUPERUSER,
            "--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions",
        ]  # fmt: skip
        if self.home.purpose == "test":
            command.append("--no-sync")
        try:
            done = self._run(command)
        finally:
            secret.unlink()
        if done.returncode:
            raise from_server_log("initdb", done.stderr, self.log)
        draft.rename(self.data)

    def _run(self, command: list[object]) -> "subprocess.CompletedProcess[str]":
        options = self.home.server_user.popen_options()
        try:
            return subprocess.run(  # type: ignore[call-overload, no-any-return]
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                cwd="/",
                capture_output=True,
                text=True,
                check=False,
                **options,
            )
        except OSError as error:
            raise from_os_error(error, Path(str(command[0]))) from error

    def _clear_leftovers(self) -> None:
        """After a kill -9: wait for orphans to notice, end those that do not, remove stale pid and socket files.

        Called only when no postmaster of these data lives, and under the home's lock.
        """
        if not processes.wait_until(lambda: not processes.working_in(self.data, self.program), 5):
            for pid in processes.working_in(self.data, self.program):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            processes.wait_until(lambda: not processes.working_in(self.data, self.program), 5)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for stale in self.sockets.glob(".s.PGSQL.*") if self.sockets else []:
            stale.unlink(missing_ok=True)

    def _launch(self) -> "subprocess.Popen[bytes]":
        settings = _SETTINGS | _OF_PURPOSE[self.home.purpose]
        settings["listen_addresses"] = LOOPBACK if self.port else ""
        settings["port"] = str(self.port or 5432)
        quoted = '"' + str(self.sockets).replace('"', '""') + '"'
        settings["unix_socket_directories"] = quoted if self.sockets else ""
        command = [
            str(binaries.postgres_bin(self.home) / "postgres"),
            "-D",
            str(self.data),
        ]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        try:
            with self.log.open("ab") as log:
                # A session of its own: Ctrl-C at the terminal reaches us, and we end the server in order.
                return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
                    command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
                    start_new_session=True, **self.home.server_user.popen_options(),
                )  # fmt: skip
        except OSError as error:
            raise from_os_error(error, self.log) from error

    def _wait_ready(self, child: "subprocess.Popen[bytes] | None", said_before: int) -> None:
        """Wait until the superuser is let in. Raises ``EmbeddedError`` with the server's own reason."""
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg2.connect(self.admin_url, connect_timeout=5).close()
                return
            except psycopg2.OperationalError as error:
                if "authentication failed" in str(error):
                    raise EmbeddedError(
                        f"The passwords in {self.home.secrets} are not those of the database in {self.data}: "
                        "put the folder back as it was, or let `make clean` remove both."
                    ) from None
            if (child is not None and child.poll() is not None) or time.monotonic() > end:
                raise from_server_log("PostgreSQL", self._said_since(said_before), self.log)
            time.sleep(0.05)

    def _said_since(self, position: int) -> str:
        with self.log.open("rb") as file:
            file.seek(position)
            return file.read().decode(errors="replace")
