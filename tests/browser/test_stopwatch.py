"""How long the usual case takes on a phone, counted: taps and keystrokes of a call report and of an inquiry."""

import re

import pytest

from .someone import PASSWORD

pytestmark = pytest.mark.browser

# Two minutes hold about forty taps of three seconds; the usual case is to stay far below.
MOST_TAPS_REPORT = 9
MOST_TAPS_VISIT = 7
MOST_TAPS_INQUIRY = 9
# What is spoken into the text area is no keystroke; the signature is the password.
NOTE = "Walked through the renal subgroup, she asked for the dosing table."
QUESTION = "Is there any data on dosing below an eGFR of 30?"
NEW = "/accounts/medical/reports/new/"


class Watch:
    """Counts what a thumb does; ``record`` takes what is shown at the end of the run."""

    def __init__(self, page, record):
        self.page, self.record, self.taps, self.keys = page, record, 0, 0

    def tap(self, place):
        """One tap on what is seen."""
        place.tap()
        self.taps += 1

    def choose(self, place, **which):
        """A list of choices: one tap opens it, one chooses."""
        place.select_option(**which)
        self.taps += 2

    def dictate(self, place, words):
        """One tap into the box; the words are spoken."""
        place.tap()
        place.fill(words)
        self.taps += 1

    def type(self, place, words):
        """One tap into the box, one keystroke a letter."""
        self.dictate(place, words)
        self.keys += len(words)

    def said(self, what):
        """Printed when the tests are done."""
        self.record("stopwatch", [f"usual {what}, phone: {self.taps} taps, {self.keys} keystrokes"])


def an_account(one):
    """The page of some account."""
    one.page.goto(one.address + "/accounts/")
    key = re.search(r"/accounts/(?:medical/|commercial/)?([0-9a-f-]{36})/", one.page.content())[1]
    side = "medical" if one.username.startswith("msl") else "commercial"
    one.page.goto(f"{one.address}/accounts/{side}/{key}/")


def visible(page, selector):
    """The first that is seen."""
    return page.locator(f"{selector}:visible").first


def report(watch, page):
    """Class, safety, send, sign; what was discussed is dictated."""
    watch.tap(visible(page, "label:has([name=d-0-content_class][value=on_label])"))
    watch.dictate(page.locator("[name=d-0-notes]"), NOTE)
    watch.tap(visible(page, "label:has([name=adverse_event][value=no])"))
    watch.tap(page.get_by_role("button", name="Submit report"))
    page.locator("#sign[open]").wait_for()
    watch.type(page.locator("#sign").get_by_label("Your password"), PASSWORD)
    watch.tap(page.get_by_role("button", name="Sign and lock"))
    page.wait_for_url(re.compile(r"/reports/[0-9a-f-]{36}/$"))


def test_the_usual_report_from_the_account(someone, record_property):
    msl = someone("msl1", "phone")
    msl.sign_in()
    page, watch = msl.page, Watch(msl.page, record_property)
    an_account(msl)
    watch.tap(page.get_by_role("link", name="Log an exchange"))
    page.wait_for_url(f"**{NEW}**")
    msl.look("report-new")
    required = page.locator("#report .fw-field:visible:has([required])").count()
    assert 0 < required <= 5
    watch.choose(page.locator("[name=d-0-topic]"), index=1)
    report(watch, page)
    watch.said("call report")
    assert watch.taps <= MOST_TAPS_REPORT
    assert watch.keys == len(PASSWORD)
    msl.look("report-signed")


def test_the_usual_report_from_a_planned_visit(someone, record_property):
    msl = someone("msl1", "phone")
    msl.sign_in()
    page = msl.page
    an_account(msl)
    page.get_by_role("link", name="Plan a visit").click()
    page.wait_for_url("**/visits/new/**")
    msl.look("visit-new")
    page.locator("[name=topic]").select_option(index=1)
    later = page.evaluate(
        "new Date(Date.now() + 60e3 - new Date().getTimezoneOffset() * 60e3).toISOString().slice(0, 16)"
    )
    page.locator("[name=starts_at]").fill(later)
    page.get_by_role("button", name="Plan this visit").click()
    page.get_by_text("Planned. It is in your calendar.").wait_for()
    msl.look("account-visits")
    msl.go("/handoffs/medical/calendar/", "calendar-visits")
    page.locator(".fw-list a[href*='/visits/']").first.click()
    page.wait_for_url("**/visits/*/")
    msl.look("visit")
    visit = page.url
    msl.go("/", "home-visits")
    page.goto(visit)
    watch = Watch(page, record_property)
    watch.tap(page.get_by_role("link", name="Start report"))
    page.wait_for_url(f"**{NEW}**")
    assert page.locator("[name=d-0-topic]").input_value()
    report(watch, page)
    watch.said("call report of a planned visit")
    assert watch.taps <= MOST_TAPS_VISIT
    assert "The planned visit is closed." in msl.text()


def test_the_usual_inquiry(someone, record_property):
    rep = someone("rep1", "phone")
    rep.sign_in()
    page, watch = rep.page, Watch(rep.page, record_property)
    an_account(rep)
    watch.tap(page.get_by_role("link", name="Pass on a scientific question"))
    page.wait_for_url("**/handoffs/commercial/new/**")
    watch.choose(page.locator("[name=kind]"), value="dosing")
    watch.dictate(page.locator("[name=verbatim]"), QUESTION)
    page.locator("#scr .fw-screen-ok, #scr [role=status], #scr").first.wait_for()
    watch.tap(visible(page, "label:has([name=adverse_event][value=no])"))
    watch.tap(page.get_by_label("The doctor raised this unprompted"))
    watch.tap(page.get_by_label("I gave no answer"))
    page.wait_for_timeout(1500)  # the screening answers while one reads
    watch.tap(page.locator("#send"))
    page.locator("dialog[open]").wait_for()
    watch.tap(page.locator("dialog[open] button[type=submit]"))
    page.wait_for_url(re.compile(r"/handoffs/commercial/[0-9a-f-]{36}/$"))
    watch.said("inquiry")
    assert watch.taps <= MOST_TAPS_INQUIRY
    assert watch.keys == 0
