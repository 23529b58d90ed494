"""The labelled corpus: how much is found, how often science is stopped. Figures in docs/decisions/0003."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from msl_governance.firewall.screening import KINDS, PLACES, is_stopped, screen

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.tsv"))
FLOORS = {"dev": 0.98, "held_out": 0.90}
MOST_FALSE_STOPS = 0.02


def sentences(wanted: str) -> Iterator[tuple[str, str, set[str]]]:
    """(text, place, expected kinds) of one set; no kinds for a clean sentence."""
    for path in CORPUS:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["set"] == wanted:
                    expected = set() if row["expected"] == "clean" else set(row["expected"].split(","))
                    yield row["text"].replace("\\n", "\n"), row["place"], expected


def test_corpus_is_large_varied_and_well_formed():
    rows = [row for wanted in FLOORS for row in sentences(wanted)]
    assert len(rows) >= 600
    assert len({text for text, _, _ in rows}) == len(rows), "a sentence stands twice"
    assert {place for _, place, _ in rows} == set(PLACES)
    assert set().union(*(expected for *_, expected in rows)) == set(KINDS)
    clean = sum(not expected for *_, expected in rows)
    assert clean / len(rows) > 0.4


@pytest.mark.parametrize("wanted", FLOORS)
def test_recall_and_false_stops(wanted):
    found, total, false_stops, clean = Counter(), Counter(), [], 0
    for text, place, expected in sentences(wanted):
        findings = screen(text, place)
        kinds = {finding.kind for finding in findings}
        total.update(expected)
        found.update(expected & kinds)
        clean += not expected
        if not expected and is_stopped(findings):
            false_stops.append(text)
    recall = found.total() / total.total()
    rate = len(false_stops) / clean
    print(f"\n{wanted}: recall {recall:.1%}, false stops {rate:.1%} of {clean} clean sentences")
    for kind in KINDS:
        print(f"  {kind:<14}{found[kind]:>4} of {total[kind]}")
    assert recall >= FLOORS[wanted]
    assert rate <= MOST_FALSE_STOPS, false_stops
    for kind in KINDS:
        assert found[kind] >= 0.8 * total[kind], kind


@pytest.mark.parametrize(
    "phrase",
    [
        "tumour volume", "receptor target", "switching from warfarin", "territory of the artery", "shared decision",
        "market authorisation", "target lesion revascularisation", "script concordance test", "dose volume",
        "number needed to treat of 40 patients", "what share of patients responded", "prescribing information section 5.1",
        "calls for further study", "frequency of dosing", "write a protocol", "high-volume centre",
    ],
)  # fmt: skip
def test_dangerous_words_in_innocent_use_pass_everywhere(phrase):
    for place in PLACES:
        assert screen(f"The doctor asks about {phrase} in adults.", place) == []
