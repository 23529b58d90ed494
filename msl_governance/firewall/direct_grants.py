"""Direct-foreign-key permission rows: the shape of the tables that ``grants.py`` fills."""

from django.conf import settings
from django.db import models
from guardian.models import UserObjectPermissionBase


class DirectGrant(UserObjectPermissionBase):
    """One permission of one person on one container; subclasses add ``content_object`` and a label.

    The person has no way back: a list of grants hanging on people would be an index of hidden records.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True
