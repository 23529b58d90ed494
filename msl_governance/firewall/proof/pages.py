"""What can be asked: every address of the URL configuration, links and forms found on pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from ..access import rule_of
from ..checks import walk_urls

CONVERTER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Request:
    """One request: who, how, where, with which fields."""

    person: str
    method: str
    path: str
    data: tuple[tuple[str, str], ...] = ()
    htmx: bool = False


@dataclass(frozen=True)
class Route:
    """A pattern of the URL configuration; of a step also the address of the ``page`` of its record."""

    name: str
    template: str
    page: str = ""

    @property
    def takes_ids(self) -> bool:
        """Whether the address holds a record's id."""
        return bool(CONVERTER.search(self.template))

    def path(self, value: str) -> str:
        """The address with ``value`` in place of each argument."""
        return CONVERTER.sub(lambda match: value, self.template)


STEP = "<slug:name>"


def routes() -> list[Route]:
    """All patterns, each once; and one that takes the name of a step once for each step (``access``)."""
    found = {}
    for path, pattern in walk_urls():
        rule, route = rule_of(pattern.callback), f"/{path}"
        page = f"{route[: route.index('>') + 1]}/" if rule and rule.steps else ""
        for template in [route.replace(STEP, step) for step in rule.steps] if rule and page else [route]:
            found[template] = Route(str(pattern.name or template), template, page)
    return [found[template] for template in sorted(found)]


@dataclass
class Form:
    """A form of a page: where it goes and what it holds by default."""

    method: str
    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


class PageReader(HTMLParser):
    """Collects links, htmx addresses and forms of one page."""

    def __init__(self, path: str):
        super().__init__()
        self.path, self.links, self.forms, self.posts = path, [], [], []
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag, attrs):
        """Take note of what leads somewhere or can be filled in."""
        a = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in a:
            self._link(a["href"])
        if "hx-get" in a:
            self._link(a["hx-get"])
        if "hx-post" in a:
            self.posts.append(urljoin(self.path, a["hx-post"]))
        if tag == "form":
            self._form = Form(
                a.get("method", "get").upper(), urljoin(self.path, a.get("action") or self.path)
            )
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(self._form, tag, a)

    def handle_endtag(self, tag):
        """Leave a form or a choice."""
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = ""

    def _link(self, href: str) -> None:
        parts = urlsplit(urljoin(self.path, href))
        if not parts.netloc and parts.path.startswith("/") and not href.startswith("#"):
            self.links.append(parts.path + (f"?{parts.query}" if parts.query else ""))

    def _control(self, form: Form, tag: str, a: dict) -> None:
        name = a.get("name", "")
        if tag == "option" and self._select and a.get("value"):
            form.fields.setdefault(self._select, []).append(a["value"])
        elif tag == "select" and name:
            self._select = name
            form.kinds[name] = "select"
        elif tag in ("input", "textarea", "button") and name and name != "csrfmiddlewaretoken":
            kind = "textarea" if tag == "textarea" else a.get("type", "text")
            form.kinds[name] = kind
            form.fields.setdefault(name, []).append(a.get("value", ""))


def read_page(path: str, body: bytes) -> PageReader:
    """Links and forms of an HTML answer."""
    reader = PageReader(path)
    reader.feed(body.decode("utf-8", "replace"))
    return reader


def fill(form: Form, turn: int = 0) -> tuple[tuple[str, str], ...]:
    """Plausible values for a form: what a careful person would type, varied by ``turn``."""
    filled = []
    for name, kind in form.kinds.items():
        options = form.fields.get(name) or [""]
        if kind in ("select", "radio") or kind in ("hidden", "submit", "button"):
            value = options[turn % len(options)]
        elif kind == "checkbox":
            value = options[0] or "on"
        else:
            value = options[0] or TYPED.get(kind, "What is known about renal dosing?")
        filled.append((name, value))
    return tuple(filled)


TYPED = {
    "number": "30",
    "email": "doctor@proof.example",
    "tel": "+1 555 0100",
    "date": "2026-03-04",
    "datetime-local": "2026-03-04T10:30",
    "time": "10:30",
    "search": "plain",
    "password": "not-the-password",
    "url": "https://proof.example/",
}
