"""Lists that work: searched, narrowed, kept, taken out; on desktop and phone, empty, full and with long names."""

import pytest

pytestmark = pytest.mark.browser

NAME = "Off-label questions on potassium and dialysis, north, year"


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_an_msl_finds_reports_again(someone, size, tmp_path):
    msl = someone("msl1", size)
    msl.sign_in()
    page = msl.page
    msl.go("/accounts/medical/reports/", "reports")
    page.get_by_label("Words").fill("potassium OR dialysis")
    page.get_by_label("Words").press("Enter")
    page.locator("mark.fw-hit").first.wait_for()
    if size == "phone":
        page.locator("summary", has_text="Filters").click()
    page.get_by_label("Standing").select_option("signed")
    page.locator(".fw-chips .fw-chip").nth(2).wait_for()
    assert "potassium" not in page.url
    msl.look("reports-found")
    page.get_by_text("Keep this filter").click()
    page.get_by_label("Name of this filter").fill(NAME)
    msl.look("reports-keep")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_text("is kept, for you alone").wait_for()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Export as XLSX").click()
    assert taken.value.suggested_filename.endswith(".xlsx")
    page.locator(".fw-chips .fw-chip", has_text="Standing").click()
    page.get_by_label("Words").fill("zzzz")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("No exchange fits").wait_for()
    msl.look("reports-none")
    page.get_by_role("link", name=NAME).click()
    page.locator("mark.fw-hit").first.wait_for()
    page.get_by_role("button", name=f"Delete the filter {NAME}").click()
    page.get_by_text("The filter is deleted").wait_for()


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize(
    ("username", "path", "box"),
    [("msl1", "/accounts/medical/", "#id_account"), ("rep1", "/accounts/commercial/", "#id_hcp")],
)
def test_an_account_s_months(someone, username, path, box, size):
    one = someone(username, size)
    one.sign_in()
    one.go(f"{path}{'reports' if username == 'msl1' else 'calls'}/", f"list-{username}")
    account = one.page.locator(f"{box} optgroup option").first.get_attribute("value")
    one.go(f"{path}{account}/", f"timeline-{username}")
    assert one.page.locator(".fw-month").count()
    more = one.page.get_by_role("link", name="Show twelve months more")
    if more.count():
        more.click()
        one.page.locator("a[href='?months=24#tl-h']").wait_for(state="detached")
        one.look(f"timeline-more-{username}")


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_calls_are_narrowed_and_compliance_reads_of_exports(someone, size):
    rep = someone("rep1", size)
    rep.sign_in()
    rep.go("/accounts/commercial/calls/?period=year&channel=in_person", "calls-narrowed")
    with rep.page.expect_download():
        rep.page.get_by_role("button", name="Export as CSV").click()
    rep.go("/accounts/commercial/calls/?period=last_month&channel=email&content=none", "calls-none")
    officer = someone("compliance1", size)
    officer.sign_in()
    officer.go("/oversight/exports/?side=commercial", "exports")
    assert "Period: This year. Channel: In person" in officer.text()
