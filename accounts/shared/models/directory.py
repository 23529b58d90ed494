"""The directory: who the doctors are. Both sides read it; the steward alone changes it."""

import re
from typing import Self, cast
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.records import SharedRecord

from ..names import ACCENTED, PLAIN

DOCTORS = {"MD", "DO", "PHD", "PHARMD", "DDS", "DMD", "DPM", "OD", "DNP", "PSYD", "MBBS"}


def folded_column(*names: str) -> models.GeneratedField:
    """Names in small letters without accents, for searching. ``unaccent`` is not immutable; this is."""
    text = " || ' ' || ".join(names)
    expression = models.Func(
        *(models.F(name) for name in names),
        template=f"lower(translate({text}, '{ACCENTED}', '{PLAIN}'))",
        output_field=models.TextField(),
    )
    return models.GeneratedField(expression=expression, output_field=models.TextField(), db_persist=True)


def unnumbered_index(name: str, *order: str) -> models.Index:
    """Accounts without an NPI in the order of their lists: few, and the ones that may be somebody's duplicate."""
    return models.Index(fields=[*order, "id"], name=name, condition=models.Q(npi__isnull=True))


def merged_index(name: str) -> models.Index:
    """Finds what was merged into an account; of the others, which are nearly all, it holds nothing."""
    return models.Index(fields=["merged_into"], name=name, condition=models.Q(merged_into__isnull=False))


class Account(SharedRecord):
    """What an HCP and an organisation have in common: a number, a place, and a standing in the directory."""

    npi = models.CharField(_("NPI"), max_length=10, null=True, blank=True, unique=True)
    # A duplicate leads to the record that stands for both. One step, never a chain: see ``same_as``.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False, db_index=False,
        verbose_name=_("merged into"),
    )  # fmt: skip
    merged_into_id: UUID | None
    city = models.CharField(_("city"), max_length=100, blank=True)
    region = models.CharField(_("state"), max_length=10, blank=True)
    country = models.CharField(_("country"), max_length=2, default="US")
    deactivated_on = models.DateField(_("NPI deactivated on"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def account_id(self) -> UUID:
        """Id of the record that stands for this one: its own, or that of what it was merged into."""
        return cast("UUID", self.merged_into_id or self.pk)

    @property
    def current(self) -> Self:
        """The record that stands for this one."""
        return cast("Self", self.merged_into or self)

    @property
    def place(self) -> str:
        """City and state, as far as known."""
        return ", ".join(part for part in (self.city, self.region) if part)


class Organisation(Account):
    """A hospital, practice, health system or committee (HCO)."""

    class Kind(models.TextChoices):
        HOSPITAL = "hospital", _("Hospital")
        PRACTICE = "practice", _("Practice")
        HEALTH_SYSTEM = "health_system", _("Health system")
        COMMITTEE = "committee", _("P&T committee")
        OTHER = "other", _("Other organisation")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("part of")
    )
    search_name = folded_column("name")

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            merged_index("organisation_merged"),
            unnumbered_index("organisation_without_npi", "name"),
            GinIndex(OpClass("search_name", name="gin_trgm_ops"), name="organisation_search_trgm"),
            models.Index(fields=["name", "id"], name="organisation_page"),
            models.Index(fields=["region", "name", "id"], name="organisation_region_page"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_committee(self) -> bool:
        """Whether people sit on it rather than work there."""
        return self.kind == self.Kind.COMMITTEE


class Hcp(Account):
    """A healthcare professional. ``npi`` carries a Luhn check digit over 80840 (45 CFR 162.406)."""

    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100)
    credentials = models.CharField(_("credentials"), max_length=60, blank=True)
    specialty_code = models.CharField(_("NUCC taxonomy code"), max_length=10, blank=True)
    specialty = models.CharField(_("specialty"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    sort_name = models.GeneratedField(
        expression=models.Func(
            models.F("last_name"),
            models.F("first_name"),
            template="lower(last_name || ' ' || first_name)",
            output_field=models.TextField(),
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    search_name = folded_column("last_name", "first_name")

    class Meta:
        verbose_name = _("healthcare professional")
        verbose_name_plural = _("healthcare professionals")
        ordering = ["sort_name", "id"]
        indexes = [
            merged_index("hcp_merged"),
            unnumbered_index("hcp_without_npi", "sort_name"),
            GinIndex(OpClass("search_name", name="gin_trgm_ops"), name="hcp_search_trgm"),
            models.Index(fields=["sort_name", "id"], name="hcp_page"),
            models.Index(fields=["region", "sort_name", "id"], name="hcp_region_page"),
            models.Index(fields=["specialty", "sort_name", "id"], name="hcp_specialty_page"),
        ]

    def __str__(self):
        return self.display_name

    @property
    def display_name(self) -> str:
        """“Dr. First Last” where the credentials are a doctor's, “First Last” otherwise."""
        titles = set(re.split(r"[^A-Z]+", self.credentials.upper().replace(".", "")))
        name = f"{self.first_name} {self.last_name}".strip()
        return f"Dr. {name}" if titles & DOCTORS else name

    @property
    def initials(self) -> str:
        """For the round picture."""
        return (self.first_name[:1] + self.last_name[:1]).upper()


class Affiliation(SharedRecord):
    """An HCP's place at an organisation, from when to when as far as known; no end means that it holds today."""

    class Seat(models.TextChoices):
        NONE = "", _("None")
        CHAIR = "chair", _("Chair")
        MEMBER = "member", _("Member")
        SECRETARY = "secretary", _("Secretary")

    hcp = models.ForeignKey(Hcp, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="affiliations")
    role = models.CharField(_("role"), max_length=100, blank=True)
    seat = models.CharField(
        _("seat on the committee"), max_length=10, choices=Seat, blank=True, default="", db_default=""
    )
    is_primary = models.BooleanField(_("primary"), default=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = [models.F("until").desc(nulls_first=True), "-is_primary", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hcp", "organisation"],
                condition=models.Q(until__isnull=True),
                name="one_affiliation_per_place",
            ),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="affiliation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(is_primary=False),
                name="only_a_place_of_today_is_primary",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it holds today, as far as the directory knows."""
        return self.until is None


class ScientificTopic(SharedRecord):
    """A topic of science, from a list that medical and commercial both know."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    disease_area = models.CharField(_("disease area"), max_length=120, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Holiday(SharedRecord):
    """A day that is no business day in a country."""

    date = models.DateField(_("date"))
    country = models.CharField(_("country"), max_length=2, default="US")
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["date", "country"], name="one_holiday_a_day")]
