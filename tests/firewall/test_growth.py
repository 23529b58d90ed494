"""The proof grows by itself: an app as a later issue may bring it is in the worlds, at the door and on the route."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from msl_governance.firewall.proof.values import CANARY
from msl_governance.firewall.proof.worlds import CROSSED

ROOT = Path(__file__).resolve().parents[2]
WORDS = {"title", "words", "slug", "address", "mail", "answers", "items", "tags", "paper", "raw"}
FIGURES = {"amount", "share", "number", "length", "figures"}


@pytest.fixture(scope="module")
def grown():
    """What a process with one more app and servers of its own found; it plants a leak in that app."""
    kept = {name: value for name, value in os.environ.items() if "_URL" not in name}
    settings = {"DJANGO_SETTINGS_MODULE": "tests.firewall.growth.settings", "GROWTH_LEAK": "yes"}
    with tempfile.TemporaryDirectory(prefix="th-") as home:
        # Root's servers run as somebody else: shut out of here, they would leave their data elsewhere for good.
        os.chmod(home, 0o755)
        done = subprocess.run(
            [sys.executable, "-m", "tests.firewall.growth"], cwd=ROOT, env=kept | settings | {"THRESHOLD_HOME": home},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_the_flow_proof_takes_its_door_as_declared(grown):
    assert grown["problems"] == []


def test_every_kind_of_field_is_filled(grown):
    for viewer in ("COMMERCIAL", "MEDICAL"):
        for table, side in (("Study", "MEDICAL"), ("Plan", "COMMERCIAL")):
            rows = list(grown[viewer]["base"][table].values())
            assert len(rows) >= 12
            for name in rows[0]:
                filled = {row[name] for row in rows} - {"None", "", "[]", "{}"}
                assert len(filled) >= 2, (table, name)
            assert all(CANARY[side] in row[name] for row in rows for name in WORDS), table
            assert any(row["parent"] != "None" for row in rows), table


def test_the_other_sides_rows_differ_between_worlds_in_words_and_figures(grown):
    for viewer, varied, own in (("COMMERCIAL", "Study", "Plan"), ("MEDICAL", "Plan", "Study")):
        base, other = (grown[viewer][world] for world in ("base", "words"))
        both = [
            key for key in base[varied] if key in other[varied] and base[varied][key] != other[varied][key]
        ]
        assert len(both) >= 12
        for name in WORDS | FIGURES:
            assert all(base[varied][key][name] != other[varied][key][name] for key in both), name
        assert base[own] == other[own]
        assert base["Theme"] == other["Theme"]
        assert base["Digest"] == other["Digest"]


def test_its_door_carries_and_what_the_record_needs_is_there(grown):
    world = grown["COMMERCIAL"]["base"]
    assert len(world["Digest"]) >= 6
    titles = {row["title"] for row in world["Study"].values()}
    assert len(titles & {row["title"] for row in world["Digest"].values()}) == CROSSED
    assert {row["profile"] for row in world["Study"].values()} <= set(world["Profile"])
    assert {row["study"] for row in world["StudyTheme"].values()} <= set(world["Study"])


def test_its_pages_are_asked_and_its_leak_is_found(grown):
    assert "/growth/plans/" in grown["answered"]
    assert set(grown["asked"]) == {"/growth/plans/"}
