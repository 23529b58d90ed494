"""What must hold before two records of the directory are made one, or two again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SAME = _("These are one record already.")
KINDS = _("A person and an organisation cannot be made one.")
MERGED = _("One of the two was merged meanwhile. Open the list again.")
NOT_UNDONE = _(
    "This merge cannot be taken back: it was taken back already, or the account was merged further since."
)
ANSWERED = _("This proposal has been answered already.")
NOTHING = _("Nothing would change: the directory says so already.")
NOT_REPORTED = _("That proposal is about something else. Open the two accounts from the proposal itself.")
BEFORE = _("That is before the affiliation began. Choose a later day.")
GONE = _("This is not in the directory any more. Decline the proposal.")


def check_merge(duplicate, survivor) -> None:
    """Raise ``ValidationError`` where the two cannot be made one."""
    if type(duplicate) is not type(survivor):
        raise ValidationError(KINDS)
    if duplicate.pk == survivor.pk:
        raise ValidationError(SAME)
    if duplicate.merged_into_id or survivor.merged_into_id:
        raise ValidationError(MERGED)


def taken_over(entry, twin) -> dict:
    """Columns of ``twin``'s that it lacks and the duplicate's ``entry`` has; of an entry that was taken off none."""
    if not entry.is_listed:
        return {}
    names = ("influence", "importance", "barrier", "is_kol")
    return {name: getattr(entry, name) for name in names if getattr(entry, name) and not getattr(twin, name)}


def to_go_back(row, target, columns: tuple[str, ...]) -> dict:
    """Columns that a change set and that still stand as it set them, with how they stood before it.

    A place that has ended since is nobody's primary one any more.
    """
    names = [name for name in columns if name in row.before and getattr(row, name) is not None]
    if getattr(target, "until", None):
        names = [name for name in names if name != "is_primary"]
    return {name: row.before[name] for name in names if getattr(target, name) == getattr(row, name)}
