"""Django's PostgreSQL backend with one authenticated connection per login behind one alias.

One alias keeps ``transaction.atomic()``, ``connection`` and every third-party app correct; several aliases
would break them silently. SET ROLE on one shared login was tried and refused: an injected ``RESET ROLE``
walks through it (docs/decisions/0001-one-login-per-side.md).
"""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.postgresql import base, creation
from django.db.transaction import TransactionManagementError

RECHECK_AFTER_SECONDS = 60


class DatabaseCreation(creation.DatabaseCreation):
    """Test databases are made and dropped by the owner; no side may."""

    def create_test_db(self, *args, **kwargs):
        with self.connection.as_login("owner"):
            return super().create_test_db(*args, **kwargs)

    def clone_test_db(self, *args, **kwargs):
        with self.connection.as_login("owner"):
            return super().clone_test_db(*args, **kwargs)

    def destroy_test_db(self, *args, **kwargs):
        with self.connection.as_login("owner"):
            return super().destroy_test_db(*args, **kwargs)


class DatabaseWrapper(base.DatabaseWrapper):
    """Keeps a parked connection per login and swaps them between transactions."""

    creation_class = DatabaseCreation
    default_login = "core"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.login = self.default_login
        self.introduced: tuple[str, str, str] = ("", "", "")
        self._parked: dict = {}

    def get_connection_params(self):
        """Parameters of the present login. Raises where this process holds no password for it."""
        logins = self.settings_dict["LOGINS"]
        if self.login not in logins:
            raise ImproperlyConfigured(f"This process holds no password for the login “{self.login}”.")
        stored = self.settings_dict
        self.settings_dict = {**stored, **logins[self.login]}
        try:
            return super().get_connection_params()
        finally:
            self.settings_dict = stored

    def become(self, login: str) -> None:
        """Swap the authenticated connection. Raises inside a transaction, where a swap would lie."""
        if login == self.login:
            return
        if self.in_atomic_block or not self.get_autocommit_flag():
            raise TransactionManagementError("A side is never entered or left inside a transaction.")
        self._parked[self.login] = (self.connection, self.close_at, monotonic())
        self.connection, self.close_at, parked_at = self._parked.pop(login, (None, None, monotonic()))
        self.health_check_done = monotonic() - parked_at < RECHECK_AFTER_SECONDS
        self.login = login

    def get_autocommit_flag(self) -> bool:
        """Whether the present connection commits each statement; true where there is none yet."""
        return self.connection is None or self.autocommit

    def as_login(self, login: str):
        """Context manager: the swap and the way back."""
        return _Swapped(self, login)

    def aside(self, function):
        """Run ``function`` as core on a connection of its own and give back its answer.

        What it writes stays when the present transaction is rolled back: a wrong password counts all the same. It
        must not touch rows that the present transaction has changed, which it would wait for.
        """
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(self._apart, function).result()

    def _apart(self, function):
        wrapper = connections[self.alias] = type(self)(self.settings_dict, self.alias)
        try:
            with wrapper.as_login("core"):
                return function()
        finally:
            wrapper.close()

    def introduce(self, person: str, request: str, reason: str) -> None:
        """Tell the transaction who acts, on which request and why. Ends with the transaction."""
        with self.cursor() as cursor:
            cursor.execute(
                "select set_config('threshold.person', %s, true),"
                " set_config('threshold.request', %s, true), set_config('threshold.reason', %s, true)",
                [person, request, reason],
            )
        self.introduced = (person, request, reason)

    def close(self):
        """Close the present connection and all parked ones."""
        super().close()
        if not self.in_atomic_block:
            parked, self._parked = self._parked, {}
            for connection, _close_at, _parked_at in parked.values():
                if connection is not None:
                    connection.close()

    def _nodb_cursor(self):
        # The maintenance connection is a new wrapper; it must carry this one's login, not the default.
        original, type(self).default_login = type(self).default_login, self.login
        try:
            return super()._nodb_cursor()
        finally:
            type(self).default_login = original


class _Swapped:
    def __init__(self, wrapper, login):
        self.wrapper, self.login = wrapper, login

    def __enter__(self):
        self.previous, self.introduced = self.wrapper.login, self.wrapper.introduced
        self.wrapper.become(self.login)
        return self.wrapper

    def __exit__(self, *exc):
        self.wrapper.become(self.previous)
        self.wrapper.introduced = self.introduced
