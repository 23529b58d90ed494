"""Labels. A model gets its side from the class it inherits, and from nothing else.

The label decides who may ever read the table: ``database/manifest.py`` turns it into grants, ``checks.py``
refuses a model without one, and the worlds of the proof are generated from it.
"""

from uuid import uuid4

from django.db import models
from simple_history.models import HistoricalRecords

from .querysets import SideQuerySet

MEDICAL, COMMERCIAL, SHARED, JOINT, OVERSIGHT, PLATFORM = (
    "MEDICAL",
    "COMMERCIAL",
    "SHARED",
    "JOINT",
    "OVERSIGHT",
    "PLATFORM",
)
LABELS = (MEDICAL, COMMERCIAL, SHARED, JOINT, OVERSIGHT, PLATFORM)
# Which side reads which label: the one place where it is said.
READERS: dict[str, tuple[str, ...]] = {
    MEDICAL: ("MEDICAL", "OVERSIGHT"),
    COMMERCIAL: ("COMMERCIAL", "OVERSIGHT"),
    SHARED: ("MEDICAL", "COMMERCIAL", "OVERSIGHT"),
    JOINT: ("MEDICAL", "COMMERCIAL", "OVERSIGHT"),
    OVERSIGHT: ("OVERSIGHT",),
    PLATFORM: ("PLATFORM",),
}


def history() -> HistoricalRecords:
    """History read through django-simple-history and written by our triggers alone."""
    return HistoricalRecords(inherit=True, history_user_id_field=models.UUIDField(null=True))


def for_core_of_one_side(rows: str) -> str:
    """A row policy: the core of one side gets ``rows``, whoever else holds a grant gets every row.

    In ``rows``, ``{side}`` is that core's side in capitals. PostgreSQL applies it to what is written as well.
    """
    side = "upper(substr(current_user::text, length('threshold_core_') + 1))"
    mine = rows.replace("{side}", side)
    return f"CASE WHEN starts_with(current_user::text, 'threshold_core_') THEN {mine} ELSE true END"


class LabelledRecord(models.Model):
    """Root of all labelled records. Inherit one of the classes below, never this one.

    ``extra_grants`` adds privileges beyond the label's, as ``{"core": "SELECT"}``; checks refuse one that
    lets a side read across. ``row_policy`` narrows all grants to rows, ``history_policy`` those of the history table.
    ``readers`` are the sides for which
    ``visible_to`` answers at all.
    """

    label: str = ""
    readers: tuple[str, ...] = ()
    extra_grants: dict[str, str] = {}
    row_policy = history_policy = "true"
    append_only = False

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    objects = SideQuerySet.as_manager()

    class Meta:
        abstract = True


class MedicalRecord(LabelledRecord):
    """Medical's own. No commercial login holds any privilege on its table."""

    label = MEDICAL
    readers = READERS[MEDICAL]
    history = history()

    class Meta:
        abstract = True


class CommercialRecord(LabelledRecord):
    """Commercial's own. No medical login holds any privilege on its table."""

    label = COMMERCIAL
    readers = READERS[COMMERCIAL]
    history = history()

    class Meta:
        abstract = True


class SharedRecord(LabelledRecord):
    """Read by both sides, changed by the steward alone, so that no change by a side shows on it."""

    label = SHARED
    readers = READERS[SHARED]
    history = history()

    class Meta:
        abstract = True


class JointRecord(LabelledRecord):
    """A room with a guest list: committee and escalations. States its grants itself, under row policies."""

    label = JOINT
    readers = READERS[JOINT]
    history = history()

    class Meta:
        abstract = True


class OversightRecord(LabelledRecord):
    """Compliance's and legal's own: ledger, refusals, reviews."""

    label = OVERSIGHT
    readers = READERS[OVERSIGHT]
    history = history()

    class Meta:
        abstract = True


class PlatformRecord(LabelledRecord):
    """People, territories and settings: the administrator's, and never business content."""

    label = PLATFORM
    readers = READERS[PLATFORM]
    history = history()

    class Meta:
        abstract = True


def label_of(model) -> str:
    """Label of a model, of its history table, or an empty string where it has none."""
    base = getattr(model, "instance_type", model)
    return getattr(base, "label", "") if isinstance(getattr(base, "label", ""), str) else ""


def is_history(model) -> bool:
    """Whether the model is a history table made by django-simple-history."""
    return hasattr(model, "instance_type")
