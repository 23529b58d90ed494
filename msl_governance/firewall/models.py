"""The ledger, the refusals, the door's own memory, and the manifest's fingerprint."""

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .records import LabelledRecord, OversightRecord, for_core_of_one_side


class Passage(OversightRecord):
    """One crossing of a door. Written by the door's own role alone; changed by nobody. What a door refused is in
    ``Refusal``: the refusing transaction is rolled back, and a row of its own with it.
    """

    append_only = True
    extra_grants = {"oversight": "SELECT"}

    door = models.PositiveSmallIntegerField(_("door"))
    crossing = models.CharField(_("crossing"), max_length=40)
    direction = models.CharField(_("direction"), max_length=40)
    at = models.DateTimeField(_("when"), db_default=Now())
    person_id = models.UUIDField(_("who"), null=True)
    # The matter, as the side knows it where it began, and as the other side does: one hand-off can be followed through
    # all its passages. Oversight reads both sides anyway; neither side learns the other's id, nor reads this table.
    reference_id = models.UUIDField(_("reference"), null=True)
    far_reference_id = models.UUIDField(_("reference on the far side"), null=True)
    basis = models.CharField(_("basis"), max_length=200)
    payload = models.TextField(_("payload"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [
            models.Index(fields=["-at", "id"], name="passage_at"),
            models.Index(fields=["reference_id"], name="passage_reference"),
            models.Index(fields=["far_reference_id"], name="passage_far_reference"),
            models.Index(fields=["person_id", "-at", "id"], name="passage_person"),
        ]


class Refusal(OversightRecord):
    """An attempt that the wall, a door, the screening or the policy refused. Core inserts; oversight reads."""

    class Kind(models.TextChoices):
        WALL = "wall", _("Across the wall")
        POLICY = "policy", _("Not this role’s")
        SCREENING = "screening", _("Screening, on sending")
        TYPING = "typing", _("Screening, while typing")
        DOOR = "door", _("Door")
        GRANT = "grant", _("Permission across")
        DATABASE = "database", _("Refused by the database")

    append_only = True
    extra_grants = {"core": "INSERT", "oversight": "SELECT"}
    row_policy = for_core_of_one_side("side = {side} OR (side = '' AND person_id IS NULL)")

    # Not a default of the database: that would be read back, and core may insert but not read.
    at = models.DateTimeField(_("when"), default=timezone.now)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    place = models.CharField(_("place"), max_length=200)
    person_id = models.UUIDField(_("who"), null=True)
    side = models.CharField(_("side"), max_length=12, blank=True)
    request_id = models.CharField(_("request"), max_length=40, blank=True)
    detail = models.JSONField(_("rules"), default=list)
    text = models.TextField(_("text"), blank=True)
    # What is noted once however often it happens. Within a side: a key of the other side's must not be found taken.
    once = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["-at", "id"], name="refusal_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["side", "once"], condition=~models.Q(once=""), name="refused_once"
            )
        ]


class Correspondence(LabelledRecord):
    """Which near record became which far record. Door roles alone read it; neither side ever does."""

    label = "DOOR"
    append_only = True

    crossing = models.CharField(max_length=40)
    near_id = models.UUIDField()
    far_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["crossing", "near_id"], name="crosses_once"),
            models.UniqueConstraint(fields=["crossing", "far_id"], name="arrives_once"),
        ]


class Manifest(LabelledRecord):
    """Fingerprint of the grant manifest last applied, and how the wall stood then: without either no process starts."""

    label = "DOOR"
    extra_grants = {"core": "SELECT"}

    fingerprint = models.CharField(max_length=64)
    standing = models.JSONField(default=dict)
    applied_at = models.DateTimeField(db_default=Now())
