"""What is spoken rather than typed: it comes at once, with no key pressed, and is kept and screened like any other."""

import pytest

from .test_without_connection import NEW, begin

pytestmark = pytest.mark.browser

SPOKEN = "She asked about hyperkalaemia in dialysis. I sent her the response document, new paragraph, and she thanked me."
LEAST = 44  # CSS pixels that a finger hits (WCAG 2.5.5)


def speak(page, field, words):
    """As a phone's dictation does: the whole text arrives as one input."""
    page.locator(field).focus()
    page.keyboard.insert_text(words)


def areas(page):
    """What a dictation finds in each field for prose that is in sight."""
    return page.evaluate(
        "[...document.querySelectorAll('main textarea')].filter(one => one.offsetParent).map(one => "
        "[one.name, one.autocapitalize, one.maxLength, one.getBoundingClientRect().height])"
    )


def test_a_report_is_dictated_and_kept(someone):
    msl = begin(someone)
    page = msl.page
    page.get_by_role("link", name="Log an exchange").click()
    page.wait_for_url(f"**{NEW}**")
    page.locator("details summary").click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        speak(page, "[name=d-0-notes]", SPOKEN)
    page.get_by_text("Kept as a draft").wait_for()
    assert page.locator("[name=d-0-notes]").input_value() == SPOKEN
    found = areas(page)
    assert {name for name, *_rest in found} >= {"d-0-notes", "summary"}
    assert [one for one in found if one[1] != "sentences" or one[2] != -1 or one[3] < LEAST] == []


def test_an_inquiry_is_dictated_and_screened(someone):
    rep = someone("rep1", "phone")
    rep.sign_in()
    page = rep.page
    page.goto(rep.address + "/handoffs/commercial/new/")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        speak(page, "[name=verbatim]", "He writes 40 scripts a month. How does it act on the tubule?")
    page.locator("[data-remove]").first.wait_for()
    assert [one for one in areas(page) if one[1] != "sentences" or one[3] < LEAST] == []
