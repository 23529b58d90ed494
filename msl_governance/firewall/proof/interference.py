"""T1 and T1b: the same requests in worlds that differ on the other side; not one byte may differ."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field

from . import scratch, worlds
from .pages import Request, fill, read_page, routes
from .player import Answer, Player, frozen
from .values import VARIATIONS, Variation

RANDOM_ID = "0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"
WITNESSES = {
    "COMMERCIAL": (
        "rep1", "rep2", "sales_director1", "vp_commercial1", "event_coordinator1", "administrator1", "",
    ),
    "MEDICAL": (
        "msl1", "msl2", "msl_director1", "head_of_medical1", "clinical_development1", "administrator1", "",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """The first place where two worlds answered differently."""

    request: Request
    world: str
    part: str
    at: int
    base: str
    other: str


@dataclass
class Outcome:
    """What one direction showed."""

    viewer: str
    requests: int = 0
    plays: int = 0
    routes: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    differences: list[Difference] = field(default_factory=list)
    seconds: float = 0.0


@dataclass
class Worlds:
    """Databases that differ in one side's records alone: names by variation, and the ids in each."""

    viewer: str
    names: dict[str, str]
    ids: dict[str, dict]


@contextmanager
def prepared(viewer: str, variations: tuple[Variation, ...] = VARIATIONS):
    """Make the worlds that ``viewer`` shall compare; dropped at the end.

    ``viewer`` is the side that looks: ``COMMERCIAL`` sees worlds that differ in medical records, and the
    reverse.
    """
    with scratch.template() as (empty, made):
        common = scratch.clone(empty, f"{empty}_common", made)
        scratch.use(common)
        pools = worlds.seed_common(viewer)
        found = Worlds(viewer, {}, {})
        for number, variation in enumerate(variations):
            name = scratch.clone(common, f"{empty}_w{number}", made)
            scratch.use(name)
            found.names[variation.name] = name
            found.ids[variation.name] = worlds.seed_varied(variation, pools)
        yield found
        scratch.use(empty)


def compare(
    viewer: str,
    *,
    requests: int = 2000,
    seed: int = 7,
    progress: Callable = lambda text: None,
    stop_at: int = 20,
) -> Outcome:
    """Play the viewer's requests in every world and compare; at least ``requests`` different ones in each."""
    started, outcome = time.monotonic(), Outcome(viewer)
    with prepared(viewer) as made, frozen() as player:
        script: list[Request] = []
        base: list[Answer] = []
        for world, name in made.names.items():
            scratch.use(name)
            player.clients.clear()
            progress(f"{viewer.lower()}: world “{world}”")
            if not script:
                script, base = _discover(player, viewer, made.ids[world], requests, seed, outcome)
            elif len(outcome.differences) < stop_at:
                replay(player, script, base, world, outcome, stop_at)
    outcome.requests, outcome.seconds = len(script), time.monotonic() - started
    return outcome


def _discover(player: Player, viewer: str, ids: dict, wanted: int, seed: int, outcome: Outcome):
    """Play in the base world: addresses, links found, forms found, then addresses again, ``wanted`` in all."""
    known, script, base = routes(), [], []

    def play(request: Request) -> Answer:
        script.append(request)
        base.append(player.play(request))
        outcome.plays += 1
        return base[-1]

    plan, seen, forms = _addresses(viewer, ids, wanted, seed), set(), []
    while plan:
        request = plan.pop(0)
        if request in seen:
            continue
        seen.add(request)
        answer = play(request)
        if answer.status == 200 and request.method == "GET" and b"<html" in answer.body[:200]:
            page = read_page(request.path, answer.body)
            if len(seen) + len(plan) < wanted * 3 // 4:
                plan += [Request(request.person, "GET", link) for link in page.links[:40]]
            forms += [r for turn in range(3) for r in _filled(request, page, turn)]
    for request in _sample(forms, max(wanted // 6, 60), seed):
        play(request)
    for request in list(script)[: max(wanted - len(script), wanted // 8)]:
        play(request)
    _note_routes(known, script, base, outcome)
    _visit_oversight(player, known, ids, outcome)
    return script, base


def _visit_oversight(player: Player, known, ids: dict, outcome: Outcome) -> None:
    """Oversight may see both sides, so nothing is compared; its pages must answer all the same."""
    records = [str(key) for m in ids if not isinstance(m, str) for key in ids[m][:2]]
    asked = [
        Request("compliance1", "GET", route.path(record))
        for route in known
        for record in (records if route.takes_ids else [""])
        if route.template.startswith("/oversight/")
    ]
    _note_routes(known, asked, [player.play(request) for request in asked], outcome)


def _addresses(viewer: str, ids: dict, wanted: int, seed: int) -> list[Request]:
    """Every address as everybody; those with an id with ids of every kind of record, and with none."""
    plain, probing = [], []
    records = [RANDOM_ID] + [str(key) for m in ids if not isinstance(m, str) for key in ids[m][:3]]
    for person in WITNESSES[viewer]:
        for route in routes():
            if not route.takes_ids:
                plain += [Request(person, method, route.path("")) for method in ("GET", "OPTIONS")]
                plain.append(Request(person, "GET", route.path(""), htmx=True))
                continue
            probing += [Request(person, "GET", route.path(record)) for record in records]
    return plain + _sample(probing, max(wanted // 2 - len(plain), 200), seed)


def _sample(items: list[Request], count: int, seed: int) -> list[Request]:
    chosen = random.Random(seed)  # noqa: S311  the sample must be the same again
    unique = list(dict.fromkeys(items))
    return unique if len(unique) <= count else chosen.sample(unique, count)


def _filled(request: Request, page, turn: int) -> list[Request]:
    """The page's forms, filled; and its htmx addresses with the fields of the page's largest form."""
    out = [
        Request(request.person, form.method, form.action, fill(form, turn))
        for form in page.forms
        if form.method == "POST" and "/logout/" not in form.action and "/login/" not in form.action
    ]
    largest = max(page.forms, key=lambda form: len(form.kinds), default=None)
    if largest is not None:
        out += [Request(request.person, "POST", path, fill(largest, turn), htmx=True) for path in page.posts]
    return out


def _note_routes(known, script, base, outcome: Outcome) -> None:
    from django.urls import Resolver404, resolve

    outcome.routes = {route.template for route in known}
    for request, answer in zip(script, base, strict=True):
        if answer.status < 400 and not (answer.status == 302 and b"/login/" in answer.headers):
            try:
                outcome.answered.add("/" + resolve(request.path.split("?")[0]).route)
            except Resolver404:
                continue


def replay(player: Player, script, base, world: str, outcome: Outcome, stop_at: int) -> None:
    """Play the script in another world and keep what differs, up to ``stop_at``."""
    for request, expected in zip(script, base, strict=True):
        answer = player.play(request)
        outcome.plays += 1
        if answer != expected:
            outcome.differences.append(first_difference(request, world, expected, answer))
            if len(outcome.differences) >= stop_at:
                return


def first_difference(request: Request, world: str, base: Answer, other: Answer) -> Difference:
    """Name the part and the first differing byte."""
    for part in ("status", "headers", "body", "mails", "logs", "sql"):
        one, two = getattr(base, part), getattr(other, part)
        if one != two:
            a, b = (_flat(one), _flat(two))
            at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
            return Difference(
                request, world, part, at, a[max(at - 40, 0) : at + 60], b[max(at - 40, 0) : at + 60]
            )
    raise ValueError("The answers are equal.")


def _flat(value) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, tuple):
        return "\n".join(_flat(one) for one in value)
    return str(value)
