"""Home pages by role. Apps register theirs, so that people imports none of them."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Count
from django.utils.translation import gettext as _

from msl_governance.firewall.sides import Role

Home = tuple[str, Callable]
_homes: dict[Role, Home] = {}


def register(role: Role, template: str, context: Callable) -> None:
    """Say which template and which selector (``context(person) -> dict``) make a role's home."""
    _homes[role] = (template, context)


def home_of(person) -> tuple[str, dict]:
    """Template and context of a person's home; the administrator's where no app has registered one."""
    template, context = _homes.get(Role(person.role), ("people/home.html", administrator_home))
    return template, context(person)


def administrator_home(person) -> dict:
    """How many active people there are in each role; nothing of what they do."""
    from .models import Person

    counted = (
        Person.objects.visible_to(person)
        .filter(is_active=True)
        .values_list("role")
        .annotate(number=Count("id"))
    )
    numbers = dict(counted.order_by())
    rows = [
        {"role": role.label, "side": role.side, "number": numbers[role.value]}
        for role in Role
        if role.value in numbers
    ]
    lead = _("You look after people, territories and settings, and see no business content.")
    return {"people": rows, "lead": lead}
