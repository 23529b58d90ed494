"""A narrow screen, a page enlarged four times, or a keyboard alone: nothing scrolls sideways, nothing is done unasked."""

import pytest

pytestmark = pytest.mark.browser

NARROW = {
    "msl1": ("/", "/handoffs/medical/", "/handoffs/medical/calendar/", "/accounts/medical/reports/",
             "/accounts/medical/safety/", "/accounts/medical/standing-requests/", "/accounts/medical/library/",
             "/accounts/medical/objectives/new/", "/me/security/"),
    "rep1": ("/", "/accounts/list/", "/accounts/commercial/calls/", "/accounts/commercial/content/"),
    "compliance1": ("/", "/oversight/ledger/", "/oversight/refusals/", "/oversight/exports/"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "en-us"])
@pytest.mark.parametrize("username", NARROW)
def test_at_320_nothing_scrolls_sideways(someone, username, language):
    one = someone(username, "phone")
    one.sign_in()
    one.page.set_viewport_size({"width": 320, "height": 640})
    one.go("/me/")
    one.page.locator("[name=language]").select_option(language)
    one.page.get_by_role("button", name="Save").click()
    one.page.locator(f"html[lang={language}]").wait_for()
    for path in NARROW[username]:
        one.go(path)
        assert one.page.evaluate("document.documentElement.scrollWidth") <= 320, path
    one.go("/me/")
    one.page.locator("[name=language]").select_option("en")
    one.page.get_by_role("button", name="Save").click()
    one.page.locator("html[lang=en]").wait_for()


def test_a_wish_is_withdrawn_by_keyboard_and_not_unasked(someone):
    msl = someone("msl1", "desk")
    msl.sign_in()
    page = msl.page
    msl.go("/accounts/medical/standing-requests/")
    number = page.get_by_text("Withdrawn", exact=True).count()
    opener = page.locator(".fw-list button[data-open]").first
    opener.focus()
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    msl.look("wish-withdraw-asked")
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="detached")
    assert opener.evaluate("one => one === document.activeElement")
    assert page.get_by_text("Withdrawn", exact=True).count() == number
    page.keyboard.press("Enter")
    page.locator("dialog[open]").get_by_role("button", name="Withdraw").press("Enter")
    page.get_by_text("Withdrawn. Contact on this topic").wait_for()
    assert page.get_by_text("Withdrawn", exact=True).count() == number + 1
