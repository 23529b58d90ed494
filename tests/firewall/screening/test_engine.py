"""Spans, hiding places, sentences, severities and hostile texts."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msl_governance.firewall.screening import PLACES, rules_for, screen
from msl_governance.firewall.screening.folding import fold
from msl_governance.firewall.screening.tokens import forms_of, tokenise
from msl_governance.firewall.screening.words import HIDEABLE, expand


def rules(text: str, place: str = "inquiry") -> set[str]:
    return {finding.rule for finding in screen(text, place)}


def words(text: str) -> list[str]:
    return [token.word for token in tokenise(fold(text))]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("SCRIPTS", "SCRIPTS"),
        ("He wants more scr\u200bip\u00adts from us.", "scr\u200bip\u00adts"),
        ("ｓｃｒｉｐｔｓ please", "ｓｃｒｉｐｔｓ"),
        ("sсriрts", "sсriрts"),  # Cyrillic es and er
        ("scrípts", "scrípts"),
        ("scr1pt$ matter", "scr1pt$"),
        ("s c r i p t s", "s c r i p t s"),
        ("s.c.r.i.p.t.s", "s.c.r.i.p.t.s"),
        ("scr-ipts", "scr-ipts"),
        ("scrip-\n  ts", "scrip-\n  ts"),
        ("scriiiipts", "scriiiipts"),
        ("scirpts", "scirpts"),
        ("scrpts", "scrpts"),
        ("scripits", "scripits"),
        ("scropts", "scropts"),
        ("①② scripts ½", "①② scripts"),
        ("ꜱᴄʀɪᴘᴛꜱ", "ꜱᴄʀɪᴘᴛꜱ"),  # small capitals
        ("🅢🅒🅡🅘🅟🅣🅢", "🅢🅒🅡🅘🅟🅣🅢"),
        ("🇸🇨🇷🇮🇵🇹🇸", "🇸🇨🇷🇮🇵🇹🇸"),
        ("ꓢcriꓑtꓢ", "ꓢcriꓑtꓢ"),
        ("scr\u3164ipts", "scr\u3164ipts"),  # a filler that draws nothing
        ("scr!pts", "scr!pts"),
    ],
)
def test_hidden_words_are_found_and_the_span_is_the_original(text, hidden):
    (finding,) = [f for f in screen(text, "inquiry") if f.rule == "prescribing.scripts"]
    assert finding.text == hidden == text[finding.start : finding.end]


def test_a_word_hidden_too_long_is_let_be():
    assert words("a" * 9 + "-" + "b" * 9) == ["a" * 9, "b" * 9]
    assert words("- - a -- b") == ["a", "b"]


def test_real_words_near_a_sensitive_one_are_not_taken_for_it():
    assert forms_of("strips") == ("strips",)
    assert rules("Are massaging and test strips described?") == set()


def test_contractions_are_parted():
    assert words("He'll say he's sure it isn't so; the doctor's can't") == [
        "he", "will", "say", "he", "is", "sure", "it", "is", "not", "so", "the", "doctor", "can", "not",
    ]  # fmt: skip
    assert words("rock'n o'b") == ["rock", "o"]


def test_a_combination_does_not_reach_over_the_end_of_a_sentence():
    assert rules("The dose is forty. Prescriptions are by nurses.") == set()
    assert "prescribing.number" in rules("Forty. mg. That is forty prescriptions.")
    assert rules("The list:\n\n- forty\n- prescription labels") == set()


def test_abbreviations_do_not_end_a_sentence():
    assert [token.first for token in tokenise(fold("See Dr. Lang vs. no. 5 now. I. Then J. Smith. No! Go"))] == [
        True, False, False, False, False, False, False, True, True, False, False, True, True,
    ]  # fmt: skip


def test_an_event_in_the_next_sentence_still_belongs_to_the_patient():
    assert "adverse_event.case" in rules(
        "I treated one patient that way. They were admitted two weeks later."
    )


def test_a_place_has_its_own_rules_and_severities():
    text = "MSL call frequency"
    assert "agenda.msl" in rules(text, "agenda")
    assert "agenda.msl" not in rules(text, "inquiry")
    assert {f.severity for f in screen("She writes forty scripts.", "insight")} == {"flag"}
    assert {f.severity for f in screen("She writes forty scripts.", "inquiry")} == {"stop"}
    assert {f.severity for f in screen("Raised on 12 March.", "brief")} == {"flag"}


def test_an_escalated_dispute_may_name_what_it_is_about_but_no_patient():
    assert screen("Escalated dispute about sales targets (anonymised)", "agenda") == []
    assert rules("Escalated dispute about Mrs Halloran", "agenda") == {"personal_data.name"}
    assert "target.sales" in rules("Escalated dispute about sales targets")


def test_an_unknown_place_is_an_error():
    with pytest.raises(ValueError, match="Not a place"):
        screen("text", "margin")
    with pytest.raises(ValueError, match="Not a place"):
        rules_for("margin")


def test_empty_texts_are_clean():
    assert screen("", "inquiry") == screen(" \n\u200b", "inquiry") == screen("?!", "inquiry") == []


def test_expand_and_hideable():
    assert expand("writ{e|ing} {a|b}") == ["write a", "write b", "writing a", "writing b"]
    assert "scripts" in HIDEABLE


HOSTILE = [
    "a ", "a.", "scripts ", "forty scripts ", "s c r i p t s ", "scr-ipts-", "a", "1 ", "+1 (", "a@", "a-", "n't ",
    "his patient had a rash after dose ", "please visit him weekly ", "s\u200b", "$a", "1.", "((((", "\n", "é",
    "he will write forty scripts to switch his patient to our drug before the quarter closes ", "a list b list ",
    "He asks. ", "and he moves, ", "Is it? She is. ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_ten_times_as_many_hostile_characters_cost_about_ten_times_as_much(piece):
    """A ratio within one run, of processor time; what grows with the square would cost a hundred times as much."""
    few, many = ((piece * length)[:length] for length in (2_000, 20_000))
    assert any(_cost(many) < 40 * max(_cost(few), 0.001) for _attempt in range(3))


def _cost(text: str) -> float:
    """Processor seconds of one screening."""
    start = time.process_time()
    screen(text, "inquiry")
    return time.process_time() - start


def _calls(text: str) -> int:
    """How many functions of screening are entered for `text`: a measure of work that no clock disturbs."""
    count = 0

    def enter(frame, event, _argument):
        nonlocal count
        count += event == "call" and "screening" in frame.f_code.co_filename

    before = sys.getprofile()
    sys.setprofile(enter)
    try:
        screen(text, "inquiry")
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_is_no_more_than_twice_the_work(piece):
    once, twice = (piece * 4_000)[:4_000], (piece * 8_000)[:8_000]
    screen(twice, "inquiry")  # words are learned once per process
    assert _calls(twice) <= 2.1 * _calls(once) + 200


UNREADABLE = [
    "V2VsbCBoZSB3cml0ZXMgbG90cyBvZiBpdA==",
    "dmlzaXQgaGVyIGV2ZXJ5IHdlZWsgcGxlYXNl",
    "7363726970747320706c65617365",
    "73 63 72 69 70 74 73 21",
    "115 99 114 105 112 116 115 33",
    "20250312884512",
    "%73%63%72%69pts",
    "&#115;&#99;&#114;",
    "... -.-. .-. .. .--. - ...",
    "w i l l  s w i t c h",
    "hewritesfortyscriptsaweek",
]


@pytest.mark.parametrize("blob", UNREADABLE)
@pytest.mark.parametrize("place", PLACES)
def test_what_cannot_be_read_is_stopped_everywhere_with_its_own_span(blob, place):
    text = f"Éva asks about dialysis: {blob}"
    found = [f for f in screen(text, place) if f.rule == "personal_data.unreadable"]
    assert [f.severity for f in found] == ["stop"]
    assert found[0].text.strip(".") in text
    assert found[0].start >= text.index(blob[:3])


@pytest.mark.parametrize(
    "code", ["10.1056/NEJMoa2107038", "NCT04512345", "PMID 31234567", "p.Val600Glu", "c.1799T>A", "ISRCTN12345678", "HLA-B*57:01"]
)  # fmt: skip
def test_codes_of_science_can_be_read(code):
    assert screen(f"Is the trial {code} published?", "inquiry") == []


@given(st.text(max_size=300), st.sampled_from(PLACES))
def test_any_text_is_screened_and_spans_are_true(text, place):
    for finding in screen(text, place):
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text


ODD = [
    "scripts",
    "forty",
    "he",
    "will",
    "prescribe",
    "it",
    "his",
    "patient",
    "died",
    ".",
    "\u200b",
    "ﬁ",
    "İ",
    "mrs",
    "Ⅷ",
    "ß",
    "please",
    "visit",
    "her",
]


@given(st.lists(st.sampled_from(ODD), max_size=25))
def test_odd_letters_never_move_a_span(pieces):
    text = " ".join(pieces)
    for finding in screen(text, "inquiry"):
        assert text[finding.start : finding.end] == finding.text
        assert finding.text.strip() == finding.text


def test_what_is_held_back_leaves_readable_gaps():
    text = (
        "How does Corvanta compare with existing therapy when eGFR is below 30? She writes about 40 scripts a month "
        "and would switch more patients if this was cleared up."
    )
    assert [(f.kind, f.text) for f in screen(text, "inquiry")] == [
        ("prescribing", "She writes about 40 scripts a month"),
        ("intent", "would switch more patients if this was cleared up"),
    ]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("It is about 40 scripts a month here.", "about 40 scripts a month"),
        ("That makes twelve Rx per week.", "twelve Rx per week"),
        ("We saw thirty scripts each quarter.", "thirty scripts each quarter"),
        ("They did 200 scripts last year.", "did 200 scripts last year"),
        ("Only 3 scripts. Last year was dry.", "3 scripts"),
    ],
)
def test_a_number_takes_its_noun_and_its_period_along(text, held):
    assert held in {f.text for f in screen(text, "inquiry") if f.kind == "prescribing"}
    assert not any("Last" in f.text for f in screen(text, "inquiry"))


@pytest.mark.parametrize("verb", ["will switch", "plans to start", "would move", "is going to put"])
def test_and_carries_the_subject_to_an_intent(verb):
    text = f"She asks whether it is cleared by dialysis and {verb} her patients."
    assert verb.split()[-1] in screen(text, "inquiry")[0].text
    assert {f.kind for f in screen(text, "inquiry")} == {"intent"}
    assert (
        screen(f"Is it known whether patients who improve and {verb} more dialysis do well?", "inquiry") == []
    )
