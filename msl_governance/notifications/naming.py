"""Whom a notice is about, said on screen alone. The row and its mail hold no name: it is read when the page is drawn,
from records of the reader's own side that the reader may still see.

In an app's ``AppConfig.ready``::

    naming.register("handoffs_medical:detail", names)  # names(person, keys) -> {key: name}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import Resolver404, resolve

Names = Callable[[object, set[UUID]], dict[UUID, str]]

_names: dict[str, Names] = {}


def register(view_name: str, names: Names) -> None:
    """Say how records that a page is about are called; the last registration of a page counts."""
    _names[view_name] = names


def name(person, notices: Iterable) -> None:
    """Set ``about`` on each notice: a name, or an empty string. One reading for each kind of page."""
    places = {notice: _place(notice.url) for notice in notices}
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for view_name, key in filter(None, places.values()):
        wanted[view_name].add(key)
    found = {view_name: _names[view_name](person, keys) for view_name, keys in wanted.items()}
    for notice, place in places.items():
        notice.about = found[place[0]].get(place[1], "") if place else ""


def _place(url: str) -> tuple[str, UUID] | None:
    """Page and record that an address leads to: the record is in the path, or on the page behind “#”."""
    parts = urlsplit(url)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    key = next((value for value in match.kwargs.values() if isinstance(value, UUID)), None)
    key = key or _uuid(parts.fragment.removeprefix("r-"))
    return (match.view_name, key) if key and match.view_name in _names else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
