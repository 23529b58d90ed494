"""What medical has said of an account, with its reasons. The reasons stay; the words cross by door 1."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.shared.models.account_list import Addition, Influence, WordOnEntry
from msl_governance.firewall.records import MedicalRecord
from msl_governance.people.models import MedicalColleague


class InfluenceSetting(WordOnEntry, MedicalRecord):
    """One change of medical's words."""

    author = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    influence = models.CharField(
        _("clinical influence"), max_length=1, choices=Influence, null=True, blank=True
    )
    is_kol = models.BooleanField(_("key opinion leader"), null=True)

    class Meta(WordOnEntry.Meta):
        indexes = [models.Index(fields=["entry", "-set_at"], name="influence_of_entry")]


class MedicalAddition(Addition, MedicalRecord):
    """An account that medical put on the list."""

    author = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
