"""What pages and the ledger make of findings."""

from hypothesis import given
from hypothesis import strategies as st

from msl_governance.firewall.screening import as_refusal, is_stopped, screen, segments, worst
from msl_governance.firewall.screening.findings import KINDS, Finding, merge

TEXT = "0123456789" * 3


def finding(kind="prescribing", start=0, end=5, severity="stop", rule="r"):
    return Finding(kind, severity, start, end, TEXT[start:end], rule)


def test_findings_of_one_kind_that_overlap_become_one():
    merged = merge([finding(start=2, end=6, rule="short"), finding(start=4, end=12, rule="long")], TEXT)
    assert merged == [finding(start=2, end=12, rule="long")]
    inner = merge([finding(start=0, end=9, rule="outer"), finding(start=3, end=5, rule="inner")], TEXT)
    assert inner == [finding(start=0, end=9, rule="outer")]


def test_a_stop_outweighs_a_longer_flag():
    (merged,) = merge([finding(start=0, end=9, severity="flag"), finding(start=8, end=10, rule="stop")], TEXT)
    assert (merged.severity, merged.rule, merged.text) == ("stop", "stop", TEXT[:10])


def test_kinds_and_neighbours_stay_apart_and_in_order():
    apart = [finding(start=6, end=9), finding("target", start=3, end=7), finding(start=0, end=5)]
    assert [(f.kind, f.start) for f in merge(apart, TEXT)] == [
        ("prescribing", 0),
        ("target", 3),
        ("prescribing", 6),
    ]


def test_findings_of_one_kind_parted_by_blanks_alone_become_one():
    text = "writes 40 \n scripts, calls"
    spans = [("prescribing", 0, 9), ("prescribing", 12, 19), ("prescribing", 21, 26), ("target", 10, 12)]
    found = [Finding(kind, "stop", start, end, text[start:end], "r") for kind, start, end in spans]
    assert [(f.kind, f.text) for f in merge(found, text)] == [
        ("prescribing", "writes 40 \n scripts"),
        ("target", "\n "),
        ("prescribing", "calls"),
    ]


def test_worst_is_a_stop_then_what_endangers_people():
    flag = finding("adverse_event", severity="flag")
    assert worst([]) is None
    assert worst([flag, finding("target")]) == finding("target")
    assert worst([finding("target"), finding("adverse_event", 7, 9)]).kind == "adverse_event"


def test_is_stopped():
    assert not is_stopped([])
    assert not is_stopped([finding(severity="flag")])
    assert is_stopped([finding(severity="flag"), finding()])


def test_a_refusal_keeps_rule_and_span_but_no_text():
    (row,) = as_refusal([finding(rule="prescribing.scripts")])
    assert row == {"rule": "prescribing.scripts", "kind": "prescribing", "severity": "stop", "span": [0, 5]}
    assert TEXT[:5] not in repr(as_refusal(screen(f"{TEXT[:5]} scripts", "inquiry")))


def test_segments_show_the_worst_of_overlapping_findings():
    drawn = segments(TEXT, [finding(start=0, end=6), finding("personal_data", start=4, end=8)])
    assert [(s.text, s.finding and s.finding.kind) for s in drawn] == [
        (TEXT[:4], "prescribing"), (TEXT[4:8], "personal_data"), (TEXT[8:], None),
    ]  # fmt: skip
    assert segments("", []) == []
    assert [s.text for s in segments("clean", [])] == ["clean"]


SPANS = st.builds(
    lambda kind, start, size: finding(kind, start, start + size),
    st.sampled_from(KINDS),
    st.integers(0, 20),
    st.integers(1, 10),
)


@given(st.lists(SPANS, max_size=6))
def test_segments_join_to_the_text(findings):
    merged = merge(findings, TEXT)
    assert "".join(piece.text for piece in segments(TEXT, merged)) == TEXT
    assert [f.text for f in merged] == [TEXT[f.start : f.end] for f in merged]
