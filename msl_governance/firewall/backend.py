"""The first authentication backend: denies across the wall before any grant is looked at."""

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied

from . import grants
from .records import READERS, label_of


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
        if obj is not None and person.side not in READERS.get(label_of(type(obj)), ()):
            raise PermissionDenied
        return False


class SignIn(ModelBackend):
    """Checks names and passwords. There are no model-level permissions: roles and containers decide."""

    def get_all_permissions(self, user_obj, obj=None) -> set:
        """None, ever."""
        return set()

    def has_module_perms(self, user_obj, app_label) -> bool:
        """No, ever."""
        return False


class ContainerGrants:
    """Answers ``has_perm`` on a container from the direct grants of one's own side."""

    def authenticate(self, request, **credentials):
        """Signing in is not this backend's work."""
        return None

    def has_perm(self, person, permission, obj=None) -> bool:
        """Whether this permission was granted on this very object."""
        if obj is None or obj._meta.label not in grants.GRANTABLE:
            return False
        return obj.pk in grants.granted_ids(person, permission.rpartition(".")[2], obj._meta.label)
