"""The labelled corpus: how much is found, how often science is stopped. Figures in docs/decisions/0003."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from msl_governance.firewall.screening import KINDS, PLACES, is_stopped, screen

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.tsv"))
# Per set: the kinds named, the offending sentences caught. `fresh` was never tuned on, the others were.
FLOORS = {"dev": (0.99, 1.0), "held_out": (0.97, 0.99), "tuned": (0.77, 0.97), "fresh": (0.68, 0.86)}
FRESH_BY_STYLE = {"plain": 0.99, "hand": 0.77, "oblique": 0.88}
# Per set, of every single kind: named as what it is, and caught whatever it was named.
LEAST_NAMED = {"dev": 0.95, "held_out": 0.9, "tuned": 0.65, "fresh": 0.5}
LEAST_CAUGHT = {"dev": 1.0, "held_out": 0.99, "tuned": 0.95, "fresh": 0.74}
MOST_FALSE_STOPS = {"dev": 0.01, "held_out": 0.01, "tuned": 0.004, "fresh": 0.011}
# Where a text crosses by itself, only a stop holds it; elsewhere a person looks at what is flagged.
CROSSING = ("inquiry", "interest")


@dataclass(frozen=True)
class Sentence:
    text: str
    place: str
    expected: frozenset[str]  # no kinds for a clean sentence
    style: str


def sentences(wanted: str) -> Iterator[Sentence]:
    """The sentences of one set."""
    for path in CORPUS:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["set"] == wanted:
                    kinds = () if row["expected"] == "clean" else row["expected"].split(",")
                    text = row["text"].replace("\\n", "\n")
                    yield Sentence(text, row["place"], frozenset(kinds), row.get("style") or "plain")


def caught(findings: list, place: str) -> bool:
    """Whether an offending sentence does not cross unseen."""
    return is_stopped(findings) if place in CROSSING else bool(findings)


@dataclass
class Tally:
    """What was found in one set."""

    named: Counter = field(default_factory=Counter)  # by kind: what the writer is told is what is wrong
    held: Counter = field(default_factory=Counter)  # by kind: the sentence does not cross unseen
    kinds: Counter = field(default_factory=Counter)
    caught: Counter = field(default_factory=Counter)
    offending: Counter = field(default_factory=Counter)
    clean: int = 0
    false_stops: list[str] = field(default_factory=list)

    def add(self, one: Sentence) -> None:
        findings = screen(one.text, one.place)
        if not one.expected:
            self.clean += 1
            self.false_stops += [one.text] if is_stopped(findings) else []
            return
        self.kinds.update(one.expected)
        self.named.update(one.expected & {finding.kind for finding in findings})
        self.held.update(one.expected if caught(findings, one.place) else ())
        for group in ("all", one.style, one.place):
            self.offending[group] += 1
            self.caught[group] += caught(findings, one.place)

    def recall(self, group: str = "all") -> float:
        return self.caught[group] / self.offending[group]

    def lines(self, wanted: str) -> list[str]:
        """The figures of one set: false stops, then what is caught by group and by kind, and named by kind."""
        rate = len(self.false_stops) / self.clean
        shown = [f"{wanted}: false stops {rate:.1%} of {self.clean} clean sentences"]
        for group, total in self.offending.items():
            shown.append(
                f"  {group:<18} caught {self.caught[group]:>4} of {total:<4} {self.recall(group):>6.1%}"
            )
        for kind in KINDS:
            held, named, of = self.held[kind], self.named[kind], self.kinds[kind]
            shown.append(
                f"  kind {kind:<13} caught {held:>4} of {of:<4} {held / of:>6.1%}, named {named / of:>6.1%}"
            )
        return shown


def tally(wanted: str) -> Tally:
    result = Tally()
    for one in sentences(wanted):
        result.add(one)
    return result


def test_corpus_is_large_varied_and_well_formed():
    rows = [row for wanted in FLOORS for row in sentences(wanted)]
    assert len(rows) >= 4_000
    assert len({row.text for row in rows}) == len(rows), "a sentence stands twice"
    assert {row.place for row in rows} == set(PLACES)
    assert {row.style for row in rows} == {"plain", "hand", "oblique", "clean"}
    assert frozenset().union(*(row.expected for row in rows)) == set(KINDS)
    clean = sum(not row.expected for row in rows)
    assert clean / len(rows) > 0.4


@pytest.mark.parametrize("wanted", FLOORS)
def test_recall_and_false_stops(wanted, record_property):
    found = tally(wanted)
    record_property("recall", found.lines(wanted))
    named, held = FLOORS[wanted]
    assert found.named.total() / found.kinds.total() >= named
    assert found.recall() >= held
    assert len(found.false_stops) / found.clean <= MOST_FALSE_STOPS[wanted], found.false_stops
    for kind in KINDS:
        assert found.named[kind] >= LEAST_NAMED[wanted] * found.kinds[kind], kind
        assert found.held[kind] >= LEAST_CAUGHT[wanted] * found.kinds[kind], kind


def test_sentences_never_tuned_on_are_caught_by_style():
    found = tally("fresh")
    for style, floor in FRESH_BY_STYLE.items():
        assert found.recall(style) >= floor, style


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
