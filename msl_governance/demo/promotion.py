"""Approved content, detailing aims and detail calls of the story, each through the service of its screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.commercial.calls import services as calls
from accounts.commercial.calls.models import DetailCall
from accounts.commercial.content import services as library
from accounts.commercial.content.models import PromotionalContent
from accounts.commercial.objectives import selectors as aims
from accounts.commercial.objectives import services as objectives
from accounts.commercial.objectives.models import RepObjective
from accounts.shared.models import Hcp, Product
from msl_governance.firewall.database import acting_as

from .cast import Cast
from .clock import Tale, chance

FIRST_DAY = 230  # business days ago
AIMED_AT = 8  # doctors of each area
CHANNELS = ("in_person", "in_person", "in_person", "video", "phone", "email")
STEPS = (
    ("none", ""), ("none", ""), ("visit", "Bring the monitoring leaflet"), ("visit", ""),
    ("material", "Pack sizes, by e-mail"), ("group", "Short talk for the ward team"), ("access", ""),
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A version of a piece: approved so many days before today, expiring so many after it (or before)."""

    code: str
    title: str
    key_message: str
    product: str
    approved: int
    expires: int


PIECES = (
    Piece("C-098", "Launch leaflet", "A new once-daily option in heart failure.", "Corvanta", 380, -40),
    Piece("C-114", "Dosing card", "One tablet once daily, with or without food.", "Corvanta", 379, 60),
    Piece("C-120", "Monitoring leaflet", "Check potassium at four weeks, then as labelled.", "Corvanta", 300, 180),
    Piece("C-131", "Label overview", "Indicated in heart failure with reduced ejection fraction.", "Corvanta", 260, 200),
    Piece("Z-201", "Patient support programme", "A nurse line for every patient who starts.", "Zelmira", 240, 150),
    Piece("C-114", "Dosing card and pack sizes", "One tablet once daily, in packs of 28 and 98.", "Corvanta", 120, 250),
)  # fmt: skip


def shelf(cast: Cast) -> Tale:
    """The library fills over the year; one piece has expired since, one was replaced by a new version."""
    director, today = cast.people["sales_director1"], cast.clock.last_day
    for piece in PIECES:
        yield cast.clock.today - timedelta(days=piece.approved)
        words: dict[str, Any] = {
            "title": piece.title, "key_message": piece.key_message, "in_label": True,
            "approved_on": today - timedelta(days=piece.approved),
            "expires_on": today + timedelta(days=piece.expires),
        }  # fmt: skip
        with acting_as(director):
            old = PromotionalContent.objects.filter(code=piece.code).first()
            if old:
                library.add_version(by=director, piece=old, **words)
            else:
                product = Product.objects.get(name=piece.product)
                library.add_content(by=director, code=piece.code, product=product, **words)


def aimed(cast: Cast, where: str) -> Tale:
    """Aims of the year, those of this quarter still open; the earlier ones done or dropped."""
    rng = chance(f"aims {where}")
    rep, _msl = cast.team(where)
    for days, length in ((150, 90), (45, 90)):
        yield cast.clock.back(days * 5 // 7, rng)
        with acting_as(rep):
            for hcp in cast.doctors[where][:AIMED_AT]:
                _aim(rep, hcp, _usable(rng, length), length, rng)
        if days > length:
            yield cast.clock.back((days - length) * 5 // 7, rng)
            with acting_as(rep):
                _settle(rep, rng)


def visited(cast: Cast, where: str, number: int) -> Tale:
    """A year of calls; each counts for an aim where one fits."""
    rng = chance(f"calls {where}")
    rep, _msl = cast.team(where)
    for turn in range(number):
        called_at = cast.clock.back(1 + (number - turn - 1) * FIRST_DAY // number, rng)
        yield min(called_at + timedelta(minutes=10), cast.clock.today)
        hcp = cast.doctors[where][0] if turn % 5 == 0 else cast.doctor(where, rng)
        with acting_as(rep):
            _call(rep, hcp, called_at, rng)
    yield cast.clock.today - timedelta(minutes=2)
    with acting_as(rep):
        _correct_latest(rep)


def _aim(rep, hcp: Hcp, content: PromotionalContent, length: int, rng: Random) -> None:
    today = timezone.localdate()
    objectives.set_objective(
        by=rep, hcp=hcp, content=content, period_start=today, period_end=today + timedelta(days=length),
        planned_calls=rng.randint(3, 6), target_scripts=rng.randint(10, 60),
    )  # fmt: skip


def _settle(rep, rng: Random) -> None:
    """The quarter is over: each aim is done or dropped."""
    over = RepObjective.objects.filter(author_id=rep.pk, state="open", period_end__lte=_soon())
    for one in over.order_by("period_end", "hcp__npi"):  # by key it would be another order at each telling
        objectives.change_plan(
            by=rep, objective=one, state=rng.choice(("done", "done", "dropped")),
            planned_calls=one.planned_calls, period_end=one.period_end, target_scripts=one.target_scripts,
        )  # fmt: skip


def _soon() -> date:
    return timezone.localdate() + timedelta(days=7)


def _usable(rng: Random, length: int) -> PromotionalContent:
    """A piece that stays usable for so many days."""
    today = timezone.localdate()
    found = PromotionalContent.objects.usable_on(today).filter(expires_on__gte=today + timedelta(days=length))
    return rng.choice(list(found.order_by("code", "version")))


def _call(rep, hcp: Hcp, called_at, rng: Random) -> None:
    step, note = rng.choice(STEPS)
    fitting = aims.fitting(rep, hcp.pk, timezone.localtime(called_at).date())
    aim = fitting[0] if fitting else None
    day = timezone.localtime(called_at).date()
    usable = list(PromotionalContent.objects.usable_on(day).order_by("code", "version"))
    first = aim.content if aim and aim.content and aim.content in usable else rng.choice(usable)
    also = [rng.choice(usable)] if rng.random() < 0.3 else []
    calls.log_call(
        by=rep, hcp=hcp, called_at=called_at, channel=rng.choice(CHANNELS), objective=aim, next_step=step,
        next_step_note=note, contents=list(dict.fromkeys([first, *also])),
        duration_minutes=rng.choice((None, 5, 10, 15, 20)),
    )  # fmt: skip


def _correct_latest(rep) -> None:
    """One call was typed too fast."""
    mine = DetailCall.objects.visible_to(rep).filter(author_id=rep.pk)
    one = mine.order_by("-called_at", "hcp__npi")[0]
    values = {name: getattr(one, name) for name in calls.PLAIN}
    values |= {"channel": "video" if one.channel != "video" else "phone", "next_step": "visit"}
    pieces = [row.content for row in one.detailed.select_related("content")]
    calls.correct_call(by=rep, call=one, reason="It was held otherwise.", contents=pieces, **values)
