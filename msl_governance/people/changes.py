"""Two persons for accounts: what one administrator asked for takes effect when somebody else confirms it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.records import PlatformRecord
from msl_governance.firewall.sides import Role


class AccountChange(PlatformRecord):
    """A new account, an account that comes back, or another role, waiting for a second person."""

    readers = ("OVERSIGHT", "PLATFORM")
    extra_grants = {"platform": "SELECT, INSERT, UPDATE", "oversight": "SELECT, UPDATE"}

    class Kind(models.TextChoices):
        NEW = "new", _("New account")
        RETURN = "return", _("Account comes back")
        ROLE = "role", _("Other role")

    class Decision(models.TextChoices):
        WAITS = "waits", _("Waits for a second person")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Refused")

    # Once decided, decided: nobody turns a refusal into a confirmation.
    locked_when = "OLD.decision = 'refused' OR OLD.applied_at IS NOT NULL"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    full_name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=30, choices=Role)
    asked_by_id = models.UUIDField(_("asked by"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, default=Decision.WAITS)
    decided_by_id = models.UUIDField(_("decided by"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decided_by_id=models.F("asked_by_id")), name="two_persons_are_two"
            ),
            models.CheckConstraint(
                condition=models.Q(decision="waits", decided_by_id=None, applied_at=None)
                | models.Q(decision="confirmed", decided_by_id__isnull=False)
                | models.Q(decision="refused", decided_by_id__isnull=False, applied_at=None),
                name="decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(decision="waits"), name="one_waiting_change"
            ),
        ]

    @property
    def opens_account(self) -> bool:
        """Whether somebody who cannot sign in will be able to: then a link to set a password is mailed."""
        return self.kind != self.Kind.ROLE

    def __str__(self):
        return str(self.get_kind_display())
