"""Every rule is held to its own examples, alone, so that no other rule can cover for it."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from msl_governance.firewall.screening import KINDS, PLACES, RULES, SCREENING_VERSION, engine, explain, screen
from msl_governance.firewall.screening.lexicon import LEXICON, SHAPE_CLASSES
from msl_governance.firewall.screening.rulebook import Rule
from msl_governance.firewall.screening.words import (
    AILMENTS,
    ALIASES,
    BEGINNINGS,
    CLASSES,
    ENDINGS,
    FUZZY,
    FUZZY_EXCEPTIONS,
    INNOCENT,
    NOT_TERMS,
)

WORDS = Path(engine.__file__).parent / "data" / "words"
FINGERPRINT = ("6", "7cca2ea3c3aa4606")


def by_id(rule: Rule) -> str:
    return rule.id


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_rule_hits_and_passes_its_examples(rule, monkeypatch):
    assert rule.hits
    assert rule.passes
    monkeypatch.setattr(engine, "rules_for", lambda place: (rule,))
    for text in rule.hits:
        assert [f.rule for f in screen(text, rule.places[0])][:1] == [rule.id], text
    for text in rule.passes:
        assert screen(text, rule.places[0]) == [], text


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_examples_to_pass_pass_all_rules(rule):
    for text in rule.passes:
        assert screen(text, rule.places[0]) == [], text


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_rule_is_well_formed(rule):
    explanation = str(rule.explanation)
    assert rule.kind in KINDS
    assert rule.id.startswith(f"{rule.kind}.")
    assert set(rule.places) <= set(PLACES)
    assert explanation.endswith(".")
    assert "!" not in explanation
    assert "'" not in explanation
    assert "denied" not in explanation.lower()
    named = re.findall(r"@(\w+)", " ".join(rule.patterns + rule.unless)) + list(rule.unless_sentence)
    named += " ".join(
        (*rule.holds, rule.lacks, rule.beside, rule.opens, rule.closed_to, rule.unless_earlier)
    ).split()
    assert set(named) <= set(CLASSES) | SHAPE_CLASSES


def test_ids_are_unique():
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_adverse_events_are_stopped_in_an_inquiry_with_the_way_to_report_them():
    (finding,) = screen("My patient died after cycle two.", "inquiry")
    assert finding.severity == "stop"
    assert "drug safety within 24 hours" in explain(finding)
    assert "adverse event question" in explain(finding)


@pytest.mark.parametrize("place", ["inquiry", "interest"])
@pytest.mark.parametrize(
    "text",
    [
        "The patient, Anna Kowalska, has eGFR 28.",
        "Hospital number 99-20314.",
        "DOB 03/11/1958, on cycle two.",
    ],
)
def test_patient_identifiers_are_stopped_with_the_way_to_report_them(text, place):
    found = [finding for finding in screen(text, place) if finding.kind == "personal_data"]
    assert [finding.severity for finding in found] == ["stop"]
    assert "without name, initials, date or number" in explain(found[0])
    assert "drug safety" in explain(found[0])
    assert "within 24 hours" in explain(found[0])


OF_UNITS = (
    "unit",
    "holds",
    "lacks",
    "beside",
    "opens",
    "closed_to",
    "within",
    "fewest",
    "unless_earlier",
    "told",
)


def digest() -> str:
    """Of what the rules and words mean, not of how their files are laid out."""
    rules = [
        (
            r.id,
            r.kind,
            r.severity,
            r.places,
            r.patterns,
            [e.pattern for e in r.expressions],
            r.unless,
            r.unless_sentence,
            [getattr(r, name) for name in OF_UNITS],
        )
        for r in RULES
    ]
    lists = [
        sorted(CLASSES.items()),
        sorted(INNOCENT),
        sorted(ALIASES.items()),
        sorted(FUZZY),
        sorted(FUZZY_EXCEPTIONS),
        [AILMENTS, BEGINNINGS, ENDINGS, sorted(NOT_TERMS)],
    ]
    return hashlib.sha256(repr((rules, lists)).encode()).hexdigest()[:16]


def test_a_change_of_rules_or_words_raises_the_version():
    assert (SCREENING_VERSION, digest()) == FINGERPRINT, (
        "raise SCREENING_VERSION and note the new digest here"
    )


def test_no_class_of_words_is_named_twice():
    names = [
        name
        for path in sorted(WORDS.glob("*.toml"))
        for name in tomllib.loads(path.read_text(encoding="utf-8"))["classes"]
    ]
    assert len(names) == len(set(names)) == len(CLASSES), "the later class would hide the earlier one"


def test_no_phrase_is_both_innocent_and_forbidden():
    assert not {entry for entry in LEXICON.innocent if "@quota" in LEXICON.classes.get(entry, ())}
