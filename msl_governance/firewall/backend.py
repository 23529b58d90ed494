"""The first authentication backend: denies across the wall before any grant is looked at."""

from django.core.exceptions import PermissionDenied

from .records import label_of

LABEL_READERS = {
    "MEDICAL": {"MEDICAL", "OVERSIGHT"},
    "COMMERCIAL": {"COMMERCIAL", "OVERSIGHT"},
    "SHARED": {"MEDICAL", "COMMERCIAL", "OVERSIGHT"},
    "JOINT": {"MEDICAL", "COMMERCIAL", "OVERSIGHT"},
    "OVERSIGHT": {"OVERSIGHT"},
    "PLATFORM": {"PLATFORM"},
}


class WallFirst:
    """Never grants anything. Raises where the wall stands between the person and the object."""

    def authenticate(self, request, **credentials):
        """Signing in is the next backend's work."""
        return None

    def has_perm(self, person, permission, obj=None) -> bool:
        """False on one's own side (later backends decide), ``PermissionDenied`` across the wall.

        A forged ``is_superuser`` object gets the same answer as everybody else: there are no superusers.
        """
        if getattr(person, "is_superuser", False) or not getattr(person, "is_active", False):
            raise PermissionDenied
        if obj is not None and person.side not in LABEL_READERS.get(label_of(type(obj)), set()):
            raise PermissionDenied
        return False
