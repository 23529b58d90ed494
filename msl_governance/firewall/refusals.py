"""Refusals are collected during a request and written after it, by core, in a transaction of their own.

The side's transaction is rolled back on a refusal, and with it a row it had written.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

_collected: ContextVar[list | None] = ContextVar("refusals", default=None)


@dataclass(frozen=True)
class Noted:
    """One refusal, for compliance's eyes alone."""

    kind: str
    place: str
    detail: list = field(default_factory=list)
    text: str = ""


def note(kind: str, place: str, *, detail: list | None = None, text: str = "") -> None:
    """Note a refusal: ``kind`` is one of ``Refusal.Kind``; ``text`` is what was typed, if anything was."""
    collected = _collected.get()
    if collected is not None:
        collected.append(Noted(kind, place, detail or [], text))


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

    with as_login("core"), transaction.atomic():
        for one in collected:
            Refusal(
                kind=one.kind,
                place=one.place[:200],
                detail=one.detail,
                text=one.text[:4000],
                person_id=person_id or None,
                side=side,
                request_id=request_id,
            ).save(force_insert=True)
