"""The shape of a proposal and of its answer. Abstract: a side has its own tables, and neither learns of the other's."""

from __future__ import annotations

from typing import cast

from django.db import models
from django.db.models.functions import Now
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.querysets import SideQuerySet

from ..models import Affiliation, Hcp, Organisation

# The directory's fields that can be proposed, in the order in which they are told.
FIELDS = (
    "first_name", "last_name", "name", "kind", "credentials", "specialty", "city", "region", "phone", "email",
    "role", "seat", "since", "until",
)  # fmt: skip


class Kind(models.TextChoices):
    """What is proposed."""

    CORRECT = "correct", _("Something is written wrongly")
    JOINED = "joined", _("A place or a committee is missing")
    LEFT = "left", _("No longer there")
    DUPLICATE = "duplicate", _("Twice in the directory")
    PERSON = "person", _("A person is missing")
    PLACE = "place", _("An organisation is missing")


class Source(models.TextChoices):
    """How somebody knows. A choice, so that nothing else can be said by it."""

    SELF = "self", _("The account told me")
    OFFICE = "office", _("Their office told me")
    WEBSITE = "website", _("It stands on their website")
    REGISTER = "register", _("It stands in the NPI registry")
    MAIL = "mail", _("A letter or an e-mail came back")


class Answer(models.TextChoices):
    """What became of a proposal."""

    MADE = "made", _("Made")
    DECLINED = "declined", _("Declined")


class Reason(models.TextChoices):
    """Why a proposal was declined. A choice: no words go back."""

    NOT_SO = "not_so", _("The steward found it otherwise")
    STANDS = "stands", _("The directory says so already")
    UNCLEAR = "unclear", _("It was not clear what to change")
    TWO = "two", _("These are two accounts")


class ProposalQuerySet(SideQuerySet):
    """Proposals: oversight reads all, everybody else their own."""

    def in_scope_of(self, person):
        """One's own, unless one oversees."""
        return self if person.side == "OVERSIGHT" else self.filter(author_id=person.pk)


class Proposal(models.Model):
    """One proposal: what it is about, and fields of the directory. ``values`` holds directory fields and no others."""

    append_only = True

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    source = models.CharField(_("how you know"), max_length=10, choices=Source)
    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    other_hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, null=True, related_name="+")
    other_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    affiliation = models.ForeignKey(Affiliation, on_delete=models.PROTECT, null=True, related_name="+")
    values = models.JSONField(_("proposed"), default=dict)
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-proposed_at", "id"]
        indexes = [models.Index(fields=["-proposed_at", "-id"], name="%(class)s_page")]

    @property
    def account(self) -> Hcp | Organisation | None:
        """What it is about; None where that is missing in the directory."""
        return self.hcp or self.organisation

    @property
    def other(self) -> Hcp | Organisation | None:
        """Of a duplicate the one it is the same as, of a place that is missing that place."""
        return self.other_hcp or self.other_organisation

    @property
    def told(self) -> list[tuple[str, str]]:
        """The proposed fields in words: the label and the value of each."""
        return [(label, value) for label, value, _stands in self.told_beside]

    @property
    def told_beside(self) -> list[tuple[str, str, str]]:
        """The same, and what the account that is to be corrected says today."""
        place = self.kind == Kind.PLACE or (self.kind == Kind.CORRECT and self.organisation_id is not None)
        # What SQL of a side's own choosing put among the values is told to nobody, and must not stop this page.
        said = [(name, self.values[name]) for name in FIELDS if isinstance(self.values.get(name), str)]
        fields = [(_field(name, Organisation if place else Hcp), value) for name, value in said]
        today = self.account if self.kind == Kind.CORRECT else None
        return [
            (
                capfirst(str(field.verbose_name)),
                _said(field, value),
                _said(field, getattr(today, field.name, "")),
            )
            for field, value in fields
        ]


def _said(field: models.Field, value) -> str:
    return str(dict(field.flatchoices).get(value, value or ""))


def _field(name: str, model: type[models.Model]) -> models.Field:
    home = model if name in {f.name for f in model._meta.concrete_fields} else Affiliation
    return cast("models.Field", home._meta.get_field(name))


class ProposalStanding(models.Model):
    """The shape of what came of a proposal, as the door told it. No row means that it waits."""

    written_by_door = True

    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)

    class Meta:
        abstract = True
