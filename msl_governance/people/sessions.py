"""Session engine: Django's database sessions with the key hashed at rest and an idle end."""

import time
from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import ip_address, ip_network
from uuid import UUID, uuid5

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from .lockout import address_of

NAMESPACE = UUID("5b0c1b7e-58a2-4a0e-9a4b-3d1d3a7f7c11")
TOUCHED, MARK, BOUND = "_touched", "_mark", "_bound"
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip
TOUCH_EVERY_SECONDS = 60


class SessionStore(DatabaseStore):
    """As Django's, but the table holds SHA-256 of the key, to which the signed data is bound; use moves the end."""

    @classmethod
    def get_model_class(cls):
        """Our table."""
        from .models import Session

        return Session

    def load(self):
        """Load, and mark the session for saving once a minute so that idle time counts from last use."""
        data = super().load()
        if data and data.pop(BOUND, "") != _hashed(self.session_key):
            # Copied from another row: whoever can write the table would be whom they like.
            self._session_key = None
            return {}
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
        key = _hashed(self._get_or_create_session_key())
        row = super().create_model_instance(data | {BOUND: key})
        row.session_key = key
        mark = data.get(MARK)
        if mark:
            row.handle, row.person_id = UUID(mark["handle"]), data.get(SESSION_KEY)
            row.device, row.place = mark["device"], mark["place"]
            row.begun_at = _moment(mark["begun"])
            row.used_at = _moment(data.get(TOUCHED) or mark["begun"])
        return row


def mark(request) -> None:
    """Note in a new session what its owner will see of it: when, on what, and roughly where from."""
    device, place = device_of(request.headers.get("User-Agent", "")), place_of(address_of(request))
    begun = int(time.time())
    handle = str(uuid5(NAMESPACE, f"{request.session.get(SESSION_KEY)} {begun} {device} {place}"))
    request.session[MARK] = {"handle": handle, "device": device, "place": place, "begun": begun}


def device_of(agent: str) -> str:
    """Browser and system in two words, as far as the browser says."""
    browser = next((name for word, name in BROWSERS if word in agent), "")
    system = next((name for word, name in SYSTEMS if word in agent), "")
    return ", ".join(word for word in (browser, system) if word)


def place_of(address: str) -> str:
    """The network an address lies in: enough to recognise one's own, too little to follow anybody."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))


def _moment(seconds: float):
    return datetime.fromtimestamp(seconds, tz=UTC)


def _hashed(key: str) -> str:
    return sha256(key.encode()).hexdigest()
