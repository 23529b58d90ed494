"""What a steward decides about the shared directory, and what of it goes through door 5. Oversight's alone.

A decision stands first; each row below names one shared record and says what becomes of it. The shared record takes
over the declared columns and learns neither who decided nor who proposed it. What is NULL stays as it is.
"""

from __future__ import annotations

from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Affiliation, Hcp, ListEntry, Organisation
from accounts.shared.models.account_list import Barrier, Importance, Influence
from accounts.shared.proposing.shapes import Answer, Reason
from msl_governance.firewall.records import OversightRecord


class CareDecision(OversightRecord):
    """One decision about the directory."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Merged")
        SEPARATE = "separate", _("Separated again")
        DISTINCT = "distinct", _("Not the same")
        CHANGE = "change", _("Changed")
        ADD = "add", _("Added")

    append_only = True

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    author_id = models.UUIDField(_("who"))
    made_at = models.DateTimeField(_("when"), db_default=Now(), editable=False)
    # What it is about: of a merge the record that stands for both.
    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    other_hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, null=True, related_name="+")
    other_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "id"]
        indexes = [models.Index(fields=["-made_at", "-id"], name="care_decision_page")]

    @property
    def account(self) -> Hcp | Organisation | None:
        """What it is about."""
        return self.hcp or self.organisation

    @property
    def other(self) -> Hcp | Organisation | None:
        """What was merged into it, or is not the same."""
        return self.other_hcp or self.other_organisation


class Change(models.Model):
    """The shape of what becomes of one shared record. ``before`` is how its changed columns stood."""

    append_only = True

    decision = models.ForeignKey(CareDecision, on_delete=models.PROTECT, related_name="+")
    author_id = models.UUIDField(_("who"))
    before = models.JSONField(_("before"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        abstract = True


class HcpFacts(models.Model):
    """Facts of an HCP that a steward sets."""

    first_name = models.CharField(_("first name"), max_length=100, null=True, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, null=True, blank=True)
    credentials = models.CharField(_("credentials"), max_length=60, null=True, blank=True)
    specialty_code = models.CharField(_("NUCC taxonomy code"), max_length=10, null=True, blank=True)
    specialty = models.CharField(_("specialty"), max_length=100, null=True, blank=True)
    city = models.CharField(_("city"), max_length=100, null=True, blank=True)
    region = models.CharField(_("state"), max_length=10, null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=40, null=True, blank=True)
    email = models.EmailField(_("e-mail"), null=True, blank=True)

    class Meta:
        abstract = True


class OrganisationFacts(models.Model):
    """Facts of an organisation that a steward sets."""

    name = models.CharField(_("name"), max_length=200, null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Organisation.Kind, null=True, blank=True)
    city = models.CharField(_("city"), max_length=100, null=True, blank=True)
    region = models.CharField(_("state"), max_length=10, null=True, blank=True)
    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class AffiliationFacts(models.Model):
    """Facts of an affiliation that a steward sets."""

    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(_("role"), max_length=100, null=True, blank=True)
    seat = models.CharField(
        _("seat on the committee"), max_length=10, choices=Affiliation.Seat, null=True, blank=True
    )
    is_primary = models.BooleanField(_("primary"), null=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True


class HcpChange(Change, HcpFacts, OversightRecord):
    """An HCP gets other facts, or leads to another record from now on."""

    target = models.ForeignKey(Hcp, on_delete=models.PROTECT, related_name="+")
    merged_into = models.ForeignKey(Hcp, on_delete=models.PROTECT, null=True, related_name="+")


class NewHcp(Change, HcpFacts, OversightRecord):
    """An HCP whom the directory did not have."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    country = models.CharField(_("country"), max_length=2, default="US")


class HcpSeparation(Change, OversightRecord):
    """An HCP stands by itself again."""

    target = models.ForeignKey(Hcp, on_delete=models.PROTECT, related_name="+")


class OrganisationChange(Change, OrganisationFacts, OversightRecord):
    """An organisation gets other facts, or leads to another record from now on."""

    target = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    merged_into = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")


class NewOrganisation(Change, OrganisationFacts, OversightRecord):
    """An organisation that the directory did not have."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    country = models.CharField(_("country"), max_length=2, default="US")


class OrganisationSeparation(Change, OversightRecord):
    """An organisation stands by itself again."""

    target = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")


class AffiliationChange(Change, AffiliationFacts, OversightRecord):
    """An affiliation ends, gets other facts, or goes over to the record that stands for its HCP."""

    target = models.ForeignKey(Affiliation, on_delete=models.PROTECT, related_name="+")


class NewAffiliation(Change, AffiliationFacts, OversightRecord):
    """An affiliation that the directory did not have."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")


class EntryChange(Change, OversightRecord):
    """An entry of the account list follows its account: it goes over, or leaves its tiers to the one that is there."""

    target = models.ForeignKey(ListEntry, on_delete=models.PROTECT, related_name="+")
    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    influence = models.CharField(
        _("clinical influence"), max_length=1, choices=Influence, null=True, blank=True
    )
    importance = models.CharField(
        _("commercial importance"), max_length=1, choices=Importance, null=True, blank=True
    )
    is_kol = models.BooleanField(_("key opinion leader"), null=True)
    barrier = models.CharField(
        _("root of the barrier"), max_length=10, choices=Barrier, null=True, blank=True
    )
    is_listed = models.BooleanField(_("on the list"), null=True)


class GivenAnswer(models.Model):
    """The shape of an answer to a proposal: a word from a list, so that nothing else can go back with it."""

    append_only = True

    author_id = models.UUIDField(_("who"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    given_at = models.DateTimeField(db_default=Now(), editable=False)
    decision = models.ForeignKey(CareDecision, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class MedicalAnswer(GivenAnswer, OversightRecord):
    """What became of a proposal of medical's."""

    proposal = models.ForeignKey(
        "accounts_medical.MedicalProposal", on_delete=models.PROTECT, related_name="+"
    )


class CommercialAnswer(GivenAnswer, OversightRecord):
    """What became of a proposal of commercial's."""

    proposal = models.ForeignKey(
        "accounts_commercial.CommercialProposal", on_delete=models.PROTECT, related_name="+"
    )
