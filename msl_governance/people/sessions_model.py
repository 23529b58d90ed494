"""The table of sessions: core's alone. The cookie's key is hashed, so a copy of the table opens nothing."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from msl_governance.firewall.records import for_core_of_one_side


class Session(AbstractBaseSession):
    """A session; ``session_key`` holds the SHA-256 of the cookie's key."""

    label = "PLATFORM"
    extra_grants = {"platform": "", "core": "SELECT, INSERT, UPDATE, DELETE"}

    row_policy = for_core_of_one_side("made_by = current_user::text")

    session_key = models.CharField(max_length=64, primary_key=True)
    # What one sees of one's own sessions: which they are is random, where from is rough.
    handle = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True, db_index=True)
    device = models.CharField(max_length=60, blank=True, db_default="")
    place = models.CharField(max_length=60, blank=True, db_default="")
    begun_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    # The database's role that wrote it: a process of one side reads and ends no session of another's.
    made_by = models.CharField(
        max_length=64,
        db_default=models.Func(template="CURRENT_USER", output_field=models.CharField()),
        editable=False,
    )

    is_present = False  # set on the list of one's own sessions: the one that asks

    @classmethod
    def get_session_store_class(cls):
        """The store that reads and writes this table."""
        from .sessions import SessionStore

        return SessionStore
