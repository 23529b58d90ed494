"""What medical may begin with an HCP who is chosen first."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.medical import selectors
from accounts.shared import choosing
from accounts.shared.choosing import Purpose
from accounts.shared.selectors import Wish

PURPOSES = {
    "report": Purpose(
        "accounts_medical:new", _("Log a scientific exchange"), _("Whom did you speak with?"),
        "accounts_medical:reports", _("Exchanges"),
    ),
    "visit": Purpose(
        "accounts_medical:visit_new", _("Plan a visit"), _("Whom do you mean to see?"),
        "accounts_shared:directory", _("Accounts"),
    ),
    "objective": Purpose(
        "accounts_medical:objective_new", _("New objective"), _("With whom is the scientific aim?"),
        "accounts_medical:objectives", _("Objectives"),
    ),
    "wish": Purpose(
        "accounts_medical:standing_new", _("Record a wish"), _("Who wishes to be kept informed?"),
        "accounts_medical:standing_requests", _("Standing requests"),
    ),
}  # fmt: skip


def choice(request, name: str, words: str = ""):
    """The page on which the HCP is chosen, of the whole directory. A name that is no purpose counts as “report”."""
    name = name if name in PURPOSES else "report"
    return choosing.choice(
        request, Wish(words=words), name=name, purpose=PURPOSES[name], address="accounts_medical:choose",
        nobody=_("Nobody like that"), lately=selectors.met_lately(request.user),
    )  # fmt: skip
