"""Second factors: an authenticator app, passkeys, recovery codes. Core's alone; the administrator cannot read them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.records import LabelledRecord, for_core_of_one_side


class Factor(LabelledRecord):
    """One way in which a person shows a second time who they are.

    No history: it would tell the platform side who signed in when. Whatever was made before the person's
    ``factors_void_before`` counts no more; that is how an administrator resets factors without touching them.
    """

    label = "PLATFORM"
    extra_grants = {"platform": "", "core": "SELECT, INSERT, UPDATE, DELETE"}
    row_policy = for_core_of_one_side("side = {side}")

    class Kind(models.TextChoices):
        APP = "app", _("Authenticator app")
        PASSKEY = "passkey", _("Passkey")
        CODES = "codes", _("Recovery codes")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=60)
    # Encrypted with the deployment's key, bound to the person: a secret copied to somebody else's row opens nothing.
    sealed = models.TextField()
    # SHA-256 of a passkey's credential id, by which it is found.
    digest = models.CharField(max_length=64, null=True, unique=True)
    # The last time step of an app's code, the last count of a passkey: what is not above it was used before.
    counter = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(kind="codes"), name="one_set_of_recovery_codes"
            )
        ]

    def __str__(self):
        return self.name
