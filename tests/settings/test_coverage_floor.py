"""The floors of coverage fall where a line, a branch or the whole report is missing."""

import tomllib
from pathlib import Path

import pytest

from tests import coverage_floor


def report(lines=10, covered=10, branches=4, taken=4, missing_lines=(), missing_branches=()):
    return {
        "missing_lines": list(missing_lines),
        "missing_branches": [list(pair) for pair in missing_branches],
        "summary": {
            "num_statements": lines, "covered_lines": covered, "num_branches": branches, "covered_branches": taken,
        },
    }  # fmt: skip


GOOD = {"handoffs/door.py": report(), "msl_governance/ui/forms.py": report()}


def test_both_floors_hold():
    lines, holds = coverage_floor.judged(GOOD)
    assert holds
    assert lines == [
        "Wall, doors, hand-offs, whatever writes: 100.00 % (floor 100 %)",
        "All the rest: 100.00 % (floor 95 %)",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "handoffs/medical/rules.py",
        "msl_governance/firewall/proof/pages.py",
        "accounts/medical/services.py",
        "accounts/shared/importing.py",
        "accounts/commercial/tasks.py",
        "msl_governance/people/sessions.py",
        "msl_governance/notifications/outbox.py",
    ],
)
@pytest.mark.parametrize(
    ("gap", "shown"),
    [
        ({"covered": 9, "missing_lines": [7]}, "{}:7"),
        ({"taken": 3, "missing_branches": [(7, -1)]}, "{}:7 > -1"),
    ],
)
def test_one_line_or_branch_of_the_wall_is_too_many(name, gap, shown):
    lines, holds = coverage_floor.judged(GOOD | {name: report(**gap)})
    assert not holds
    assert f"  missing {shown.format(name)}" in lines


def test_a_branch_of_a_missing_line_is_not_said_twice():
    found = report(missing_lines=[7], missing_branches=[(7, 8), (7, -1)])
    assert coverage_floor.missing("a.py", found) == ["a.py:7"]


@pytest.mark.parametrize(("covered", "holds"), [(96, True), (94, False)])
def test_the_rest_may_miss_one_in_twenty(covered, holds):
    rest = report(lines=96, covered=covered - 4, missing_lines=[1])
    lines, held = coverage_floor.judged({"handoffs/door.py": report(), "accounts/shared/npi.py": rest})
    assert held is holds
    assert ("  missing accounts/shared/npi.py:1" in lines) is not holds


def test_no_report_of_the_wall_is_no_proof():
    assert coverage_floor.judged({"accounts/shared/npi.py": report()})[1] is False
    assert coverage_floor.judged({})[1] is False


def test_the_answer_is_the_exit_code(monkeypatch, capsys):
    monkeypatch.setattr(coverage_floor, "measured", lambda: GOOD)
    assert coverage_floor.main() == 0
    monkeypatch.setattr(coverage_floor, "measured", dict)
    assert coverage_floor.main() == 1
    assert "floor 100 %" in capsys.readouterr().out


def test_every_kind_of_file_that_is_held_whole_is_still_there():
    root = Path(__file__).resolve().parents[2]
    there = {path.stem for top in ("accounts", "msl_governance") for path in (root / top).rglob("*.py")}
    assert set(coverage_floor.WRITES.split("|")) <= there


def test_every_app_is_measured():
    project = tomllib.loads(
        (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    )
    measured = project["tool"]["coverage"]["run"]["source"]
    assert set(measured) == set(project["tool"]["importlinter"]["root_packages"])
