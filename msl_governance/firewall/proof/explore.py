"""Finds what to ask in the base world: addresses, links, forms; some of everything for everybody."""

from __future__ import annotations

import random
import re
from collections import Counter, deque
from itertools import zip_longest

from django.urls import Resolver404, resolve

from .pages import Request, fill, read_page, routes
from .player import Answer, Player

RANDOM_ID = "0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"
WITNESSES = {
    "COMMERCIAL": (
        "rep1", "rep2", "sales_director1", "vp_commercial1", "event_coordinator1", "administrator1", "",
    ),
    "MEDICAL": (
        "msl1", "msl2", "msl_director1", "head_of_medical1", "clinical_development1", "administrator1", "",
    ),
}  # fmt: skip
OTHER = {"MEDICAL": "COMMERCIAL", "COMMERCIAL": "MEDICAL"}
LINKS_EACH, FORMS_EACH = 8, 4
NEVER_SENT = ("/logout/", "/login/")


def explore(player: Player, viewer: str, ids: dict, wanted: int, seed: int, outcome) -> tuple[list, list]:
    """Play at least ``wanted`` requests in the base world; gives back the requests and their answers.

    First every address and the links on its pages, then addresses with ids of every kind of record, then the
    forms that were found, and last the reading requests again, after those writes.
    """
    explorer = Explorer(player, outcome)
    explorer.walk(_plain(viewer))
    explorer.walk(_about_a_doctor(viewer, ids))
    budget = max(wanted * 6 // 10 - len(explorer.script), wanted // 5)
    explorer.walk(_sample(_probing(viewer, ids), budget, seed))
    reads = list(explorer.script)
    for request in _in_turn(explorer.forms, max(wanted // 4, 150)):
        explorer.play(request)
    for request in reads[: max(wanted - len(explorer.script), wanted // 8)]:
        explorer.play(request)
    for task in tasks_of(viewer):
        explorer.play(Request("", "TASK", task))
    explorer.note_routes(explorer.script, explorer.base)
    explorer.visit_oversight(ids)
    return explorer.script, explorer.base


class Explorer:
    """Plays, follows links up to a number for each address and person, and collects forms."""

    def __init__(self, player: Player, outcome):
        self.player, self.outcome = player, outcome
        self.script: list[Request] = []
        self.base: list[Answer] = []
        self.forms: list[Request] = []
        self.seen: set[Request] = set()
        self.links: Counter = Counter()
        self.filled: Counter = Counter()

    def play(self, request: Request) -> Answer:
        """Play one request and keep it with its answer."""
        self.script.append(request)
        self.base.append(self.player.play(request))
        self.outcome.plays += 1
        return self.base[-1]

    def walk(self, start: list[Request]) -> None:
        """Play what is not yet played, and what its pages lead to."""
        plan = deque(start)
        while plan:
            request = plan.popleft()
            if request in self.seen:
                continue
            self.seen.add(request)
            answer = self.play(request)
            if location := _location(answer):
                plan.extend(self._follow(request.person, [location]))
            if answer.status == 200 and request.method == "GET" and b"<html" in answer.body[:200]:
                page = read_page(request.path, answer.body)
                plan.extend(self._follow(request.person, page.links))
                self._collect(request, page)

    def _follow(self, person: str, links: list[str]) -> list[Request]:
        out = []
        for link in links:
            key = (person, route_of(link), "?" in link)
            if self.links[key] < LINKS_EACH:
                self.links[key] += 1
                out.append(Request(person, "GET", link))
        return out

    def _collect(self, request: Request, page) -> None:
        """The page's forms, filled three ways; and its htmx addresses with its largest form's fields."""
        found = [(f.method, f.action, f, False) for f in page.forms if f.method == "POST"]
        largest = max(page.forms, key=lambda form: len(form.kinds), default=None)
        if largest is not None:
            found += [("POST", path, largest, True) for path in page.posts]
        for method, action, form, htmx in found:
            key = (request.person, route_of(action), action.rsplit("/", 2)[-2], htmx)
            if action in NEVER_SENT or self.filled[key] >= FORMS_EACH:
                continue
            self.filled[key] += 1
            self.forms += [
                Request(request.person, method, action, fill(form, turn), htmx) for turn in range(3)
            ]

    def note_routes(self, script: list[Request], answers: list[Answer]) -> None:
        """Which addresses exist, and which answered somebody with success."""
        self.outcome.routes = {route.template for route in routes()}
        for request, answer in zip(script, answers, strict=True):
            if (
                request.method != "TASK"
                and answer.status < 400
                and not (answer.status == 302 and b"/login/" in answer.headers)
            ):
                self.outcome.answered.add(route_of(request.path))

    def visit_oversight(self, ids: dict) -> None:
        """Oversight may see both sides, so nothing is compared; its pages must answer all the same."""
        quiet = Explorer(self.player, self.outcome)
        quiet.walk(
            [
                Request("compliance1", "GET", r.path(""))
                for r in routes()
                if r.template.startswith("/oversight/")
            ]
        )
        self.note_routes(quiet.script, quiet.base)


def tasks_of(viewer: str) -> list[str]:
    """The periodic tasks of a side, by name, reminders and mail among them."""
    from msl_governance.settings.celery import EVERY

    return sorted(EVERY[viewer.lower()])


def _location(answer: Answer) -> str:
    """Where a redirect within the product leads, or an empty string."""
    found = re.search(rb"^Location: (/.*)$", answer.headers, re.MULTILINE) if answer.status == 302 else None
    return found[1].decode() if found and b"/login/" not in found[1] else ""


def _in_turn(forms: list[Request], count: int) -> list[Request]:
    """One form of each address and person in turn, so that no address waits for chance."""
    groups: dict[tuple, list[Request]] = {}
    for request in dict.fromkeys(forms):
        groups.setdefault(
            (route_of(request.path), request.path.rsplit("/", 2)[-2], request.person), []
        ).append(request)
    # Shuffled, so that two steps of one record do not always meet the same record first.
    rounds = zip_longest(*(_sample(group, len(group), key) for key, group in enumerate(groups.values())))
    # Every second round backwards: of two steps that exclude each other each comes first once.
    turned = (one[::-1] if number % 2 else one for number, one in enumerate(rounds))
    return [request for one in turned for request in one if request is not None][:count]


def route_of(path: str) -> str:
    """The pattern that an address belongs to, or an empty string."""
    try:
        return "/" + resolve(path.split("?", maxsplit=1)[0]).route
    except Resolver404:
        return ""


def _plain(viewer: str) -> list[Request]:
    out = []
    for person in WITNESSES[viewer]:
        for route in routes():
            if not route.takes_ids:
                out += [Request(person, method, route.path("")) for method in ("GET", "OPTIONS", "HEAD")]
                out.append(Request(person, "GET", route.path(""), htmx=True))
    return out


def _about_a_doctor(viewer: str, ids: dict) -> list[Request]:
    """Forms of entry with a doctor chosen: without one no form would reach a door."""
    doctors = [str(key) for m in ids if getattr(m, "__name__", "") == "Hcp" for key in ids[m][:2]]
    return [
        Request(person, "GET", f"{route.template}?hcp={doctor}")
        for person in WITNESSES[viewer]
        for route in routes()
        if route.name == "new"
        for doctor in doctors
    ]


def prime(player: Player, viewer: str) -> None:
    """The other side works first, so that whatever a process, cache or file keeps of it is there to be seen."""
    for request in _plain(OTHER[viewer]):
        if request.method == "GET":
            player.play(request)


def _probing(viewer: str, ids: dict) -> list[Request]:
    """Addresses with ids of every kind of record there is, and with none."""
    records = [RANDOM_ID] + [str(key) for m in ids if not isinstance(m, str) for key in ids[m][:3]]
    return [
        Request(person, "GET", route.path(record))
        for person in WITNESSES[viewer]
        for route in routes()
        if route.takes_ids
        for record in records
    ]


def _sample(items: list[Request], count: int, seed: int) -> list[Request]:
    chosen = random.Random(seed)  # noqa: S311  the sample must be the same again
    unique = list(dict.fromkeys(items))
    return chosen.sample(unique, min(count, len(unique)))
