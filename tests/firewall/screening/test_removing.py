"""“Remove” in the screening panel takes a phrase out, and what would be torn without it. What is left is screened
again, and never goes unscreened: over the whole corpus, taking out all that is named comes to an end, and what is left
is clean or still stopped.
"""

import re

import pytest

from msl_governance.firewall.screening import is_stopped, removals, screen

from .test_corpus import CROSSING, FLOORS, sentences

MOST_ROUNDS = 6
# Held by itself and free beside what the rest asks of medicine: a rule spares a question that is about nobody.
SPARED = {
    "I'd like to join the call about the hepatic signal.",
    "Speak with the whole team in safety.",
}


def without(text: str, phrase: str) -> str:
    """What the button of the panel makes of a text (``removePhrase`` in app.js; a browser test holds both equal)."""
    before, found, after = text.partition(phrase)
    if found and re.search(r"(^|[.!?])\s*\Z", before):
        after = re.sub(r"^[\s.,;!?]+", " ", after)
    return re.sub(r" ([.,;?])", r"\1", re.sub(r" {2,}", " ", before + after)).strip()


def removed_once(text: str, place) -> str:
    """All that the panel shows now, taken out one by one as a person would press."""
    for cut in cuts(text, place):
        text = without(text, cut)
    return text


def cuts(text: str, place) -> list[str]:
    """What the buttons of the panel take out."""
    return removals(text, [finding for finding in screen(text, place) if finding.severity == "stop"])


def removed(text: str, place) -> tuple[str, int]:
    """The text when nothing is stopped any more, and after how many rounds of pressing."""
    for rounds in range(MOST_ROUNDS + 1):
        if not is_stopped(screen(text, place)):
            return text, rounds
        text = removed_once(text, place)
    return text, MOST_ROUNDS + 1


@pytest.mark.parametrize("wanted", FLOORS)
@pytest.mark.parametrize("place", CROSSING)
def test_taking_out_all_that_is_named_ends_with_a_text_that_is_clean(wanted, place):
    offending = [one.text for one in sentences(wanted) if one.expected and one.place == place]
    stopped = [text for text in offending if is_stopped(screen(text, place))]
    again = 0
    for text in stopped:
        left, rounds = removed(text, place)
        again += rounds > 1
        assert rounds <= MOST_ROUNDS, (text, left)
        assert not is_stopped(screen(left, place)), (text, left)
        assert len(left) < len(text), (text, left)
    assert stopped or not offending
    print(f"\n{wanted}, {place}: {len(stopped)} stopped, {again} of them again after the first round")


@pytest.mark.parametrize("wanted", FLOORS)
def test_a_rest_that_offends_is_stopped_again(wanted):
    """One round of pressing: whatever still carries a named phrase of the first screening is held again."""
    for one in sentences(wanted):
        if not one.expected or one.place not in CROSSING:
            continue
        first = [found for found in screen(one.text, one.place) if found.severity == "stop"]
        for cut in removals(one.text, first):
            rest = without(one.text, cut)
            others = [other.text for other in first if other.text not in cut and other.text in rest]
            alone = [text for text in others if is_stopped(screen(text, one.place))]
            held = is_stopped(screen(rest, one.place))
            assert not alone or held or rest in SPARED, (one.text, rest)


@pytest.mark.parametrize("wanted", FLOORS)
def test_what_goes_with_a_phrase_asks_nothing_and_leaves_no_loose_comma(wanted):
    for one in sentences(wanted):
        found = [found for found in screen(one.text, one.place) if found.severity == "stop"]
        for finding, cut in zip(found, removals(one.text, found), strict=True):
            assert finding.text in cut, one.text
            assert cut in one.text, one.text
            rest = without(one.text, cut)
            assert not re.search(r"[,;:]\s*[.?!]?$", rest) or re.search(r"[,;:]\s*[.?!]?$", one.text), (
                one.text,
                rest,
            )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("How does it act? She writes about 40 scripts a month.", "How does it act?"),
        ("Uses about 40 scripts a month , eGFR?", "eGFR?"),
        ("Which dose in dialysis, he is our biggest prescriber?", "Which dose in dialysis?"),
        ("What is the onset of action (she does maybe one start per week)?", "What is the onset of action?"),
        ("Asks about dialysis, please call him before Thursday, and about potassium.", "Asks about dialysis, and about potassium."),
        ("She writes 40 scripts a month and asks about dialysis.", "asks about dialysis."),
        ("She asks about dialysis and writes 40 scripts a month.", "She asks about dialysis."),
        ("Renal dosing? Please stress superiority over warfarin.", "Renal dosing?"),
        ("Once this is settled she will switch everybody. Is it dialysed?", "Is it dialysed?"),
    ],
)  # fmt: skip
def test_no_torn_sentence_is_left(text, left):
    for cut in cuts(text, "inquiry"):
        text = without(text, cut)
    assert text == left


def test_what_holds_no_word_is_taken_out_as_it_is():
    (found,) = [
        one
        for one in screen("Is it dialysed? .--. .-. . ... -.-. .-. .. -...", "inquiry")
        if one.severity == "stop"
    ]
    assert removals("Is it dialysed? .--. .-. . ... -.-. .-. .. -...", [found]) == [found.text]
    assert removals("Is it dialysed?", []) == []
