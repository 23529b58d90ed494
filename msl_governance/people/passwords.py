"""Passwords as models: who asked for a mail, and the tokens that were mailed."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from msl_governance.firewall.records import LabelledRecord, for_core_of_one_side


class PasswordRequest(LabelledRecord):
    """Somebody typed a user name and wants a mail. Written without looking whether anybody has that name.

    Core writes it and cannot read it; the platform side looks, mails and deletes. So the answer is the same, and takes
    the same time, for a name that exists and for one that does not.
    """

    label = "PLATFORM"
    extra_grants = {"core": "INSERT"}
    row_policy = for_core_of_one_side("side = lower({side})")

    username = models.CharField(max_length=150)
    side = models.CharField(max_length=12, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    # The platform side's own: the first link of somebody new, which lives for days.
    invitation = models.BooleanField(default=False)


class PasswordToken(LabelledRecord):
    """A link that was mailed, as the SHA-256 of its token. Core cannot read or make one; it opens once."""

    label = "PLATFORM"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
