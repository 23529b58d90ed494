"""A detail call as a representative logs it between two doors: a few taps, on desktop and phone."""

import re

import pytest

pytestmark = pytest.mark.browser

# From the account's page: the button, a piece, the channel, “Log the call”.
MOST_TAPS = 4
ALL = re.compile(r"^All \d+")


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_call_is_logged_in_a_few_taps_and_no_word(someone, size):
    rep = someone("rep1", size)
    rep.sign_in()
    page, taps = rep.page, 0
    rep.go("/accounts/commercial/calls/", f"calls-{size}")
    page.locator("ul.fw-list a").first.click()
    page.get_by_role("link", name="Open the account").click()
    page.wait_for_url("**/accounts/commercial/*/")
    account = page.url
    before = page.get_by_role("link", name=ALL).inner_text()

    page.get_by_role("link", name="Log a detail call").click()
    taps += 1
    page.wait_for_url("**/calls/new/**")
    rep.look("call-new")
    if not page.locator("[name=contents]:checked").count():
        page.locator("label:has([name=contents])").first.click()
        taps += 1
    rep.choose("main", "Video")
    page.get_by_role("button", name="Log the call").click()
    taps += 2
    page.wait_for_url(account)
    print(f"usual detail call, {size}: {taps} taps, 0 keystrokes")
    assert taps <= MOST_TAPS
    assert page.get_by_role("link", name=ALL).inner_text() != before
    rep.look("account-after-call")


def test_another_day_offers_what_was_usable_then(someone):
    rep = someone("rep2", "desk")
    rep.sign_in()
    page = rep.page
    rep.go("/accounts/commercial/calls/")
    page.locator("ul.fw-list a").first.click()
    page.get_by_role("link", name="Open the account").click()
    page.get_by_role("link", name="Log a detail call").click()
    page.wait_for_url("**/calls/new/**")
    assert "Launch leaflet" not in rep.text()
    page.locator("summary").click()
    page.locator("[name=next_step_note]").fill("Bring the card")
    day = page.evaluate("new Date(Date.now() - 90 * 864e5).toISOString().slice(0, 10)")
    page.locator("[name=called_at]").fill(f"{day}T10:00")
    page.locator("[name=called_at]").blur()
    page.get_by_text("Launch leaflet").wait_for()
    assert page.locator("[name=next_step_note]").input_value() == "Bring the card"
    assert page.locator(".fw-err").count() == 0
    rep.look("call-new-earlier")


def test_a_moment_typed_by_keyboard_is_left_alone_until_it_is_whole(someone):
    rep = someone("rep2", "desk")
    rep.sign_in()
    page, asked = rep.page, []
    rep.go("/accounts/commercial/calls/")
    page.locator("ul.fw-list a").first.click()
    page.get_by_role("link", name="Open the account").click()
    page.get_by_role("link", name="Log a detail call").click()
    page.wait_for_url("**/calls/new/**")
    page.on("request", lambda request: asked.append(request) if request.method == "POST" else None)
    moment = page.locator("[name=called_at]")
    before = moment.input_value()
    moment.focus()
    page.keyboard.type("0102")
    page.wait_for_timeout(500)
    assert asked == []
    assert moment.input_value() != before
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.press("Shift+Tab")
        moment.blur()


def test_the_director_s_pages_have_no_barriers(someone):
    director = someone("sales_director1", "phone")
    director.sign_in()
    for path, name in (("content/", "library"), ("content/new/", "piece-new"), ("objectives/", "aims")):
        director.go(f"/accounts/commercial/{path}", name)
    director.go("/accounts/commercial/content/")
    director.page.locator("table a").first.click()
    director.page.wait_for_url("**/content/*/")
    director.look("piece")
    director.go("/accounts/commercial/objectives/")
    director.page.locator("table a").first.click()
    director.page.wait_for_url("**/objectives/*/")
    director.look("aim")
