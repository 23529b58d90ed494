"""Where the embedded servers keep data, sockets, logs and passwords, and as whom they run.

::

    THRESHOLD_HOME/             .threshold/ in the project, unless set
      secrets/                  0700; one 0600 file per login, and Django's secret key
      logs/                     postgres.log, valkey.log
      run/                      locks, ports; nothing worth keeping
      postgres/  valkey/        data; elsewhere if the servers' user cannot get here (see ``server_base``)
      test/                     the same again for the tests, which never touch the data of ``make run``
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from msl_governance.embedded.errors import EmbeddedError, from_os_error

Purpose = Literal["run", "test"]

PROJECT = Path(__file__).resolve().parents[2]
# sun_path of sockaddr_un holds 108 bytes with the closing zero byte on Linux (unix(7)), 104 on macOS.
SOCKET_PATH_MAX = 107 if sys.platform.startswith("linux") else 103

NOTE = "WHERE-THE-DATA-ARE.txt"


@dataclass(frozen=True)
class ServerUser:
    """The operating system user a server runs as. ``None`` fields: the one who starts it."""

    uid: int | None = None
    gid: int | None = None

    def popen_options(self) -> dict[str, object]:
        """Keyword arguments for ``subprocess`` that make the child this user, with no group of root's."""
        if self.uid is None:
            return {"umask": 0o077}
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "umask": 0o077}

    def can_enter(self, folder: Path) -> bool:
        """Whether this user gets into ``folder`` through every folder above it: tried, not computed."""
        if self.uid is None:
            return True
        command = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
        try:
            answer = subprocess.run(
                command,
                cwd="/",
                capture_output=True,
                check=False,
                **self.popen_options(),
            )  # type: ignore[call-overload]
        except (OSError, subprocess.SubprocessError) as error:
            raise EmbeddedError(
                "PostgreSQL refuses to run as root, and this machine does not let root become another user "
                f"({error}): start as an ordinary user, or set DATABASE_URL and REDIS_URL."
            ) from error
        return bool(answer.returncode == 0)


@dataclass(frozen=True)
class Home:
    """One THRESHOLD_HOME for one purpose."""

    root: Path
    purpose: Purpose

    @classmethod
    def locate(cls, purpose: Purpose = "run") -> "Home":
        """Find the home from ``THRESHOLD_HOME`` and make its folders. Raises ``EmbeddedError``."""
        root = Path(os.environ.get("THRESHOLD_HOME") or PROJECT / ".threshold").resolve()
        home = cls(root / "test" if purpose == "test" else root, purpose)
        try:
            home.root.mkdir(parents=True, exist_ok=True)
            for folder, mode in (
                (home.logs, 0o755),
                (home.run, 0o755),
                (home.secrets, 0o700),
            ):
                folder.mkdir(exist_ok=True)
                folder.chmod(mode)
        except OSError as error:
            raise from_os_error(error, home.root) from error
        return home

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @cached_property
    def server_user(self) -> ServerUser:
        """Whom the servers run as: whoever starts them, or for root the owner of the data, ``postgres`` or ``nobody``."""
        if os.geteuid() != 0:
            return ServerUser()
        for data in (self.root / "postgres", self._far_base / "postgres"):
            if data.exists() and data.stat().st_uid != 0:
                return ServerUser(data.stat().st_uid, data.stat().st_gid)
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return ServerUser(entry.pw_uid, entry.pw_gid)
        raise EmbeddedError(
            "PostgreSQL refuses to run as root and there is no user nobody: start as an ordinary user."
        )

    @property
    def _mark(self) -> str:
        """A short name for this home, the same at every start."""
        return hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]

    @property
    def _far_base(self) -> Path:
        """Where root's servers keep their data when their user cannot reach the home."""
        parent = Path("/var/lib") if os.access("/var/lib", os.W_OK) else Path(tempfile.gettempdir())
        return parent / f"threshold-{self._mark}"

    @cached_property
    def server_base(self) -> Path:
        """The folder for the servers' data: the home, or for root a folder the servers' user can reach.

        A project under ``/root`` is closed to the unprivileged user that PostgreSQL has to run as. We open nobody's
        folders for it; the data go to ``_far_base`` and a note in the home says so.
        """
        if self.server_user.can_enter(self.root):
            return self.root
        base = self._far_base
        owned_folder(base, ServerUser(0, 0), 0o711)
        note = self.root / NOTE
        if not note.exists():
            sentence = f"The servers run without root's rights and cannot enter {self.root}, so the data are in {base}."
            note.write_text(sentence + "\n")
            print(sentence, file=sys.stderr)
        return base

    def socket_folder(self, socket_name: str) -> Path | None:
        """A private folder short enough for ``socket_name``, or None where only loopback TCP is left."""
        for folder in (
            self.server_base / "run",
            Path(tempfile.gettempdir()) / f"threshold-{self._mark}",
        ):
            if len(os.fsencode(folder / "sockets" / socket_name)) <= SOCKET_PATH_MAX:
                owned_folder(folder, ServerUser(), 0o755)
                owned_folder(folder / "sockets", self.server_user, 0o700)
                return folder / "sockets"
        return None


def owned_folder(folder: Path, owner: ServerUser, mode: int) -> None:
    """Make ``folder``, or take it over if it is ours. Raises ``EmbeddedError`` where a stranger made it first.

    The check matters under the temporary folder, where anyone may put a folder or link of a name that can be guessed.
    """
    uid = os.geteuid() if owner.uid is None else owner.uid
    try:
        folder.mkdir(exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), uid):
            raise EmbeddedError(
                f"{folder} was made by someone else: remove it, or set THRESHOLD_HOME to another folder."
            )
        if found.st_uid != uid:
            os.chown(folder, uid, -1 if owner.gid is None else owner.gid)
        folder.chmod(mode)
    except OSError as error:
        raise from_os_error(error, folder) from error


def write_owned(path: Path, text: str, owner: ServerUser) -> None:
    """Write a file only the servers' user can read. Raises ``EmbeddedError``."""
    try:
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(text, encoding="ascii")
        if owner.uid is not None:
            shutil.chown(path, owner.uid, owner.gid)
    except OSError as error:
        raise from_os_error(error, path) from error
