"""``make run``: servers, migrations, demo story, web server, a worker with its clock per side; Ctrl-C ends them all."""

import hashlib
import os
import signal
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
from psycopg2 import sql

from msl_governance.embedded.environment import ensure, value, variable, without_others
from msl_governance.embedded.errors import EmbeddedError, from_os_error, port_taken
from msl_governance.embedded.home import PROJECT, Home
from msl_governance.embedded.passwords import SIDES
from msl_governance.embedded.ports import is_taken
from msl_governance.embedded.supervisor import Child, Supervisor

HOST = "127.0.0.1"
WORKER_SIDES = SIDES
# For migrations and preparation alone: a process that serves people has no use for them.
_NOT_FOR_CHILDREN = {"DATABASE_URL", "DATABASE_URL_ADMIN", "REDIS_URL"}


def main() -> None:
    """Run until Ctrl-C, or until one of the parts ends by itself."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_governance.settings.dev")
    # A shell starts background jobs deaf to Ctrl-C's signal; whoever sends it to us means it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        port = _port()
        with ensure():
            prepare()
            with Supervisor() as supervisor:
                for child in children(port):
                    supervisor.start(child)
                supervisor.wait_for(HOST, port)
                print(
                    f"\n  Threshold is at http://localhost:{port}/   (Ctrl-C stops it)\n",
                    flush=True,
                )
                supervisor.watch()
    except EmbeddedError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(str(from_os_error(error, Path(error.filename or PROJECT))))
    except KeyboardInterrupt:
        print("\nStopped.")


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise EmbeddedError(f"PORT is {text!r}: it must be a number from 1 to 65535.")
    if is_taken(int(text)):
        raise port_taken(int(text), "PORT, as in `make run PORT=8001`")
    return int(text)


def prepare() -> None:
    """Bring the database to this release, fill an empty one with the demo story, collect static files."""
    import django
    from django.core.management import call_command, get_commands
    from django.db import connections

    if not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")):
        raise EmbeddedError(
            "The database is to be migrated and only its owner may do that: set DATABASE_URL too."
        )
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if "demo" in get_commands() and _nobody_there():
        print("Telling the demo story into the empty database ...", flush=True)
        call_command("demo")
    _collect_static()
    connections.close_all()


def _nobody_there() -> bool:
    """Whether the table of people is empty, asked as the owner, whom no side's rules concern."""
    from django.contrib.auth import get_user_model

    table = sql.Identifier(get_user_model()._meta.db_table)
    with (
        closing(psycopg2.connect(value("DATABASE_URL"))) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.SQL("SELECT NOT EXISTS (SELECT FROM {})").format(table))
        row = cursor.fetchone()
        return bool(row and row[0])


def _collect_static() -> None:
    """Collect and compress the static files, unless none of them changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda entry: entry[0]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    stamp = Home.locate().run / "static.stamp"
    if stamp.exists() and stamp.read_text() == digest.hexdigest() and Path(settings.STATIC_ROOT).exists():
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(digest.hexdigest())


def children(port: int) -> list[Child]:
    """The web server and one worker per side, each with the secrets it needs and no other."""
    web = [
        "gunicorn", "msl_governance.wsgi:application", "--bind", f"{HOST}:{port}", "--worker-class", "gthread",
        "--workers", "2", "--threads", "4", "--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip
    found = [Child("web", _python(*web), _environment())]
    schedules = Home.locate().run
    for side in WORKER_SIDES:
        worker = [
            "celery", "--quiet", "-A", "msl_governance", "worker", "-B", "--schedule", str(schedules / f"beat-{side}"),
            "--pool", "threads", "--concurrency", "2", "--queues", side, "--hostname", f"{side}@%h",
            "--loglevel", "WARNING", "--without-gossip", "--without-mingle",
        ]  # fmt: skip
        found.append(Child(f"worker of the {side} side", _python(*worker), _environment(side)))
    return found


def _python(*arguments: str) -> list[str]:
    return [sys.executable, "-m", *arguments]


def _environment(side: str = "") -> dict[str, str]:
    """The environment for a child; with a side, no other side's address is in it."""
    if not side:
        needless = _NOT_FOR_CHILDREN | {variable("DATABASE_URL", f"core_{one}") for one in SIDES}
        return {name: text for name, text in os.environ.items() if name.removesuffix("_FILE") not in needless}
    kept = without_others(os.environ, side)
    # Celery warns root of pickled messages; ours are JSON alone.
    return kept | {"THRESHOLD_SIDE": side, "PYTHONWARNINGS": "ignore:::celery.platforms"}


if __name__ == "__main__":
    main()
