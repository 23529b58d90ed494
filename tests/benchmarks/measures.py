"""What is measured. Django stands, and the connection points at a server that may be filled."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from statistics import median

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from accounts.shared.models import Organisation
from handoffs.commercial.models import Inquiry
from handoffs.door import INQUIRY
from msl_governance.firewall.database import acting_as, as_login
from msl_governance.firewall.doors import cross
from msl_governance.firewall.proof import scratch
from msl_governance.firewall.screening import screen
from tests.benchmarks.npi import measure_import
from tests.support.people import World

PAGES = ("/accounts/", "/handoffs/medical/")
WALL = {
    "msl_governance.firewall.middleware.IdentityMiddleware",
    "msl_governance.firewall.middleware.FirewallMiddleware",
}
BACKEND = "msl_governance.firewall.backend.SignIn"
TEXT = (
    "An HCP asks how the compound acts on the receptor when renal function declines below an eGFR of 30, whether "
    "published pharmacokinetic data describe accumulation after repeated dosing, and how tumour volume was measured "
    "in the phase 2 study. She would like the references on switching from warfarin, the confidence intervals of the "
    "primary endpoint, and what is known about hepatic metabolism in elderly people. She asked without any prompt "
    "after a congress session on cardiorenal outcomes and prefers an answer in writing next week."
)[:500]


def everything(*, rows: int, rounds: int) -> dict[str, dict]:
    """Name of the measurement -> what -> number. The import is first: its peak is of the whole process."""
    with scratch.template() as (name, _made), _pages_as_in_tests():
        scratch.use(name)
        results = {"Import of an NPPES file": measure_import(rows)}
        with as_login("owner"):
            world = World()
        results["A page within the wall and without it"] = measure_pages(world, rounds)
        results["One crossing of door 2"] = measure_crossing(world, rounds)
        results["Screening"] = measure_screening(rounds)
        results["History by trigger"] = measure_history(rounds)
    return results


@contextmanager
def _pages_as_in_tests():
    """Static names without a manifest, and any host."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(ALLOWED_HOSTS=["*"], STORAGES=settings.STORAGES | plain):
        yield


def timed(action: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    started = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - started)


def ms(values: list[float]) -> float:
    """Median, rounded."""
    return round(median(values), 3)


def ratio(one: list[float], two: list[float]) -> float:
    """Median over median."""
    return round(median(one) / median(two), 3)


class AsOwner:
    """The middleware that a product without the wall would have: one login, one transaction."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with connection.as_login("owner"), transaction.atomic():
            return self.get_response(request)


def measure_pages(world: World, rounds: int) -> dict[str, float]:
    """The same pages with side, rule and refusals, and as the owner in a plain transaction."""
    plain = ["tests.benchmarks.measures.AsOwner", *(name for name in settings.MIDDLEWARE if name not in WALL)]
    _let_the_owner_read_names()
    walled, bare = _signed_in(world.msl1), _signed_in(world.msl1)
    out: dict[str, float] = {}
    for page in PAGES:
        within, without = [], []
        for turn in range(rounds + 3):
            asked = [timed(lambda page=page: _answered(walled, page))]
            with override_settings(MIDDLEWARE=plain):
                asked.append(timed(lambda page=page: _answered(bare, page)))
            if turn >= 3:  # the first ones fill caches of templates
                within.append(asked[0])
                without.append(asked[1])
        out |= {f"{page} within the wall, ms": ms(within), f"{page} without it, ms": ms(without)}
        out[f"{page} ratio"] = ratio(within, without)
    return out


def _let_the_owner_read_names() -> None:
    """In the scratch database alone: otherwise not even the owner reads the sides' directories of colleagues."""
    with as_login("owner"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE threshold_directory")
        cursor.execute("GRANT SELECT ON people_medicalcolleague TO threshold_owner")


def _signed_in(person) -> Client:
    client = Client(SERVER_NAME="localhost")
    with as_login("core"):
        client.force_login(person, backend=BACKEND)
    return client


def _answered(client: Client, page: str) -> None:
    response = client.get(page)
    if response.status_code != 200:
        raise RuntimeError(f"{page} answered {response.status_code}: nothing to measure.")


def measure_crossing(world: World, rounds: int) -> dict[str, float]:
    """Submitted inquiries through the door, each in a transaction of its own; beside it a plain insert."""
    inserts, crossings = [], []
    with as_login("core"):
        for _turn in range(rounds):
            made: list[Inquiry] = []
            inserts.append(timed(lambda made=made: made.append(_submitted(world))))
            crossings.append(timed(lambda made=made: _cross(world, made[0])))
    return {
        "insert of the inquiry in its transaction, ms": ms(inserts),
        "crossing in its transaction, ms": ms(crossings),
        "ratio": ratio(crossings, inserts),
    }


def _submitted(world: World) -> Inquiry:
    now = timezone.now()
    with acting_as(world.rep1):
        return Inquiry.objects.create(
            author_id=world.rep1.pk, territory=world.commercial_north, hcp=world.north_hcp, kind="mechanism",
            verbatim=TEXT, unprompted=True, adverse_event=False, acknowledged=True, acknowledged_at=now,
            submitted_at=now, state="submitted", contact_phone="+1 555 0142", hcp_name="Dr. A B",
        )  # fmt: skip


def _cross(world: World, inquiry: Inquiry) -> None:
    with acting_as(world.rep1):
        cross(INQUIRY, source_id=inquiry.pk, by=world.rep1, basis="benchmark")


def measure_screening(rounds: int) -> dict[str, float]:
    """500 characters as a representative types them: nothing is stopped, so every rule is asked."""
    screen(TEXT, "inquiry")
    # A word changes each time, so that nothing kept from the last turn can answer.
    taken = [timed(lambda n=n: screen(f"{TEXT[:-6]} {n:05d}", "inquiry")) for n in range(rounds)]
    return {"characters": len(TEXT), "one text, ms": ms(taken), "the slowest, ms": round(max(taken), 3)}


def measure_history(rounds: int) -> dict[str, float]:
    """Create and save of one row, with the trigger and with it taken away, in turn."""
    table = Organisation._meta.db_table
    times: dict[str, list[float]] = {"ENABLE": [], "DISABLE": []}
    with as_login("owner"):
        for turn in range(2 * rounds):
            state = ("ENABLE", "DISABLE")[turn % 2]
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f'ALTER TABLE "{table}" {state} TRIGGER history')
            times[state].append(timed(lambda turn=turn: _create_and_save(turn)))
    return {
        "create and save with history, ms": ms(times["ENABLE"]),
        "create and save without, ms": ms(times["DISABLE"]),
        "ratio": ratio(times["ENABLE"], times["DISABLE"]),
    }


def _create_and_save(turn: int) -> None:
    with transaction.atomic():
        row = Organisation.objects.create(name=f"Benchmark {turn}", region="NY")
        row.name = f"Benchmark {turn} again"
        row.save()
