"""``python -m tests.coverage_floor``: the floors of branch coverage, from the data of the run before.

The wall, the doors, the hand-offs and everything that writes: every line and every branch. All the rest
together: 95 %. Exit 1 and file:line of what is missing where a floor does not hold.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# What writes is named so by the house: services and tasks, and in people and notices these besides.
WRITES = "services|door|tasks|importing|alignments|sessions|own_sessions|lockout|outbox"
WHOLE = re.compile(rf"^(msl_governance/firewall/|handoffs/)|(^|/)({WRITES})\.py$")
REST_PERCENT = 95.0


def measured() -> dict[str, dict]:
    """File -> coverage's own report of it, with forward slashes. Raises where there is no data."""
    with tempfile.TemporaryDirectory() as place:
        report = Path(place) / "coverage.json"
        command = [sys.executable, "-m", "coverage", "json", "-q", "-o", str(report)]
        subprocess.run(command, check=True)
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return {name.replace("\\", "/"): found for name, found in files.items()}


def is_whole(name: str) -> bool:
    """Whether a file must be covered entirely."""
    return bool(WHOLE.search(name))


def missing(name: str, found: dict) -> list[str]:
    """``file:line`` of each line, ``file:line > line`` of each branch that no test took; -1 leaves the function."""
    lines = set(found["missing_lines"])
    branches = [(a, b) for a, b in found.get("missing_branches", []) if abs(a) not in lines]
    return [f"{name}:{line}" for line in sorted(lines)] + [f"{name}:{a} > {b}" for a, b in sorted(branches)]


def percent(reports: list[dict]) -> float:
    """Lines and branches taken, of all of these files together; 100 where there is nothing to take."""
    sums = [found["summary"] for found in reports]
    taken = sum(s["covered_lines"] + s.get("covered_branches", 0) for s in sums)
    wanted = sum(s["num_statements"] + s.get("num_branches", 0) for s in sums)
    return 100 * taken / wanted if wanted else 100.0


def judged(files: dict[str, dict]) -> tuple[list[str], bool]:
    """Lines to print, and whether both floors hold."""
    whole = {name: found for name, found in files.items() if is_whole(name)}
    rest = {name: found for name, found in files.items() if not is_whole(name)}
    gaps = [gap for name, found in sorted(whole.items()) for gap in missing(name, found)]
    reached = percent(list(rest.values()))
    out = [f"Wall, doors, hand-offs, whatever writes: {percent(list(whole.values())):.2f} % (floor 100 %)"]
    out += [f"  missing {gap}" for gap in gaps]
    out.append(f"All the rest: {reached:.2f} % (floor {REST_PERCENT:.0f} %)")
    if reached < REST_PERCENT:
        out += [f"  missing {gap}" for name, found in sorted(rest.items()) for gap in missing(name, found)]
    return out, bool(whole) and not gaps and reached >= REST_PERCENT


def main() -> int:
    """Print and judge."""
    lines, holds = judged(measured())
    print("\n".join(lines))
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
