"""The navigation, filled by the apps, so that this app imports none of them.

In an app's ``AppConfig.ready``::

    from msl_governance.ui import navigation

    navigation.register(Role.REP, _("Inquiries"), "handoffs_commercial:list", "message-2-question", 20)
    navigation.place("search", "accounts:directory")
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Count = Callable[[Any], int]
NEED_YOU = _("need you")
PLACES = ("home", "search", "notifications", "me", "logout")


@dataclass(frozen=True)
class Entry:
    """What an app registered for one role."""

    label: str | Promise
    url_name: str
    icon: str
    order: int
    key: str
    count: Count | None = None
    counted: str | Promise = ""


@dataclass(frozen=True)
class NavItem:
    """What the rail shows. ``count`` 0 shows nothing, ``counted`` says of what; ``current`` marks the page one is on."""

    label: str | Promise
    url: str
    icon: str
    key: str
    count: int = 0
    counted: str | Promise = ""
    current: bool = False


_entries: dict[str, dict[str, Entry]] = {}
_places: dict[str, tuple[str, Count | None]] = {}


def register(
    role: str | Iterable[str],
    label: str | Promise,
    url_name: str,
    icon: str,
    order: int,
    *,
    key: str = "",
    count: Count | None = None,
    counted: str | Promise = NEED_YOU,
) -> None:
    """Adds an entry for a role or for several. Lower ``order`` stands higher; the first four are tabs on a phone.

    ``key`` defaults to ``url_name``; the same key registered again replaces the entry. ``count(person)`` returns
    the number of things that wait for this person; it must read their own side only. ``counted`` are the words after
    the number: what it counts.
    """
    roles = [role] if isinstance(role, str) else list(role)
    entry = Entry(label, url_name, icon, order, key or url_name, count, counted)
    for one in roles:
        _entries.setdefault(str(one), {})[entry.key] = entry


def place(name: str, url_name: str, *, count: Count | None = None) -> None:
    """Says where a fixed part of the frame leads: ``home``, ``search``, ``notifications``, ``me`` or ``logout``.

    A part without a place is not shown. ``count`` is read for ``notifications``. An unknown name raises ValueError.
    """
    if name not in PLACES:
        raise ValueError(f"The frame has no place {name!r}, only {', '.join(PLACES)}.")
    _places[name] = (url_name, count)


def url_names() -> set[str]:
    """All URL names that were registered, for the start-up check."""
    named = {entry.url_name for entries in _entries.values() for entry in entries.values()}
    return named | {url_name for url_name, _count in _places.values()}


def _address(url_name: str) -> str:
    """The address, or an empty string: a missing page must not take every other page down (``ui.E001`` reports it)."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def address_of(name: str) -> str:
    """Address of a place of the frame; an empty string where no app has registered one."""
    return _address(_places[name][0]) if name in _places else ""


def count_of(name: str, person: Any) -> int:
    """How many things wait at a place, 0 where nobody counts."""
    count = _places.get(name, ("", None))[1]
    return count(person) if count else 0


def items_for(person: Any, path: str) -> list[NavItem]:
    """The entries of the person's role in order, the one that ``path`` belongs to marked as current."""
    role = getattr(person, "role", None)
    entries = _entries.get(str(getattr(role, "value", role)), {})
    items = []
    for entry in sorted(entries.values(), key=lambda entry: (entry.order, entry.key)):
        if url := _address(entry.url_name):
            number = entry.count(person) if entry.count else 0
            items.append(NavItem(entry.label, url, entry.icon, entry.key, number, entry.counted))
    return _mark_current(items, path)


def _mark_current(items: list[NavItem], path: str) -> list[NavItem]:
    """Marks the entry with the longest address that ``path`` starts with; ``/`` only matches itself."""
    inside = [
        item.url for item in items if path == item.url or (item.url != "/" and path.startswith(item.url))
    ]
    here = max(inside, key=len, default=None)
    return [replace(item, current=item.url == here) for item in items]
