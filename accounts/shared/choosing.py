"""The choice of the HCP that comes before a form, where one did not come from the page of an account; alike on both sides.

Each side passes what may be begun, whom it knows, and the address that the words go to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpResponse
from django.utils.functional import Promise

from msl_governance.ui.htmx import page

from . import selectors
from .selectors import Wish

MOST_WORDS, MOST_ROWS = 100, 12


@dataclass(frozen=True)
class Purpose:
    """What the HCP is chosen for: the form's address, its title, what is asked, and the list that it belongs to."""

    form: str
    title: str | Promise
    question: str | Promise
    place: str
    place_name: str | Promise


def choice(
    request,
    wish: Wish,
    *,
    name: str,
    purpose: Purpose,
    address: str,
    nobody: str | Promise,
    lately: Sequence[UUID] = (),
) -> HttpResponse:
    """The page with those closest to the words of ``wish``, each a way to the form; the rows alone when htmx asks.

    ``name`` of the purpose comes back with the words, by POST to ``address``; ``nobody`` is said where nobody is like
    them. Before anything is typed stand those whom the person saw ``lately``.
    """
    wish = replace(wish, words=wish.words[:MOST_WORDS])
    searched = bool(wish.words.strip())
    rows = selectors.closest(request.user, wish) if searched else _in_turn(request.user, wish, lately)
    context = {
        "name": name,
        "purpose": purpose,
        "address": address,
        "nobody": nobody,
        "side": request.user.side,
        "rows": rows[:MOST_ROWS],
        "searched": searched,
    }
    return page(request, "accounts/shared/choose.html", context, partial="found")


def _in_turn(person, wish: Wish, keys: Sequence[UUID]) -> list:
    """Accounts by their keys, in this order, of those that may be chosen."""
    known = {one.pk: one for one in selectors.directory(person, wish).filter(pk__in=keys)}
    return [known[key] for key in keys if key in known]
