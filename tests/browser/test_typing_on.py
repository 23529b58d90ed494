"""Somebody who types faster than the server answers, and who takes more than one file. Real Chromium, real servers."""

import pytest

from .test_without_connection import NEW, hcp_of

pytestmark = pytest.mark.browser

NOTE = "Asked about potassium while the answer was under way."


@pytest.fixture
def report(someone):
    """An MSL at the form of a new report."""
    msl = someone("msl1", "phone")
    msl.sign_in()
    msl.go(f"{NEW}?hcp={hcp_of(msl)}")
    msl.page.wait_for_load_state("networkidle")
    return msl


def held(page):
    """The next request that is sent, which waits until it is let go."""
    found = []

    def hold(route):
        if route.request.method == "POST" and not found:
            found.append(route)
        else:
            route.continue_()

    page.route("**/reports/**", hold)
    return found


def test_what_is_typed_while_an_answer_is_under_way_stays_typed_and_is_kept(report):
    page = report.page
    waiting = held(page)
    page.locator("label:has([name=d-0-content_class][value=off_label])").click()
    while not waiting:
        page.wait_for_timeout(20)
    page.locator("[name=d-0-topic]").select_option(index=2)
    page.locator("[name=d-0-unprompted]").check()
    page.locator("[name=d-0-notes]").click()
    page.keyboard.insert_text(NOTE)
    page.evaluate("document.querySelector('#report').setAttribute('data-before', '')")
    with page.expect_response(lambda answer: "draft-outcome" in answer.headers):
        waiting[0].continue_()
        page.locator("#report:not([data-before])").wait_for()
    assert page.locator("[name=d-0-notes]").input_value() == NOTE
    assert page.locator("[name=d-0-topic]").evaluate("one => one.selectedIndex") == 2
    assert page.locator("[name=d-0-unprompted]").is_checked()
    page.keyboard.type(" More.")
    assert page.locator("[name=d-0-notes]").input_value() == NOTE + " More."


def test_choices_alone_are_kept_as_a_draft(report):
    page = report.page
    page.locator("[name=d-0-topic]").select_option(index=1)
    page.locator("label:has([name=d-0-content_class][value=on_label])").click()
    page.get_by_text("Kept as a draft").wait_for()
    page.reload()
    assert page.locator("[name=d-0-topic]").evaluate("one => one.selectedIndex") == 1
    assert page.locator("[name=d-0-content_class][value=on_label]").is_checked()


def test_two_files_one_after_the_other(report):
    page = report.page
    report.go("/accounts/medical/reports/")
    for name in ("CSV", "XLSX"):
        with page.expect_download() as taken:
            page.get_by_role("button", name=f"Export as {name}").click()
        assert taken.value.suggested_filename.endswith(name.lower())
