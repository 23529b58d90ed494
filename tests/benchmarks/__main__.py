"""``python -m tests.benchmarks [--rows N]``: a table on the screen, the same numbers in bench.json.

Runs on the embedded servers of the tests, in a scratch database that is dropped at the end. Times depend on
the machine; the ratios are of one run, measured in turn.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

from msl_governance.embedded.environment import ensure
from tests.benchmarks.start import measure_start

OUT = Path("bench.json")


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """``--rows`` of the NPPES file, ``--rounds`` of each measurement."""
    parser = argparse.ArgumentParser(prog="make bench", description="Benchmarks of Threshold.")
    parser.add_argument("--rows", type=int, default=20_000, help="rows of the generated NPPES file")
    parser.add_argument("--rounds", type=int, default=60, help="times each thing is measured")
    return parser.parse_args(given)


def table(results: dict[str, dict]) -> str:
    """One line per number: what, how much, of which unit."""
    lines = []
    for name, numbers in results.items():
        lines += ["", name]
        lines += [f"  {what:<52} {value:>14,}" for what, value in numbers.items()]
    return "\n".join(lines[1:])


def main(given: list[str] | None = None) -> int:
    """Measure, print, write."""
    chosen, started = arguments(given), time.monotonic()
    os.environ["DJANGO_SETTINGS_MODULE"] = "msl_governance.settings.dev"
    with ensure(purpose="test"):
        import django

        django.setup()
        from tests.benchmarks.measures import everything

        results = everything(rows=chosen.rows, rounds=chosen.rounds)
    results["A start of the product"] = measure_start()
    results["This run"] = {"seconds in all": round(time.monotonic() - started, 1)}
    OUT.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
