"""A phrase is named once, though several rules find it; the record keeps each."""

from handoffs.shown import as_items, shown
from msl_governance.firewall.screening import Finding, screen

SENTENCE = "He intends to prescribe it more often."


def finding(start, end, severity="stop", rule="r"):
    return Finding("intent", severity, start, end, "x" * (end - start), rule)


def test_what_lies_within_a_longer_phrase_goes_with_it():
    longer, within, apart = finding(0, 20), finding(3, 9), finding(30, 35)
    assert shown([within, longer, apart]) == [longer, apart]


def test_two_reasons_for_the_same_phrase_are_both_said_and_so_are_phrases_that_overlap():
    for pair in ([finding(0, 9, rule="a"), finding(0, 9, rule="b")], [finding(0, 9), finding(5, 15)]):
        assert shown(pair) == pair


def test_a_flag_stops_nothing():
    assert shown([finding(0, 5, "flag")]) == []


def test_an_interest_s_phrase_is_named_once(world, client):
    found = [one.text for one in screen(SENTENCE, "interest") if one.severity == "stop"]
    assert len(found) > 1
    assert len(shown(screen(SENTENCE, "interest"))) == 1
    client.force_login(world.msl1)
    page = client.post("/handoffs/medical/screen/", {"sentence": SENTENCE}).content.decode()
    assert page.count("data-remove=") == 1


def test_remove_takes_out_what_would_be_torn_and_says_so(world, client):
    text = "Once this is settled she will switch everybody. Is it dialysed?"
    (item,) = as_items(text, screen(text, "interest"))
    assert item["cut"] == "Once this is settled she will switch everybody"
    client.force_login(world.msl1)
    page = client.post("/handoffs/medical/screen/", {"sentence": text}).content.decode()
    assert f'data-remove="{item["cut"]}"' in page
