"""The shared account list: for a product and an area, who matters. Two tiers, each set by its own side.

Every column that a side can set is a choice, a switch or a reference: there is no text and no number in
which a volume, a decile or a target could cross.
"""

from typing import cast
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.querysets import SideQuerySet
from msl_governance.firewall.records import SharedRecord

from .directory import Hcp, Organisation


class Product(SharedRecord):
    """A product of the company, by brand and substance."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    substance = models.CharField(_("substance"), max_length=120, blank=True)
    disease_area = models.CharField(_("disease area"), max_length=120, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Area(SharedRecord):
    """A part of the country that both sides call by one name; each side cuts its own territories."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    regions = ArrayField(models.CharField(max_length=10), verbose_name=_("states"), default=list)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Influence(models.TextChoices):
    """Clinical influence: medical's word."""

    NATIONAL = "1", _("Tier 1, national")
    REGIONAL = "2", _("Tier 2, regional")
    LOCAL = "3", _("Tier 3, local")


class Importance(models.TextChoices):
    """Commercial importance: commercial's word."""

    A = "A", _("A")
    B = "B", _("B")
    C = "C", _("C")


class Barrier(models.TextChoices):
    """The root of what keeps patients from the right treatment: it says whose work it is."""

    NONE = "none", _("No barrier")
    SCIENTIFIC = "scientific", _("Scientific")
    ACCESS = "access", _("Access")
    COMMERCIAL = "commercial", _("Commercial")


class InOnesAreas(SideQuerySet):
    """Entries of the areas that lie, at least in part, in territories one works."""

    def in_scope_of(self, person):
        """Oversight reads all; the sides by territory."""
        from msl_governance.people.selectors import regions_worked

        if person.side == "OVERSIGHT":
            return self
        return self.filter(area__regions__overlap=regions_worked(person))


class ListEntry(SharedRecord):
    """One account on the list of a product in an area. Written by the sides' doors alone."""

    # Its history would tell one side when the other was at work; it is oversight's.
    written_by_door = True

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    influence = models.CharField(
        _("clinical influence"), max_length=1, choices=Influence, blank=True, default="", db_default=""
    )
    importance = models.CharField(
        _("commercial importance"), max_length=1, choices=Importance, blank=True, default="", db_default=""
    )
    barrier = models.CharField(
        _("root of the barrier"), max_length=10, choices=Barrier, blank=True, default="", db_default=""
    )
    is_kol = models.BooleanField(_("key opinion leader"), default=False, db_default=False)
    is_listed = models.BooleanField(_("on the list"), default=True, db_default=True)

    objects = InOnesAreas.as_manager()

    class Meta:
        verbose_name = _("entry of the account list")
        verbose_name_plural = _("entries of the account list")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hcp__isnull=True) ^ models.Q(organisation__isnull=True),
                name="entry_is_person_or_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(is_kol=False) | models.Q(hcp__isnull=False), name="only_people_are_kol"
            ),
            models.UniqueConstraint(fields=["product", "area", "hcp"], name="one_entry_a_person"),
            models.UniqueConstraint(
                fields=["product", "area", "organisation"], name="one_entry_an_organisation"
            ),
        ]

    @property
    def account(self):
        """The HCP or the organisation."""
        return self.hcp or self.organisation

    def __str__(self):
        return str(self.account)


# Columns of an entry that a side may set, in the order in which they are told.
WORDS = ("influence", "importance", "is_kol", "barrier", "is_listed")


class WordOnEntry(models.Model):
    """The shape of a side's own record of what it said of an entry. What is NULL was left as it stood."""

    append_only = True

    entry = models.ForeignKey(ListEntry, on_delete=models.PROTECT, related_name="+")
    barrier = models.CharField(
        _("root of the barrier"), max_length=10, choices=Barrier, null=True, blank=True
    )
    is_listed = models.BooleanField(_("on the list"), null=True)
    note = models.TextField(_("reason"), max_length=1000, blank=True)
    set_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
        ordering = ["-set_at", "id"]

    @property
    def said(self) -> list[str]:
        """What changed, in words: the field and what it was set to."""
        said = {name: getattr(self, name, None) for name in WORDS}
        return [self._told(name, value) for name, value in said.items() if value is not None]

    def _told(self, name: str, value) -> str:
        field = cast("models.Field", self._meta.get_field(name))
        words = dict(field.flatchoices) if field.choices else {True: gettext("yes"), False: gettext("no")}
        return f"{capfirst(str(field.verbose_name))}: {words.get(value, gettext('not set'))}"


class Addition(models.Model):
    """The shape of a side's own record of an account that it put on the list."""

    append_only = True

    # The key that the entry gets: shared, and so known on both sides.
    entry_key = models.UUIDField(default=uuid4, unique=True, editable=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
        ordering = ["-added_at", "id"]
