"""The pattern language, held against a slow and obvious matcher."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msl_governance.firewall.screening.patterns import Sheet, compile_pattern, phrases_in

WORDS = ["a", "b", "c"]


def sheet(text: list[str], openings: set[int]) -> Sheet:
    masks: dict[str, dict[int, int]] = {}
    for index, word in enumerate(text):
        masks.setdefault(word, {}).setdefault(1, 0)
        masks[word][1] |= 1 << index
        if text[index : index + 2] == ["a", "b"] and index + 1 not in openings:
            masks.setdefault("a b", {}).setdefault(2, 0)
            masks["a b"][2] |= 1 << index
    return Sheet(masks, sum(1 << index for index in openings))


def slow(pattern, text, openings):
    """Every (start, end) by trying everything."""

    def ends(step, start):
        for atom in step.atoms:
            size = len(atom.split())
            inside = not any(k in openings for k in range(start + 1, start + size))
            if text[start : start + size] == atom.split() and inside:
                yield start + size - 1

    def walk(index, start):
        for end in ends(pattern[index], start):
            if index == len(pattern) - 1:
                yield end
                continue
            step = pattern[index + 1]
            for follow in range(end + 1, min(end + step.gap + 2, len(text))):
                if not step.crossing and any(k in openings for k in range(end + 1, follow + 1)):
                    break
                yield from walk(index + 1, follow)

    first = pattern[0]
    for start in range(len(text)):
        if first.opening is not None:
            opened = max((k for k in openings if k <= start), default=None)
            if opened is None or start - opened > first.opening:
                continue
        for end in walk(0, start):
            yield start, end


SOURCES = [
    "a b",
    "a ..1 b",
    "a ...2 b",
    "^a ..1 c",
    "(a|c) ..2 (a b) ..1 c",
    "(a|^) ..2 b",
    "a b? c",
    "(a b|c) a",
    "a? b ..2 c",
    "(b|^) a",
]


@given(st.sampled_from(SOURCES), st.lists(st.sampled_from(WORDS), max_size=14), st.sets(st.integers(1, 13)))
def test_the_fast_matcher_agrees_with_the_slow_one(source, text, breaks):
    openings = {0, *breaks} & set(range(len(text)))
    for pattern in compile_pattern(source):
        every = set(slow(pattern, text, openings))
        quick = list(sheet(text, openings).matches(pattern))
        assert {end for _, end in quick} == {end for _, end in every}
        assert set(quick) <= every


@pytest.mark.parametrize("source", ["", "..2", "a ..2", "a?", "a$b", "a b?? c", "a & b"])
def test_what_is_no_pattern_is_refused(source):
    with pytest.raises(ValueError, match="pattern"):
        compile_pattern(source)


def test_phrases_are_gathered_for_the_lexicon():
    assert phrases_in(("(call on|visit) ..2 him", "stop{|s} by")) == {("call", "on")}


def test_what_stands_before_an_arrow_is_needed_but_not_told():
    (pattern,) = compile_pattern("a ..2 => b c")
    assert list(sheet(["a", "c", "b", "c"], {0}).matches(pattern)) == [(2, 3)]
    assert list(sheet(["b", "b", "b", "c"], {0}).matches(pattern)) == []
    for wrong in ("=> a", "a =>", "a ..2 =>"):
        with pytest.raises(ValueError, match="Not a"):
            compile_pattern(wrong)


def test_a_finding_stretches_over_what_follows_in_its_sentence():
    text = ["b", "a", "b", "c"]
    assert sheet(text, {0}).stretched(0, "a b") == 2
    assert sheet(text, {0}).stretched(1, "a b") == 1
    assert sheet(text, {0, 1}).stretched(0, "a b") == 0
