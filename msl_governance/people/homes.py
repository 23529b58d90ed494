"""Home pages by role. Apps register theirs, so that people imports none of them."""

from __future__ import annotations

from collections.abc import Callable

from msl_governance.firewall.sides import Role

Home = tuple[str, Callable]
_homes: dict[Role, Home] = {}


def register(role: Role, template: str, context: Callable) -> None:
    """Say which template and which selector (``context(person) -> dict``) make a role's home."""
    _homes[role] = (template, context)


def home_of(person) -> tuple[str, dict]:
    """Template and context of a person's home; a plain page where no app has registered one."""
    template, context = _homes.get(Role(person.role), ("people/home.html", lambda person: {}))
    return template, context(person)
