"""Refusals are collected during a request and written after it, by core, in a transaction of their own.

The side's transaction is rolled back on a refusal, and with it a row it had written.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.utils import timezone

from .screening import as_refusal, screen

MOST_TEXT = 20_000  # characters of what was typed

_collected: ContextVar[list | None] = ContextVar("refusals", default=None)


@dataclass(frozen=True)
class Noted:
    """One refusal, for compliance's eyes alone."""

    kind: str
    place: str
    detail: list = field(default_factory=list)
    text: str = ""
    once: str = ""


def note(kind: str, place: str, *, detail: list | None = None, text: str = "", once: str = "") -> None:
    """Note a refusal: ``kind`` is one of ``Refusal.Kind``; ``text`` is what was typed, if anything was.

    What has a key ``once`` leaves one row, however often it is noted on the person's side.
    """
    collected = _collected.get()
    if collected is not None:
        collected.append(Noted(kind, place, detail or [], without_nul(text), once))


def without_nul(text: str) -> str:
    """What PostgreSQL can keep of a text: a NUL would make the row fail, and the refusal leave no trace."""
    return text.replace("\x00", "")


def note_shown_while_typing(place: str, text: str, *, person, matter: str) -> None:
    """Note that a person was shown, while typing, that a text holds what may not cross.

    One row for a day, a person, a matter (the draft, the hand-off) and what held it, not one for a pause in typing;
    the text is as it was when that first held it. Nothing is noted of a text that no rule stops.
    """
    text = without_nul(text)
    stops = [one for one in screen(text, place) if one.severity == "stop"]  # type: ignore[arg-type]
    if not stops:
        return
    held = sorted({one.rule for one in stops})
    key = json.dumps([str(timezone.localdate()), str(person.pk), place, matter[:64], held])
    once = hashlib.sha256(key.encode()).hexdigest()
    note("typing", place, detail=as_refusal(stops), text=text, once=once)


@contextmanager
def collecting(*, person_id="", side="", request_id=""):
    """Collect refusals of the block and write them when it ends, however it ends."""
    collected: list[Noted] = []
    token = _collected.set(collected)
    try:
        yield collected
    finally:
        _collected.reset(token)
        if collected:
            _write(collected, person_id, side, request_id)


def _write(collected, person_id, side, request_id) -> None:
    from django.db import transaction

    from .database import as_login
    from .models import Refusal

    rows = [
        Refusal(
            kind=one.kind,
            place=one.place[:200],
            detail=one.detail,
            text=one.text[:MOST_TEXT],
            once=one.once,
            person_id=person_id or None,
            side=side,
            request_id=request_id,
        )
        for one in collected
    ]
    with as_login("core"), transaction.atomic():
        # Core may insert and not read: the table itself says what was noted before.
        Refusal.objects.bulk_create(rows, ignore_conflicts=True)
