"""The table of sessions: core's alone. The cookie's key is hashed, so a copy of the table opens nothing."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """A session; ``session_key`` holds the SHA-256 of the cookie's key."""

    label = "PLATFORM"
    extra_grants = {"platform": "", "core": "SELECT, INSERT, UPDATE, DELETE"}

    session_key = models.CharField(max_length=64, primary_key=True)

    @classmethod
    def get_session_store_class(cls):
        """The store that reads and writes this table."""
        from .sessions import SessionStore

        return SessionStore
