"""Which pattern an address belongs to, and in which order forms are sent so that no address waits for chance."""

from __future__ import annotations

import random
import re
from functools import cache
from itertools import zip_longest

from django.urls import Resolver404, get_urlconf, resolve

from ..access import rule_of
from .pages import STEP, Request

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def one_of_each(requests: list[Request], count: int) -> list[Request]:
    """One request of each person and address in turn, in the order in which they were played."""
    groups: dict[tuple, list[Request]] = {}
    for request in dict.fromkeys(requests):
        groups.setdefault((request.person, route_of(request.path)), []).append(request)
    rounds = zip_longest(*groups.values())
    return [request for one in rounds for request in one if request is not None][:count]


def grouped(forms: list[Request]) -> dict[tuple, list[Request]]:
    """Forms by address, step and person."""
    groups: dict[tuple, list[Request]] = {}
    for request in dict.fromkeys(forms):
        key = (route_of(request.path), request.path.rsplit("/", 2)[-2], request.person)
        groups.setdefault(key, []).append(request)
    return groups


def in_turn(forms: list[Request], count: int) -> list[Request]:
    """One form of each address and person in turn, so that no address waits for chance.

    The first of each goes to a record of its own, as far as there are enough: what one step does to a record often
    forbids all others.
    """
    # Shuffled, so that two steps of one record do not always meet the same record first.
    groups = [sample(group, len(group), key) for key, group in enumerate(grouped(forms).values())]
    first = _on_records_of_their_own([form for group in groups for form in group if _is_filled(form)])
    taken = set(first)
    rounds = zip_longest(*([form for form in group if form not in taken] for group in groups))
    # Every second round backwards: of two steps that exclude each other each comes first once.
    turned = (one[::-1] if number % 2 else one for number, one in enumerate(rounds))
    return [*first, *(request for one in turned for request in one if request is not None)][:count]


def _on_records_of_their_own(forms: list[Request]) -> list[Request]:
    """A form of each address, each about another record; those with few records to choose from choose first.

    Forms that name other records come before those that may end them.
    """
    of_route: dict[str, list[Request]] = {}
    for form in forms:
        of_route.setdefault(route_of(form.path), []).append(form)
    chosen: list[Request] = []
    used: set[str] = set()
    for group in sorted(of_route.values(), key=lambda group: len({record_of(form) for form in group})):
        fresh = [form for form in group if record_of(form) not in used]
        if fresh:
            chosen.append(fresh[0])
            used |= {record_of(fresh[0])} - {""}
    return sorted(chosen, key=lambda form: -sum(bool(ID.search(value)) for _name, value in form.data))


def record_of(request: Request) -> str:
    """The first id of an address, or an empty string."""
    found = ID.search(request.path)
    return found[0] if found else ""


def _is_filled(form: Request) -> bool:
    """Whether there was something to choose or to type for every field but what a page hides."""
    return not form.htmx and all(value for _name, value in form.data)


def page_above(template: str) -> str:
    """The pattern of the record's page that an address belongs to: the address up to its last argument."""
    return template[: template.rindex(">") + 1] + "/"


def route_of(path: str) -> str:
    """The pattern that an address belongs to, or an empty string."""
    return _resolved(path.split("?", maxsplit=1)[0], get_urlconf())[0]


def leads_on(path: str) -> bool:
    """Whether an address only leads on to another (``access``)."""
    return _resolved(path.split("?", maxsplit=1)[0], get_urlconf())[1]


@cache
def _resolved(path: str, urlconf) -> tuple[str, bool]:
    """The pattern of an address, and whether its view only leads on. Asked thousands of times for each address."""
    try:
        found = resolve(path, urlconf)
    except Resolver404:
        return "", False
    rule = rule_of(found.func)
    if rule and rule.steps:
        step = found.kwargs["name"]
        return ("/" + found.route.replace(STEP, step) if step in rule.steps else ""), rule.leads_on
    return "/" + found.route, bool(rule and rule.leads_on)


def sample(items: list[Request], count: int, seed: int) -> list[Request]:
    """So many of the requests, each once, in an order that a seed decides."""
    chosen = random.Random(seed)  # noqa: S311  the sample must be the same again
    unique = list(dict.fromkeys(items))
    return chosen.sample(unique, min(count, len(unique)))
