"""What each side keeps beside its lists: filters of a person, and who took rows out. Abstract: a side has its own table."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.querysets import PersonalQuerySet, SideQuerySet

NAME_LENGTH = 60


class KeptFilter(models.Model):
    """A filter that one person keeps under a name. The database itself shows it to nobody else."""

    row_policy = history_policy = "person_id = nullif(current_setting('threshold.person', true), '')::uuid"

    person_id = models.UUIDField(editable=False)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    # What is asked for by field, as ``Narrowing.asked`` has it.
    asked = models.JSONField(default=dict)
    kept_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PersonalQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["person_id", "name"], name="%(class)s_one_a_name")]


class ExportQuerySet(SideQuerySet):
    """Exports: oversight reads all, everybody else their own."""

    def in_scope_of(self, person):
        """One's own, unless one oversees."""
        return self if person.side == "OVERSIGHT" else self.filter(person_id=person.pk)


class TakenOut(models.Model):
    """One export: what was asked for, in words, and how many rows left the product. Never what they held."""

    class File(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    append_only = True

    file = models.CharField(_("file"), max_length=4, choices=File, default=File.CSV)
    # The filter by field, and as sentences that stand when a topic or an account has another name.
    asked = models.JSONField(default=dict)
    told = models.JSONField(default=list)
    rows = models.PositiveIntegerField(_("rows"))
    exported_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ExportQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-exported_at", "id"]
        indexes = [models.Index(fields=["-exported_at", "-id"], name="%(class)s_page")]
