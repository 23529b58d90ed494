"""Session engine: Django's database sessions with the key hashed at rest and an idle end."""

import time
from hashlib import sha256

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

TOUCHED = "_touched"
TOUCH_EVERY_SECONDS = 60


class SessionStore(DatabaseStore):
    """As Django's, but the table holds SHA-256 of the key, and use moves the end forward."""

    @classmethod
    def get_model_class(cls):
        """Our table."""
        from .models import Session

        return Session

    def load(self):
        """Load, and mark the session for saving once a minute so that idle time counts from last use."""
        data = super().load()
        if data and time.time() - data.get(TOUCHED, 0) > TOUCH_EVERY_SECONDS:
            data[TOUCHED] = int(time.time())
            self.modified = True
        return data

    def _get_session_from_db(self):
        key = _hashed(self.session_key)
        row = self.model.objects.filter(session_key=key, expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key):
        """Whether a session with this cookie key exists."""
        return super().exists(_hashed(session_key))

    def delete(self, session_key=None):
        """Delete by the cookie's key."""
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=_hashed(key)).delete()

    def create_model_instance(self, data):
        """The row to save."""
        row = super().create_model_instance(data)
        row.session_key = _hashed(self._get_or_create_session_key())
        return row


def _hashed(key: str) -> str:
    return sha256(key.encode()).hexdigest()
