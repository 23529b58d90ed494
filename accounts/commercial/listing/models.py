"""What commercial has said of an account, with its reasons. The reasons stay; the words cross by door 1."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.shared.models.account_list import Addition, Importance, WordOnEntry
from msl_governance.firewall.records import CommercialRecord
from msl_governance.people.models import CommercialColleague


class ImportanceSetting(WordOnEntry, CommercialRecord):
    """One change of commercial's words."""

    author = models.ForeignKey(
        CommercialColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    importance = models.CharField(
        _("commercial importance"), max_length=1, choices=Importance, null=True, blank=True
    )

    class Meta(WordOnEntry.Meta):
        indexes = [models.Index(fields=["entry", "-set_at"], name="importance_of_entry")]


class CommercialAddition(Addition, CommercialRecord):
    """An account that commercial put on the list."""

    author = models.ForeignKey(
        CommercialColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
