"""T1 and T1b: the same requests in worlds that differ on the other side; not one byte may differ.

But to administrators, in the worlds in which the other side's people are others: they see people by right.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..database import as_login
from ..models import Passage
from ..sides import Role
from . import scratch, worlds
from .explore import explore, prime
from .pages import Request
from .player import OWN, THEIRS, Answer, Player, frozen
from .values import VARIATIONS, Variation


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
    """What one direction showed. ``requests`` counts different ones, each played in every world."""

    viewer: str
    requests: int = 0
    plays: int = 0
    routes: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    differences: list[Difference] = field(default_factory=list)
    crossed: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass
class Worlds:
    """Databases that differ in one side's records alone: names by variation, and the ids in each."""

    viewer: str
    names: dict[str, str]
    ids: dict[str, dict]


@contextmanager
def prepared(viewer: str, variations: tuple[Variation, ...] = VARIATIONS, source: str = ""):
    """Make the worlds that ``viewer`` shall compare; dropped at the end.

    ``viewer`` is the side that looks: ``COMMERCIAL`` sees worlds that differ in medical records, and the
    reverse. ``source`` names a migrated, empty database to copy.
    """
    with scratch.template(source) as (empty, made), scratch.files_in_memory():
        empty_of_viewer = f"{empty}_{viewer.lower()}"
        common = scratch.clone(empty, f"{empty_of_viewer}_common", made)
        scratch.use(common)
        pools = worlds.seed_common(viewer)
        found = Worlds(viewer, {}, {})
        for number, variation in enumerate(variations):
            name = scratch.clone(common, f"{empty_of_viewer}_w{number}", made)
            scratch.use(name)
            found.names[variation.name] = name
            found.ids[variation.name] = worlds.seed_varied(variation, pools)
        yield found


def compare(
    viewer: str,
    *,
    requests: int = 2000,
    source: str = "",
    seed: int = 7,
    progress: Callable = lambda text: None,
    stop_at: int = 20,
) -> Outcome:
    """Play the viewer's requests in every world and compare; at least ``requests`` different ones in each."""
    started, outcome = time.monotonic(), Outcome(viewer)
    with prepared(viewer, source=source) as made, frozen() as player:
        script: list[Request] = []
        base: list[Answer] = []
        for world, name in made.names.items():
            scratch.use(name)
            player.enter_world()
            prime(player, viewer)
            player.enter_world()
            progress(f"{viewer.lower()}: world “{world}”")
            if not script:
                before = passages()
                script, base = explore(player, viewer, made.ids[world], requests, seed, outcome)
                outcome.crossed = {name: number - before.get(name, 0) for name, number in passages().items()}
            elif len(outcome.differences) < stop_at:
                replay(player, script, base, world, outcome, stop_at)
    outcome.requests = len({request for request in script if request.method not in (OWN, THEIRS)})
    outcome.seconds = time.monotonic() - started
    return outcome


def passages() -> dict[str, int]:
    """How many passages of each crossing the ledger holds."""
    with as_login("owner"):
        return Counter(Passage.objects.values_list("crossing", flat=True))


def replay(player: Player, script, base, world: str, outcome: Outcome, stop_at: int) -> None:
    """Play the script in another world and keep what differs, up to ``stop_at``."""
    for request, expected in zip(script, base, strict=True):
        answer = player.play(request)
        outcome.plays += 1
        if answer != expected and not _may_differ(request, world):
            outcome.differences.append(first_difference(request, world, expected, answer))
            if len(outcome.differences) >= stop_at:
                return


def _may_differ(request: Request, world: str) -> bool:
    """Whether administrators ask about people, whom they know on both sides by right and who are others in this world.

    Their home counts people, the pages below ``/people/`` name them; at any other address they too see no difference.
    """
    others = {variation.name for variation in VARIATIONS if variation.changes_people}
    about_people = request.path == "/" or request.path.startswith("/people/")
    return world in others and about_people and request.person.startswith(Role.ADMINISTRATOR.value)


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
