"""What waits for oversight, for its home. Apps register theirs, so that audit imports none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from msl_governance.firewall import policy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Card:
    """A card of the home: ``rows(person)`` gives its template what it shows. Shown to whoever may read ``record``."""

    record: str
    title: StrOrPromise
    url_name: str
    template: str
    rows: Callable[[Any], list]


_cards: list[Card] = []


def register(card: Card) -> None:
    """Put a card on the home of oversight; the same one again is harmless."""
    if card not in _cards:
        _cards.append(card)


def cards(person) -> list[dict[str, Any]]:
    """The cards of the roles that may read them, each with its rows."""
    mine = [card for card in _cards if policy.allows(person.role, card.record, policy.READ)]
    return [{"card": card, "rows": card.rows(person)} for card in mine]
