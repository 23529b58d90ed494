"""What commercial may begin with an HCP who is chosen first."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.shared import choosing
from accounts.shared.choosing import Purpose
from accounts.shared.selectors import Wish
from msl_governance.people.selectors import regions_worked

from .calls.selectors import called_lately

QUESTION = _("With whom? Accounts of your territory; from an account’s page this step is done already.")
PURPOSES = {
    "call": Purpose(
        "accounts_commercial:call_new", _("Log a detail call"), QUESTION,
        "accounts_commercial:calls", _("Detail calls"),
    ),
    "objective": Purpose(
        "accounts_commercial:objective_new", _("Set an objective"), QUESTION,
        "accounts_commercial:objectives", _("Objectives"),
    ),
}  # fmt: skip


def choice(request, name: str, words: str = ""):
    """The page on which the HCP is chosen, of one's territories. Raises ``Http404`` for a name that is no purpose."""
    if name not in PURPOSES:
        raise Http404
    wish = Wish(words=words, regions=tuple(regions_worked(request.user)))
    return choosing.choice(
        request, wish, name=name, purpose=PURPOSES[name], address="accounts_commercial:choose",
        nobody=_("Nobody like that in your territory"), lately=called_lately(request.user),
    )  # fmt: skip
