"""A fuzzer over all forms and addresses: no 500, nothing typed lost, nothing across.

2,000 requests in all as commercial, medical and oversight people; ``make proof`` asks for 10,000.
"""

import os
import random
from dataclasses import dataclass, field
from html import escape

import pytest
from django.db import connection

from msl_governance.firewall.proof import scratch
from msl_governance.firewall.proof.explore import Explorer, _page_of, _plain, _probing
from msl_governance.firewall.proof.interference import Outcome, Request, prepared
from msl_governance.firewall.proof.order import route_of
from msl_governance.firewall.proof.player import frozen
from msl_governance.firewall.proof.values import CANARY, Variation

# Enough to meet every kind of form; the rest of the time is for changing them.
SEEDS = 600
COUNT = int(os.environ.get("THRESHOLD_FUZZ", "2000"))
NASTY = [
    "", " ", "\x00", "0", "-1", "999999999999999999999", "1e309", "NaN", "null", "true", "[]", "{}", "%s", "{{ 7*7 }}",
    "'; DROP TABLE accounts_medical_callreport; --", "' OR '1'='1", "\" onmouseover=\"alert(1)", "<script>alert(1)</script>",
    "../../../../etc/passwd", "\ud7ff\u202e\u200bdlrow", "é" * 500, "漢字かな", "👩🏽‍🔬", "a" * 10_000, "2026-02-30", "2026-13-45T99:99",
    "9999-12-31T23:59", "0001-01-01", "00000000-0000-0000-0000-000000000000", "not-a-uuid", "\r\nSet-Cookie: x=1", "on", "🦠" * 300,
    "SELECT pg_sleep(5)", "$(id)", "`id`", "\\", "\t", "+1 555 0100 ext 9", "a@b", "ſtate", "2026-03-04T10:30",
]  # fmt: skip
QUERIES = ["?after=x", "?before=x", "?after=W10=", "?q=%00", "?kind=%27", "?hcp=1", "?page=-1", "?before=2026-01-01,x",
           "?follow_up=zzz", "?week=0000-W99", "?at__date__gte=zzz", "?hcp=00000000-0000-0000-0000-000000000000"]  # fmt: skip


# Kinds of control that hold words; and fields that a page may not show again, or has no words of its own for.
WORDS = {"text", "textarea", "email", "tel"}
SECRET = {"code", "username"}
OTHER_SIDE = {"COMMERCIAL": "MEDICAL", "MEDICAL": "COMMERCIAL"}
# Whose records vary does not matter for oversight, who may read both.
WORLD = {"OVERSIGHT": "COMMERCIAL"}


@dataclass
class Found:
    """What went wrong, to be empty."""

    broken: list = field(default_factory=list)
    lost: list = field(default_factory=list)
    across: list = field(default_factory=list)
    played: int = 0
    judged: int = 0
    statuses: dict = field(default_factory=dict)
    typed: set = field(default_factory=set)
    fields: set = field(default_factory=set)


def mutated(request: Request, chosen: random.Random) -> Request:
    """A request with one to three fields or the address changed."""
    if request.method == "GET" or not request.data:
        return Request(request.person, chosen.choice(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]),
                       request.path.split("?")[0] + chosen.choice(["", *QUERIES]))  # fmt: skip
    data = list(request.data)
    for _turn in range(chosen.randint(1, 3)):
        at = chosen.randrange(len(data))
        name, _value = data[at]
        action = chosen.random()
        if action < 0.75:
            data[at] = (name, chosen.choice(NASTY))
        elif action < 0.9 and len(data) > 1:
            del data[at]
        else:
            data.append((name, chosen.choice(NASTY)))
    return Request(request.person, "POST", request.path, tuple(data), request.htmx)


def typed_fields(explorer: Explorer) -> set[tuple[str, str]]:
    """Address and name of every field of words that the pages showed; a refused form must show its text again."""
    found = set()
    for request, answer in zip(explorer.script, explorer.base, strict=True):
        page = _page_of(request, answer)
        for form in page.forms if page else ():
            names = {name for name, kind in form.kinds.items() if kind in WORDS} - SECRET
            found |= {(route_of(form.action), name) for name in names if form.method == "POST"}
    return found


@pytest.mark.parametrize("viewer", ["COMMERCIAL", "MEDICAL", "OVERSIGHT"])
def test_fuzz(empty_database, django_db_blocker, viewer):
    original, chosen = connection.settings_dict["NAME"], random.Random(20261121)
    other = CANARY[OTHER_SIDE[viewer]].encode() if viewer in OTHER_SIDE else None
    found, base = Found(), (Variation("base"),)
    count = COUNT // 2 if other else COUNT // 10
    side = WORLD.get(viewer, viewer)
    with django_db_blocker.unblock(), prepared(side, base, empty_database) as made, frozen() as player:
        scratch.use(made.names["base"])
        explorer = Explorer(player, Outcome(viewer))
        explorer.walk([r for r in _plain(viewer) if r.method == "GET"], until=SEEDS)
        explorer.walk(chosen.sample(_probing(viewer, made.ids["base"]), 150))
        seeds, found.typed = explorer.forms * 3 + explorer.script, typed_fields(explorer)
        assert explorer.forms or not other
        for number in range(count):
            if number % 250 == 0:
                player.clients.clear()
            check(player, mutated(chosen.choice(seeds), chosen), other, found)
        scratch.use(original)
    print(f"{viewer}: {found.played} requests, answers {dict(sorted(found.statuses.items()))};"
          f" {found.judged} refused texts in {len(found.fields)} of {len(found.typed)} fields were there again")  # fmt: skip
    assert found.broken == []
    assert found.across == []
    assert found.lost == []
    assert {200, 302, 404} <= set(found.statuses)
    assert not other or found.judged > count // 100


def check(player, request: Request, other: bytes | None, found: Found) -> None:
    """Play one request; note a 500, a canary of the other side, or a typed text that is gone after a 422."""
    answer = player.play(request)
    found.played += 1
    found.statuses[answer.status] = found.statuses.get(answer.status, 0) + 1
    if answer.status >= 500 and "/readyz" not in request.path:
        found.broken.append((request, answer.logs[-1:]))
    seen = (answer.body, answer.headers, *(line.encode() for line in answer.logs))
    if other and any(other in part for part in seen):
        found.across.append(request)
    if answer.status == 422 and b"<html" in answer.body[:200]:
        for name, kept in request.data:
            field_of = (route_of(request.path), name)
            if field_of not in found.typed or not kept.strip() or "\x00" in kept or _again(request, name):
                continue
            found.judged += 1
            found.fields.add(field_of)
            if escape(kept.strip()[:40].splitlines()[0]).encode() not in answer.body:
                found.lost.append((request.path, name, kept[:60]))


def _again(request: Request, name: str) -> bool:
    """Whether a field was sent twice: then the last one counts."""
    return sum(1 for field, _value in request.data if field == name) > 1
