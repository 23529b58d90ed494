"""Notices: one table per side, so that no sequence, count or size is shared across the wall."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.querysets import PersonalQuerySet
from msl_governance.firewall.records import CommercialRecord, MedicalRecord, OversightRecord


class Notice(models.Model):
    """Something that waits for one person. ``kind`` chooses the words; no content of a record is in it."""

    class Kind(models.TextChoices):
        INQUIRY_WAITS = "inquiry_waits", _("A scientific inquiry waits for you")
        INQUIRY_REASSIGNED = "inquiry_reassigned", _("A scientific inquiry was passed to you")
        CLOCK_NEAR = "clock_near", _("A scientific inquiry is due soon")
        CLOCK_OVERDUE = "clock_overdue", _("A scientific inquiry is overdue")
        INTEREST_TO_RELEASE = "interest_to_release", _("A scientific interest waits for release")
        INTEREST_RELEASED = "interest_released", _("A scientific interest was released to you")
        STANDING_CHANGED = "standing_changed", _("A scientific inquiry of yours has moved on")
        ADVERSE_EVENT = "adverse_event", _("A safety report waits to be forwarded")
        ESCALATED = "escalated", _("A hand-off was escalated to you")

    person_id = models.UUIDField(_("for"))
    kind = models.CharField(max_length=30, choices=Kind)
    url = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    # When its mail may leave: at once, or with the day's digest of the person, which is one mail for all of them.
    mail_after = models.DateTimeField(db_default=Now())
    in_digest = models.BooleanField(db_default=False)
    mail_failures = models.PositiveSmallIntegerField(db_default=0)
    unique_for = models.CharField(max_length=120, unique=True)

    objects = PersonalQuerySet.as_manager()

    # Whoever does not want to hear of these need not; the others are duties with a clock.
    OPTIONAL = (Kind.CLOCK_NEAR, Kind.INTEREST_RELEASED, Kind.STANDING_CHANGED)
    # Where the moment of the notice would tell when the other side acted, the page does not show it.
    UNDATED = (Kind.INTEREST_RELEASED, Kind.STANDING_CHANGED)
    ICONS = {
        Kind.CLOCK_NEAR: "clock",
        Kind.CLOCK_OVERDUE: "alert-triangle",
        Kind.ADVERSE_EVENT: "first-aid-kit",
        Kind.ESCALATED: "flag",
    }

    class Meta:
        abstract = True
        ordering = ["-made_at", "id"]
        indexes = [
            models.Index(fields=["person_id", "-made_at", "-id"], name="%(class)s_page"),
            models.Index(fields=["made_at"], condition=models.Q(mailed_at=None), name="%(class)s_unsent"),
        ]

    def __str__(self):
        return str(self.get_kind_display())

    @property
    def is_dated(self) -> bool:
        """Whether the page may show when it was made."""
        return self.kind not in self.UNDATED

    @property
    def icon(self) -> str:
        """Icon of the kind."""
        return self.ICONS.get(self.Kind(self.kind), "door-enter")


class MedicalNotice(Notice, MedicalRecord):
    """For people of the medical side."""


class CommercialNotice(Notice, CommercialRecord):
    """For people of the commercial side."""


class OversightNotice(Notice, OversightRecord):
    """For compliance and legal."""


class Choice(models.Model):
    """How one person wants to hear of one kind of notice by mail. Without a row it is at once."""

    class How(models.TextChoices):
        NOW = "now", _("At once")
        DAILY = "daily", _("Once a day")
        NEVER = "never", _("No mail")

    person_id = models.UUIDField()
    kind = models.CharField(max_length=30, choices=Notice.Kind)
    how = models.CharField(max_length=10, choices=How)

    objects = PersonalQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["person_id", "kind"], name="%(class)s_once")]

    def __str__(self):
        return str(self.get_how_display())


class MedicalChoice(Choice, MedicalRecord):
    """Of people of the medical side."""


class CommercialChoice(Choice, CommercialRecord):
    """Of people of the commercial side."""


class OversightChoice(Choice, OversightRecord):
    """Of compliance and legal."""
