"""“Remove” in the screening panel takes a phrase out. What is left is screened again, and never goes unscreened: over
the whole corpus, taking out all that is named comes to an end, and what is left is clean or still stopped.
"""

import re

import pytest

from msl_governance.firewall.screening import is_stopped, screen

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
    for finding in screen(text, place):
        if finding.severity == "stop":
            text = without(text, finding.text)
    return text


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
        for found in first:
            rest = without(one.text, found.text)
            others = [other.text for other in first if other.text != found.text and other.text in rest]
            alone = [text for text in others if is_stopped(screen(text, one.place))]
            held = is_stopped(screen(rest, one.place))
            assert not alone or held or rest in SPARED, (one.text, rest)
