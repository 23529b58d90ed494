"""Medical's own plans of the story: objectives, standing requests, the scientific library."""

from __future__ import annotations

from datetime import timedelta

from accounts.medical.library.services import add_material, withdraw_material
from accounts.medical.objectives.services import end_objective, set_objective
from accounts.medical.standing.services import record_standing
from msl_governance.firewall.database import acting_as

from . import words
from .cast import Cast
from .clock import Tale, chance
from .exchanges import submit


def library(cast: Cast) -> Tale:
    """The MSL director keeps the library: versions that hold, one that has lapsed, one withdrawn."""
    director = cast.people["msl_director1"]
    topics = cast.topics
    for days, code, version, title, kind, topic, lasts in words.MATERIALS:
        yield cast.clock.today - timedelta(days=days)
        with acting_as(director):
            day = cast.clock.day
            made = add_material(
                by=director, code=code, version=version, title=title, kind=kind, topic=topics[topic],
                approved_on=day, expires_on=day + timedelta(days=lasts),
            )  # fmt: skip
            if code == words.WITHDRAWN_MATERIAL:
                withdraw_material(by=director, material=made)


def objective(cast: Cast, where: str, number: int) -> Tale:
    """One aim of the MSL with a doctor: most are open, one was reached, one dropped."""
    rng = chance(f"objective {where} {number}")
    _rep, msl = cast.team(where)
    yield cast.clock.back(rng.randint(40, 80), rng)
    kind = rng.choice(list(words.QUESTIONS))
    hcp, topic = cast.doctors[where][number], cast.topics[words.QUESTIONS[kind][0]]
    with acting_as(msl):
        start = cast.clock.day
        made = set_objective(
            by=msl, hcp=hcp, topic=topic,
            aim=rng.choice(words.SCIENTIFIC_AIMS), period_start=start,
            period_end=start + timedelta(days=rng.randint(100, 200)), exchanges_planned=rng.choice((2, 3, None)),
        )  # fmt: skip
    for _exchange in range(rng.randint(0, 2)):
        yield cast.clock.later(8, rng)
        submit(
            cast, rng, by=msl, hcp=hcp, kind=kind, content_class="disease_state",
            met_at=cast.clock.now - timedelta(hours=1),
        )  # fmt: skip
    state = {2: "reached", 5: "dropped"}.get(number)
    if state:
        yield cast.clock.later(20, rng)
        with acting_as(msl):
            end_objective(by=msl, objective=made, state=state, outcome=words.OUTCOMES[state])


def standing_requests(cast: Cast, where: str) -> Tale:
    """Wishes to be kept informed; the oldest has lapsed."""
    rng = chance(f"standing {where}")
    _rep, msl = cast.team(where)
    for hcp, days in zip(cast.doctors[where], (380, 300, 120, 60, 10), strict=False):
        yield cast.clock.today - timedelta(days=days)
        with acting_as(msl):
            record_standing(
                by=msl, hcp=hcp, topic=cast.topics[rng.choice(list(cast.topics))], wish=rng.choice(words.WISHES),
                asked_on=cast.clock.day,
            )  # fmt: skip
