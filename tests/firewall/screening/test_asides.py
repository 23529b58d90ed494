"""Sentences and clauses known by what they hold and lack."""

import pytest
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.screening import screen
from msl_governance.firewall.screening.asides import asides, is_aside, sentence_of, units_of
from msl_governance.firewall.screening.folding import fold
from msl_governance.firewall.screening.lexicon import is_learned, is_term, read
from msl_governance.firewall.screening.patterns import Sheet
from msl_governance.firewall.screening.rulebook import Rule
from msl_governance.firewall.screening.tokens import tokenise


def sheet_of(text: str) -> Sheet:
    folded = fold(text)
    return read(tokenise(folded), folded)


def rules(text: str, place: str = "inquiry") -> set[str]:
    return {finding.rule for finding in screen(text, place)}


def rule(**changes) -> Rule:
    return Rule(**{"id": "target.x", "kind": "target", "explanation": _("x."), "unit": "sentence"} | changes)


def test_units_are_the_stretches_between_starts():
    assert list(units_of(0b1001001, 8)) == [(0, 2), (3, 5), (6, 7)]
    assert list(units_of(0, 0)) == []


def test_the_sentence_of_some_words_ends_before_the_next_one():
    sheet = Sheet({}, openings=0b10101)
    assert sentence_of(sheet, 2, 2) == 0b1100
    assert sentence_of(sheet, 0, 2) == 0b1111
    assert sentence_of(sheet, 5, 5) & 0b111111 == 0b110000


TEXT = "My patient is old. He moves more of it in dialysis"  # words 0-3 and 4-10


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"holds": ("they",)}, True),
        ({"holds": ("they", "seller")}, False),
        ({"holds": ("they",), "lacks": "science"}, False),
        ({"holds": ("they",), "fewest": 7}, True),
        ({"holds": ("they",), "fewest": 8}, False),
        ({"opens": "they", "within": 1}, True),
        ({"opens": "does", "within": 1}, False),
        ({"opens": "does", "within": 2}, True),
        ({"holds": ("they",), "closed_to": "they"}, False),
        ({"holds": ("they",), "closed_to": "we"}, True),
        ({"holds": ("they",), "unless_earlier": "personwords"}, False),
        ({"holds": ("they",), "unless_earlier": "seller"}, True),
        ({"holds": ("they",), "beside": "science"}, True),
        ({"holds": ("they",), "beside": "asking"}, False),
    ],
)
def test_each_condition_of_an_aside_counts(changes, found):
    assert is_aside(rule(**changes), sheet_of(TEXT), 4, 10) is found


def test_of_what_is_told_the_words_that_ask_are_no_part():
    sheet = sheet_of("She moves it, which dose in dialysis?")
    assert is_aside(rule(holds=("they",), lacks="science", told=True), sheet, 0, 6)
    assert not is_aside(rule(holds=("they",), lacks="science"), sheet, 0, 6)
    assert not is_aside(rule(holds=("science",), told=True), sheet, 0, 6)


def test_a_condition_is_a_comorbidity_and_no_report():
    assert rules("My patient with a stroke is on the drug; which dose is right?") == set()
    assert "adverse_event.case" in rules("My patient got a stroke on the drug; which dose is right?")


def test_an_aside_passes_over_what_was_found_already():
    sheet = sheet_of("He moves it. She moves it.")
    assert list(asides(rule(holds=("they",)), sheet, 6, 0)) == [(0, 2), (3, 5)]
    assert list(asides(rule(holds=("they",)), sheet, 6, 0b10)) == [(3, 5)]


def test_clauses_and_parts_are_smaller_than_sentences():
    sheet = sheet_of("He asks, if it rains, and she moves more")
    clauses = [first for first, _last in asides(rule(unit="clause"), sheet, 8, 0)]
    parts = [first for first, _last in asides(rule(unit="part"), sheet, 8, 0)]
    assert clauses == [0, 2, 5]
    assert parts == [0, 2, 5]
    assert list(asides(rule(unit="part"), sheet_of("He asks if it rains"), 5, 0)) == [(0, 4)]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("What is it?", "What is it"),
        ("what is it", "what is it"),
        ("No fan of ours, which dose is right?", "which dose is right"),
        ("No fan of ours, dialysis?", "dialysis"),
        ("He moves it.", ""),
        ("He moves it. Why?", "Why"),
        ("Which dose is right, he is no fan of ours?", "Which dose is right"),
        ("What of it (she moves one)", "What of it"),
        ("Can't sleep since the dose", ""),
        ("Isn't it so?", "is not it so"),
    ],
)
def test_a_question_covers_neither_what_stands_before_it_nor_the_remark_behind_it(text, asked):
    words = tokenise(fold(text))
    mask = sheet_of(text).anywhere("@question")
    assert [w.word for i, w in enumerate(words) if mask >> i & 1] == asked.lower().split()


def test_terms_are_known_by_their_form_and_people_are_none():
    assert is_term("hepatotoxicity")
    assert is_term("rivaroxaban")
    assert not is_term("cardiologists")
    assert not is_term("sympathy")
    assert not is_term("protects")
    assert not is_term("itis")


def test_learned_words_are_long_or_symbols():
    assert is_learned("phosphorylates", "phosphorylates")
    assert is_learned("grb2", "GRB2")
    assert not is_learned("opportunities", "opportunities")
    assert not is_learned("twenty", "Twenty")


def test_where_a_sentence_is_about_no_medicine_it_is_stopped_whatever_its_words():
    assert rules("Is it safe in dialysis? She brightens our mornings.") & {
        "target.aside",
        "prescribing.aside",
        "target.value",
    }
    assert rules("Is it safe in dialysis? My patient is ninety. She lives alone.") == set()


def test_what_is_no_prose_is_not_held_to_sentences():
    assert screen("he moves more of it", "inquiry")
    assert screen("he moves more of it", "inquiry", prose=False) == []
    assert screen("forty scripts", "inquiry", prose=False)


def test_a_question_about_medicine_in_which_nobody_occurs_is_spared():
    assert rules("How do prescribing patterns of statins differ between countries?") == set()
    assert "prescribing.metric" in rules("How do his prescribing patterns of statins differ?")
    assert "prescribing.metric" in rules("Prescribing patterns here, and is it cleared by dialysis?")
