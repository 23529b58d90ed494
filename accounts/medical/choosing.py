"""The choice of the HCP that comes before a form, where one did not come from the page of an account."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.shared import selectors as directory
from accounts.shared.selectors import Wish
from msl_governance.ui.htmx import page

MOST_WORDS, MOST_ROWS = 100, 12


@dataclass(frozen=True)
class Purpose:
    """What the HCP is chosen for: the form's address, its title, what is asked, and the list that it belongs to."""

    form: str
    title: str | Promise
    question: str | Promise
    place: str
    place_name: str | Promise


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
    """The page on which the HCP is chosen, with those closest to the words; the rows alone when htmx asks.

    A name that is no purpose counts as “report”.
    """
    name, words = name if name in PURPOSES else "report", words[:MOST_WORDS]
    rows = directory.closest(request.user, Wish(words=words))[:MOST_ROWS] if words.strip() else []
    context = {"name": name, "purpose": PURPOSES[name], "rows": rows, "searched": bool(words.strip())}
    return page(request, "accounts/medical/choose.html", context, partial="found")
