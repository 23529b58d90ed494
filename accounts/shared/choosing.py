"""The choice of the HCP that comes before a form, where one did not come from the page of an account; alike on both sides.

Each side passes what may be begun, whom it knows, and the address that the words go to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

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
    request, wish: Wish, *, name: str, purpose: Purpose, address: str, nobody: str | Promise
) -> HttpResponse:
    """The page with those closest to the words of ``wish``, each a way to the form; the rows alone when htmx asks.

    ``name`` of the purpose comes back with the words, by POST to ``address``; ``nobody`` is said where nobody is like
    them.
    """
    wish = replace(wish, words=wish.words[:MOST_WORDS])
    context = {
        "name": name,
        "purpose": purpose,
        "address": address,
        "nobody": nobody,
        "side": request.user.side,
        "rows": selectors.closest(request.user, wish)[:MOST_ROWS],
        "searched": bool(wish.words.strip()),
    }
    return page(request, "accounts/shared/choose.html", context, partial="found")
