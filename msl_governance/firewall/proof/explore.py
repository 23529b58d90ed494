"""Finds what to ask in the base world: addresses, links, forms; some of everything for everybody."""

from __future__ import annotations

import re
from collections import Counter, deque

from .order import grouped, in_turn, leads_on, one_of_each, page_above, record_of, route_of, sample
from .pages import Request, Route, fill, read_page, routes
from .player import OWN, THEIRS, Answer, Player

RANDOM_ID = "0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"
WITNESSES = {
    "COMMERCIAL": (
        "rep1", "rep2", "sales_director1", "vp_commercial1", "event_coordinator1", "administrator1", "",
    ),
    "MEDICAL": (
        "msl1", "msl2", "msl_director1", "head_of_medical1", "clinical_development1", "administrator1", "",
    ),
    "OVERSIGHT": ("compliance1", "legal1"),
}  # fmt: skip
OTHER = {"MEDICAL": "COMMERCIAL", "COMMERCIAL": "MEDICAL"}
LINKS_EACH, FORMS_EACH, MOST_RECORDS = 4, 4, 16
NEVER_SENT = ("/logout/", "/login/")


def explore(player: Player, viewer: str, ids: dict, wanted: int, seed: int, outcome) -> tuple[list, list]:
    """Play at least ``wanted`` different requests in the base world; gives back the requests and their answers.

    First every address and the links on its pages, then addresses with ids of every kind of record, then the
    forms that were found, then some of the reading requests again, after those writes. What silence is left is
    asked with every form there is, and looked for with every record; what is missing to ``wanted`` is made up with
    further ids. Then the tasks of both sides run, and the reading requests come once more.
    """
    explorer, writes = Explorer(player, outcome), max(wanted // 4, 150)
    explorer.walk(_plain(viewer))
    explorer.walk(_about_a_doctor(viewer, ids))
    probes = _probing(viewer, ids)
    probes = sample(probes, len(probes), seed)
    explorer.walk(probes, until=max(wanted - writes, len(explorer.seen) + wanted // 5))
    of_steps = _that_take_steps(explorer, viewer, ids)
    explorer.walk(of_steps)
    reads = list(explorer.script)
    # A page of many forms must not crowd out those that open a door: three of each address and person at least.
    for request in in_turn(explorer.forms, max(writes, 3 * len(grouped(explorer.forms)))):
        explorer.play(request)
    explorer.read_again([*one_of_each(reads, writes), *of_steps])
    explorer.insist()
    explorer.walk(probes, until=wanted)
    explorer.seek(WITNESSES[viewer], ids, most=wanted // 2)
    explorer.let_tasks_run(viewer, one_of_each(reads, writes))
    explorer.note_routes()
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
        self.answered: set[str] = set()
        self.shown: dict[str, set[str]] = {}  # by address: the records that it showed somebody
        self.links: Counter = Counter()
        self.filled: Counter = Counter()

    def play(self, request: Request) -> Answer:
        """Play one request and keep it with its answer."""
        answer = self.player.play(request)
        self.script.append(request)
        self.base.append(answer)
        self.seen.add(request)
        self.outcome.plays += 1
        if _is_success(request, answer):
            self.answered.add(route_of(request.path))
            self.shown.setdefault(route_of(request.path), set()).add(record_of(request))
        return answer

    def walk(self, start: list[Request], until: int | None = None) -> None:
        """Play what is not yet played and what its pages lead to, until so many different ones were played."""
        plan = deque(start)
        while plan and (until is None or len(self.seen) < until):
            request = plan.popleft()
            if request in self.seen:
                continue
            answer = self.play(request)
            if location := _location(answer):
                plan.extend(self._follow(request.person, [location]))
            if page := _page_of(request, answer):
                plan.extend(self._follow(request.person, page.links))
                self._collect(request, page)

    def read_again(self, requests: list[Request]) -> None:
        """After the writes: the same pages, with the forms that they show only now."""
        for request in requests:
            if page := _page_of(request, self.play(request)):
                self._collect(request, page, again=True)

    def let_tasks_run(self, viewer: str, reads: list[Request]) -> None:
        """The tasks of both sides, and then ``reads`` again.

        What the other side's tasks make of all that was written, they may make visible here by the doors alone.
        """
        for task in tasks_of(viewer):
            self.play(Request("", OWN, task))
        for task in tasks_of(OTHER[viewer]):
            self.play(Request("", THEIRS, task))
        for request in reads:
            self.play(request)

    def insist(self) -> None:
        """An address that answered nobody yet is asked with every form that leads to it, until it does."""
        for request in dict.fromkeys(self.forms):
            if request not in self.seen and route_of(request.path) not in self.answered:
                self.play(request)

    def seek(self, people: tuple[str, ...], ids: dict, *, most: int) -> None:
        """An address that is silent still: ask it, and the page above it, for every record of the page's kinds.

        Nobody is asked any more once ``most`` requests were played.
        """
        last = len(self.script) + most
        for silent in sorted({route.template for route in routes() if route.takes_ids} - self.answered):
            pages = dict.fromkeys((silent, page_above(silent)))
            for records in self.kinds_on(page_above(silent), ids):
                paths = [Route("", page).path(key) for page in pages for key in records]
                for person in people:
                    if len(self.script) < last:
                        self.read_again([Request(person, "GET", path) for path in paths])
            self.insist()

    def kinds_on(self, page: str, ids: dict) -> list[list[str]]:
        """The records of each kind of which the page has shown one."""
        kinds = ([str(key) for key in found] for found in ids.values())
        return [records for records in kinds if self.shown.get(page, set()) & set(records)]

    def _follow(self, person: str, links: list[str]) -> list[Request]:
        out = []
        for link in links:
            key = (person, route_of(link), "?" in link)
            if self.links[key] < LINKS_EACH:
                self.links[key] += 1
                out.append(Request(person, "GET", link))
        return out

    def _collect(self, request: Request, page, again: bool = False) -> None:
        """The page's forms, filled three ways; and its htmx addresses with its largest form's fields.

        ``again`` takes more than ``FORMS_EACH`` where the address has not answered yet.
        """
        found = [(f.method, f.action, f, False) for f in page.forms if f.method == "POST"]
        largest = max(page.forms, key=lambda form: len(form.kinds), default=None)
        if largest is not None:
            found += [("POST", path, largest, True) for path in page.posts]
        for method, action, form, htmx in found:
            key = (request.person, route_of(action), action.rsplit("/", 2)[-2], htmx)
            enough = self.filled[key] >= FORMS_EACH and not (again and key[1] not in self.answered)
            if action in NEVER_SENT or enough:
                continue
            self.filled[key] += 1
            self.forms += [
                Request(request.person, method, action, fill(form, turn), htmx) for turn in range(3)
            ]

    def note_routes(self) -> None:
        """Which addresses exist, and which answered somebody with success."""
        self.outcome.routes = {route.template for route in routes()}
        self.outcome.answered |= self.answered

    def visit_oversight(self, ids: dict) -> None:
        """Oversight may see both sides, so nothing is compared; its pages and forms must answer all the same."""
        quiet = Explorer(self.player, self.outcome)
        quiet.walk(
            [
                Request("compliance1", "GET", r.path(""))
                for r in routes()
                if r.template.startswith("/oversight/")
            ]
        )
        quiet.insist()
        quiet.note_routes()


def tasks_of(viewer: str) -> list[str]:
    """The periodic tasks of a side, by name, reminders and mail among them."""
    from msl_governance.settings.celery import EVERY

    return sorted(EVERY[viewer.lower()])


def _location(answer: Answer) -> str:
    """Where a redirect within the product leads, or an empty string."""
    found = re.search(rb"^Location: (/.*)$", answer.headers, re.MULTILINE) if answer.status == 302 else None
    return found[1].decode() if found and b"/login/" not in found[1] else ""


def _is_success(request: Request, answer: Answer) -> bool:
    """Whether the address did for this person what it is for: it showed something, or took what was sent.

    A page that leads elsewhere has shown nothing, unless that is all that it is for (``access``); and what OPTIONS
    and HEAD say is no answer.
    """
    if request.method == "POST":
        return answer.status < 400 and not _is_sent_to_sign_in(answer)
    if request.method == "GET" and _location(answer):
        return leads_on(request.path)
    return request.method == "GET" and answer.status == 200


def _is_sent_to_sign_in(answer: Answer) -> bool:
    return answer.status == 302 and b"/login/" in answer.headers


def _page_of(request: Request, answer: Answer):
    """Links and forms of a whole page, or None."""
    whole = answer.status == 200 and request.method == "GET" and b"<html" in answer.body[:200]
    return read_page(request.path, answer.body) if whole else None


def _plain(viewer: str) -> list[Request]:
    out = []
    for person in WITNESSES[viewer]:
        for route in routes():
            if not route.takes_ids:
                out += [Request(person, method, route.path("")) for method in ("GET", "OPTIONS", "HEAD")]
                out.append(Request(person, "GET", route.path(""), htmx=True))
    return out


def _about_a_doctor(viewer: str, ids: dict) -> list[Request]:
    """Every address that ends in ``new/``, with a doctor chosen: without one no form would reach a door."""
    doctors = [str(key) for m in ids if getattr(m, "__name__", "") == "Hcp" for key in ids[m][:2]]
    return [
        Request(person, "GET", f"{route.template}?hcp={doctor}")
        for person in WITNESSES[viewer]
        for route in routes()
        if route.template.endswith("/new/")
        for doctor in doctors
    ]


def _that_take_steps(explorer: Explorer, viewer: str, ids: dict) -> list[Request]:
    """The pages of all records of a kind that takes steps: each step may be open for a few of them alone."""
    return [
        Request(person, "GET", Route("", page).path(key))
        for page in sorted({route.page for route in routes()} - {""})
        for records in explorer.kinds_on(page, ids)
        for person in WITNESSES[viewer]
        for key in records[:MOST_RECORDS]
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
