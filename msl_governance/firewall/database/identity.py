"""Entering a side: who acts, for which side, in one transaction."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection as proxy
from django.db import transaction

from ..sides import Side

if TYPE_CHECKING:
    from .base import DatabaseWrapper

# Django's one connection, with what our backend adds to it.
connection = cast("DatabaseWrapper", proxy)


class NotAllowedHere(PermissionDenied):
    """Somebody tried to act for a side, or as a person, that is not theirs to act for."""


class SideNotHeld(NotAllowedHere):
    """This process was started for another side and holds no password for this one."""


def current_login() -> str:
    """Short name of the login that the present connection uses."""
    return connection.login


def current_person_id() -> str:
    """Id of the person introduced to the present transaction; empty where nobody is."""
    return connection.introduced[0] if connection.in_atomic_block else ""


def aside(function):
    """Run ``function`` as core outside the present transaction; what it writes stays. See ``DatabaseWrapper.aside``."""
    return connection.aside(function)


def as_login(login: str):
    """Context manager: use a login without a person. For commands and migrations, never for a request."""
    return connection.as_login(login)


@contextmanager
def acting_as(person, *, request_id: str = "", reason: str = "", read_only: bool = False):
    """Enter the person's side in a transaction of its own, which with ``read_only`` can write nothing, in their name.

    Raises ``NotAllowedHere`` for an inactive or anonymous person, ``SideNotHeld`` where this process was
    started for another side, and ``TransactionManagementError`` inside another login's transaction.
    """
    if not getattr(person, "is_active", False) or not getattr(person, "pk", None):
        raise NotAllowedHere("An inactive or anonymous person acts for no side.")
    with _entered(Side(person.side), str(person.pk), request_id, reason):
        if read_only:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
        yield person


@contextmanager
def acting_for(side: Side, *, reason: str, request_id: str = ""):
    """Enter a side without a person: tasks and commands. ``reason`` stands in the history."""
    with _entered(Side(side), "", request_id, reason):
        yield


@contextmanager
def _entered(side: Side, person: str, request_id: str, reason: str):
    if settings.THRESHOLD_SIDE and side.login != settings.THRESHOLD_SIDE:
        raise SideNotHeld("This process serves another side.")
    with _introduced(side.login, person, request_id, reason):
        yield


@contextmanager
def signing_in(person, *, reason: str, request_id: str = ""):
    """A transaction of core in the person's name: what core keeps of them (sessions, second factors) changes in it."""
    with _introduced("core", str(person.pk), request_id, reason):
        yield


@contextmanager
def _introduced(login: str, person: str, request_id: str, reason: str):
    previous, introduced = connection.login, connection.introduced
    connection.become(login)
    try:
        with transaction.atomic():
            connection.introduce(person, request_id or str(uuid4()), reason)
            yield
    finally:
        _leave(previous, introduced)


def _leave(previous: str, introduced: tuple[str, str, str]) -> None:
    """Go back. Inside an outer transaction the settings are put back by hand: a released savepoint keeps them."""
    if connection.in_atomic_block and not connection.needs_rollback:
        connection.introduce(*introduced)
    connection.introduced = introduced
    connection.become(previous)


def on_commit(function) -> None:
    """Run ``function`` after the commit, again as the same side and person.

    Django's own ``transaction.on_commit`` runs outside the transaction and would act as nobody.
    """
    login, (person, request_id, reason) = connection.login, connection.introduced

    def again():
        with _entered(Side(login.upper()), person, request_id, reason):
            function()

    transaction.on_commit(again)
