"""Plays requests in a world and keeps every byte a person could see of the answers."""

from __future__ import annotations

import logging
import os
import random
import re
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from unittest.mock import patch

from celery import Task
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings

from ..database import as_login, guard
from .pages import Request
from .scratch import files_in_memory
from .values import NOW

# The normalisers: three, each for a value that is random by design, in the one part of an answer where it stands, and of
# its length and letters. Each has a canary in the tests.
COOKIES = "|".join(map(re.escape, (settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME))).encode()
NORMALISERS = {
    "headers": (
        re.compile(rb"(?m)^((?:" + COOKIES + rb")=)[A-Za-z0-9]{32}(; expires=[^;]+)?"),
        rb"\1COOKIE",
    ),
    "body": (re.compile(rb'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=")'), rb"\1CSRF"),
    "sql": (re.compile(rb'(SAVEPOINT )"s\d+_x\d+"'), rb"\1NAME"),
}


# A periodic task of the side that looks; and one of the other side, of which nobody who looks sees anything at once.
OWN, THEIRS = "TASK", "THEIR TASK"


@dataclass
class Answer:
    """Everything observable of one answer."""

    status: int
    headers: bytes
    body: bytes
    sql: tuple[str, ...]
    logs: tuple[str, ...]
    mails: tuple[bytes, ...] = ()


def normalise(part: str, data: bytes) -> bytes:
    """Replace in a ``part`` of an answer what is random there by design."""
    pattern, replacement = NORMALISERS[part]
    return pattern.sub(replacement, data)


class _Logs(logging.Handler):
    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record):
        """Keep the line as a reader of the log would see it."""
        self.lines.append(f"{record.levelname} {record.name} {record.getMessage()}")


@dataclass
class Player:
    """Signs people in once and plays requests as them."""

    clients: dict[str, Client] = field(default_factory=dict)
    logs: _Logs = field(default_factory=_Logs)
    turn: int = 0

    def enter_world(self) -> None:
        """Everybody signs in again, and made-up ids start over."""
        self.clients.clear()
        self.turn = 0

    def client(self, person: str) -> Client:
        """A signed-in browser; an empty name is nobody."""
        if person not in self.clients:
            client = Client(raise_request_exception=False, SERVER_NAME="localhost")
            if person:
                user = get_user_model().objects.get(username=person)
                with as_login("core"):
                    client.force_login(user, backend="msl_governance.firewall.backend.SignIn")
            self.clients[person] = client
        return self.clients[person]

    def play(self, request: Request) -> Answer:
        """One request; ids made in its course are the same in every world."""
        client = self.client(request.person)
        self.turn += 1
        seed = random.Random(f"{self.turn} {request!r}")  # noqa: S311
        random.seed(f"{self.turn} {request!r}")  # a mail's Message-ID is made from it
        statements: list[str] = []
        self.logs.lines.clear()
        mail.outbox = []
        with patch.object(os, "urandom", seed.randbytes), connection.execute_wrapper(_keep(statements)):
            response = self._send(client, request)
        if request.method == THEIRS:
            return Answer(200, b"", b"", (), ())
        if response.status_code == 302 and "/login/" in response.headers.get("Location", ""):
            self.clients.pop(request.person, None)  # the session was ended: who comes back signs in again
        body = b"".join(response.streaming_content) if response.streaming else response.content
        headers = "\n".join(f"{k}: {v}" for k, v in sorted(response.items()))
        cookies = "\n".join(sorted(morsel.OutputString() for morsel in response.cookies.values()))
        return Answer(
            response.status_code,
            normalise("headers", f"{headers}\n{cookies}".encode()),
            normalise("body", body),
            tuple(normalise("sql", s.encode()).decode() for s in statements),
            tuple(self.logs.lines),
            tuple(message.message().as_bytes() for message in mail.outbox),
        )

    def _send(self, client: Client, request: Request):
        if request.method in (OWN, THEIRS):
            return _run_task(request.path)
        headers = {"HX-Request": "true"} if request.htmx else {}
        send = getattr(client, request.method.lower())
        if request.method == "POST":
            data: dict[str, list[str]] = {}
            for name, value in request.data:
                data.setdefault(name, []).append(value)
            return send(request.path, data, headers=headers)
        return send(request.path, headers=headers)


def _run_task(name: str) -> HttpResponse:
    """A periodic task, run as a worker would; what it published and how it ended is the answer."""
    module, function = name.rsplit(".", 1)
    published: list[str] = []

    def publish(self, args=None, kwargs=None, **options):
        published.append(f"{self.name} {args!r} {kwargs!r}")
        self.run(*(args or ()))

    with patch.object(Task, "apply_async", publish):
        try:
            getattr(import_module(module), function).run()
        except Exception as error:
            published.append(type(error).__name__)
    return HttpResponse("\n".join(published))


def _keep(statements: list[str]):
    def wrapper(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    return wrapper


@contextmanager
def frozen():
    """The same moment for every request, mail in memory, and a log that is read."""
    from django.utils import timezone

    player = Player()
    with ExitStack() as stack:
        stack.enter_context(patch.object(timezone, "now", lambda: NOW))
        stack.enter_context(patch.object(time, "time", NOW.timestamp))
        stack.enter_context(
            patch.object(guard, "_broker", lambda: True)
        )  # shared with whatever else runs here
        stack.enter_context(
            override_settings(
                EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
                ALLOWED_HOSTS=["*"],
                SECURE_SSL_REDIRECT=False,
            )
        )
        stack.enter_context(files_in_memory())
        for logger in map(logging.getLogger, ("", "threshold", "django")):
            stack.enter_context(patch.object(logger, "handlers", [player.logs]))
        yield player
