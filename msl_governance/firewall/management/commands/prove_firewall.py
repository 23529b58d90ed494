"""``prove_firewall``: flow proof and non-interference in both directions, on generated worlds."""

import json
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from msl_governance.firewall.database import as_login, guard
from msl_governance.firewall.doors import BOTH_SIDES, CROSSINGS
from msl_governance.firewall.proof import catalogue, interference, scratch


class Command(BaseCommand):
    """Exit 1 and the first differing byte where it fails. Never touches real records: of the connected database the
    catalogue alone is read.
    """

    help = "Prove the firewall: flows in the catalogue, and worlds that must not differ."

    def add_arguments(self, parser):
        """``--requests``: how many different ones each way, in every world; ``--json`` for a machine."""
        parser.add_argument("--requests", type=int, default=2000)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options):
        """Run both proofs and say what they showed."""
        started, here = time.monotonic(), self._here()
        with scratch.template() as (empty, _made):
            problems, flows = self._flows()
            outcomes = self._both(options["requests"], empty)
        report = self._report(outcomes, flows, time.monotonic() - started)
        self.stdout.write(json.dumps(report, indent=2) if options["json"] else self._words(report))
        differences = [d for outcome in outcomes for d in outcome.differences]
        silent = [f"{route} answered nobody with success." for route in report["not_answered"]]
        silent += [f"No request carried “{name}” through its door." for name in report["not_crossed"]]
        silent += [
            f"Only {count} different requests were found to ask as {side}."
            for side, count in report["requests"].items()
            if count < options["requests"]
        ]
        if here or problems or differences or silent:
            raise CommandError(
                "\n".join([*here, *problems, *silent, *map(self._difference, differences[:5])])
            )

    def _here(self) -> list[str]:
        """What opens the wall in the connected database itself; its records are not read. Nothing before it is migrated."""
        with as_login("owner"), connection.cursor() as cursor:
            cursor.execute("select to_regclass('firewall_manifest')")
            if cursor.fetchone() == (None,):
                return []
            found = dict.fromkeys([*guard.find_problems(connection), *catalogue.problems(cursor)])
        return [f"In this database: {sentence}" for sentence in found]

    def _flows(self):
        with as_login("owner"), connection.cursor() as cursor:
            return catalogue.problems(cursor), catalogue.paths(catalogue.read(cursor))

    def _both(self, requests: int, source: str) -> list:
        """Both directions at once, each in a process of its own, with worlds made from one empty database."""
        scratch.use("postgres")
        with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
            waiting = [
                pool.submit(_compare, viewer, requests, source) for viewer in ("COMMERCIAL", "MEDICAL")
            ]
            return [one.result() for one in waiting]

    def _report(self, outcomes, flows, seconds: float) -> dict:
        answered = set().union(*(outcome.answered for outcome in outcomes))
        crossed = dict(sum((Counter(outcome.crossed) for outcome in outcomes), Counter()))
        routes = set().union(*(outcome.routes for outcome in outcomes))
        return {
            "requests": {outcome.viewer.lower(): outcome.requests for outcome in outcomes},
            "plays": sum(outcome.plays for outcome in outcomes),
            "routes": len(routes),
            "routes_answered": len(answered & routes),
            "not_answered": sorted(routes - answered),
            "crossed": crossed,
            # Oversight's people ask nothing here: what a steward sends to both sides is common to all worlds.
            "not_crossed": sorted(
                name for name, one in CROSSINGS.items() if one.origin in BOTH_SIDES and not crossed.get(name)
            ),
            "differing": sum(len(outcome.differences) for outcome in outcomes),
            "paths": sorted(f"{p.origin} > {p.destination}: {p.by}" for p in flows),
            "seconds": round(seconds, 1),
        }

    def _words(self, report: dict) -> str:
        asked = ", ".join(f"{count} as {side}" for side, count in report["requests"].items())
        lines = [
            f"Requests compared: {asked}; {report['plays']} plays in all worlds; {report['differing']} differ.",
            f"Addresses answered with success: {report['routes_answered']} of {report['routes']}.",
            "Ways across in the catalogue:",
            *(f"  {path}" for path in report["paths"]),
            f"{report['seconds']} s",
        ]
        return "\n".join(lines)

    def _difference(self, d) -> str:
        who = d.request.person or "nobody"
        return (
            f"{d.request.method} {d.request.path} as {who}: {d.part} differs in world “{d.world}” at {d.at}:\n"
            f"  base:  {d.base!r}\n  other: {d.other!r}"
        )


def _compare(viewer: str, requests: int, source: str):
    """One direction, with its progress on standard error."""
    return interference.compare(
        viewer,
        requests=requests,
        source=source,
        progress=lambda text: print(text, file=sys.stderr, flush=True),
    )
