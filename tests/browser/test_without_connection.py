"""An MSL in a basement: the connection goes, the typing goes on, one report comes of it. Real Chromium, real servers."""

import json
import re

import pytest

from .someone import PASSWORD

pytestmark = pytest.mark.browser

NEW = "/accounts/medical/reports/new/"
NOTE = "Asked about hyperkalaemia below 30, typed in the basement."
LATER = " And a second thought."
UNSENT = "Object.entries(localStorage).filter(([name]) => name.startsWith('unsent:'))"
KEPT = "document.querySelector('#saved, #kept-note')?.textContent.includes('kept on this device')"
REPORTS = """
import json
from accounts.medical.models import CallReport
from msl_governance.firewall.database import acting_for
from msl_governance.firewall.sides import Side
with acting_for(Side.MEDICAL, reason="test"):
    found = CallReport.objects.filter(author__full_name="{name}").order_by("-created_at")
    print(json.dumps([
        [one.state, one.discussions.count(), " ".join(part.notes for part in one.discussions.all()),
         one.typed.get("d-0-notes", [""])[0]] for one in found
    ]))
"""


@pytest.fixture
def reports(product):
    """``reports(name)``: an author's reports, the latest first: state, topics, notes, notes of the draft."""

    def read(name="Amara Okafor"):
        said = product.manage("shell", "-v", "0", "-c", REPORTS.replace("{name}", name))
        return json.loads(said.strip().splitlines()[-1])

    return read


def begin(someone, username="msl1", size="phone"):
    """Signed in, on an account's page whose form was fetched, ready to begin a report."""
    msl = someone(username, size)
    msl.sign_in()
    page = msl.page
    with page.expect_response(lambda answer: NEW in answer.url):
        page.goto(msl.address + f"/accounts/medical/{hcp_of(msl)}/")
    page.wait_for_load_state("networkidle")
    return msl


def hcp_of(msl):
    """An HCP of the MSL's."""
    msl.page.goto(msl.address + "/accounts/")
    found = re.search(r"/accounts/(?:medical/)?([0-9a-f-]{36})/", msl.page.content())
    return found[1]


def fill(page, note=NOTE):
    """The usual report: a topic, its class, a note, no side effect."""
    page.locator("[name=d-0-topic]").select_option(index=1)
    page.locator("label:has([name=d-0-content_class][value=on_label])").click()
    page.locator("[name=d-0-notes]").fill(note)
    page.locator("label:has([name=adverse_event][value=no])").click()


def until(page, words):
    """Wait until a script says so; the policy forbids to hand it to the page once for all."""
    for _attempt in range(200):
        if page.evaluate(words):
            return
        page.wait_for_timeout(100)
    raise AssertionError(words)


def kept(page):
    until(page, KEPT)
    until(page, f"{UNSENT}.length === 1")


def sign(page):
    page.get_by_role("button", name="Submit report").click()
    page.locator("#sign[open]").wait_for()
    page.locator("#sign").get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign and lock").click()
    page.wait_for_url(re.compile(r"/reports/[0-9a-f-]{36}/$"))


def test_a_visit_with_no_connection_in_its_middle_is_one_report_and_complete(someone, reports):
    before = len(reports())
    msl = begin(someone)
    page = msl.page
    page.get_by_role("link", name="Log an exchange").click()
    page.wait_for_url(f"**{NEW}**")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("[name=d-0-notes]").fill("Before.")
    msl.go_offline()
    fill(page)
    kept(page)
    page.locator("label:has([name=d-0-content_class][value=off_label])").click()
    assert page.locator("[name=d-0-verbatim]").is_visible()
    page.locator("label:has([name=d-0-content_class][value=on_label])").click()
    assert not page.locator("[name=d-0-verbatim]").is_visible()
    page.get_by_role("button", name="Submit report").click()
    kept(page)
    stored = page.evaluate("JSON.stringify(localStorage)")
    assert "basement" not in stored
    assert len(reports()) == before + 1
    msl.context.set_offline(False)
    until(page, f"{UNSENT}.length === 0")
    page.wait_for_url("**/edit/")
    sign(page)
    mine = reports()
    assert len(mine) == before + 1
    assert mine[0] == ["submitted", 1, NOTE, ""]
    assert page.evaluate(UNSENT) == []


def test_a_report_begun_without_a_connection_is_sent_when_there_is_one(someone, reports):
    before = len(reports())
    msl = begin(someone)
    page = msl.page
    msl.go_offline()
    page.get_by_role("link", name="Log an exchange").click()
    page.locator("form#report").wait_for()
    assert "No connection" in page.locator("#saved").inner_text()
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4.*", page.locator("[name=client_key]").input_value())
    msl.look("report-begun-offline")
    fill(page)
    kept(page)
    msl.look("report-kept-offline")
    assert len(reports()) == before
    msl.context.set_offline(False)
    page.wait_for_url("**/edit/")
    until(page, f"{UNSENT}.length === 0")
    sign(page)
    mine = reports()
    assert len(mine) == before + 1
    assert mine[0] == ["submitted", 1, NOTE, ""]


def test_a_second_topic_and_a_second_colleague_need_no_connection(someone, reports):
    before = len(reports())
    msl = begin(someone)
    page = msl.page
    msl.go_offline()
    page.get_by_role("link", name="Log an exchange").click()
    page.locator("form#report").wait_for()
    fill(page)
    page.locator("details summary").click()
    page.locator("[name=c-0-name]").fill("Ada One")
    page.get_by_role("button", name="Add another topic").click()
    assert page.get_by_role("heading", name="Topic 1").is_visible()
    assert page.get_by_role("heading", name="Topic 2").is_visible()
    page.locator("[name=d-1-topic]").select_option(index=2)
    page.locator("label:has([name=d-1-content_class][value=on_label])").click()
    assert page.locator("[name=d-1-origin][value=reactive]").is_checked()
    page.locator("[name=d-1-notes]").fill("The second.")
    page.get_by_role("button", name="Add another colleague").click()
    page.locator("[name=c-1-name]").fill("Bo Two")
    msl.look("second-topic-offline")
    kept(page)
    msl.context.set_offline(False)
    page.wait_for_url("**/edit/")
    until(page, f"{UNSENT}.length === 0")
    assert page.locator("[name=c-1-name]").input_value() == "Bo Two"
    sign(page)
    mine = reports()
    assert len(mine) == before + 1
    assert mine[0][:2] == ["submitted", 2]
    assert {NOTE, "The second."} == set(re.split(r"(?<=basement\.) | (?=Asked)", mine[0][2]))


def test_signed_out_meanwhile_the_draft_waits_and_is_sent_after_signing_in(someone, reports):
    before = len(reports())
    msl = begin(someone)
    page = msl.page
    page.get_by_role("link", name="Log an exchange").click()
    page.wait_for_url(f"**{NEW}**")
    msl.context.clear_cookies(name="threshold")  # the session has ended
    fill(page)
    kept(page)
    assert "signed out" in page.locator("#saved").inner_text()
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#saved a").click()
    msl.expect(404)
    page.get_by_label("User name").fill("rep1")  # somebody of the other side, on the same browser
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(msl.address + "/")
    assert "basement" not in page.content() + page.evaluate("JSON.stringify(localStorage)")
    assert page.locator("#keeping, #kept-note").count() == 0
    msl.context.clear_cookies(name="threshold")
    second = someone_again(msl, "msl2")
    assert "basement" not in second.content()
    assert second.locator("#kept-note").count() == 0
    assert len(second.evaluate(UNSENT)) == 1
    msl.context.clear_cookies(name="threshold")
    someone_again(msl, "msl1")
    until(page, f"{UNSENT}.length === 0")
    assert "sent now" in page.locator("#kept-note").inner_text()
    msl.look("sent-after-signing-in")
    mine = reports()
    assert len(mine) == before + 1
    assert mine[0][0] == "draft"
    assert mine[0][3] == NOTE


def someone_again(msl, username):
    """Another person at the same browser, without anybody having signed out."""
    page = msl.page
    page.goto(msl.address + "/login/")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(msl.address + "/")
    page.wait_for_load_state("networkidle")
    return page


def test_signing_out_asks_and_wipes(someone, reports):
    before = len(reports())
    msl = begin(someone, size="desk")
    page = msl.page
    msl.go_offline()
    page.get_by_role("link", name="Log an exchange").click()
    fill(page)
    kept(page)
    page.locator(".fw-me form button").click()
    page.locator("#unsent[open]").wait_for()
    msl.look("unsent-sign-out")
    page.get_by_role("button", name="Stay signed in").click()
    assert len(page.evaluate(UNSENT)) == 1
    page.locator(".fw-me form button").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Wipe it and sign out").click()
    page.wait_for_timeout(1000)
    page.close()
    msl.context.set_offline(False)
    second = msl.context.new_page()
    second.goto(msl.address + "/me/")
    assert second.evaluate(UNSENT) == []
    assert len(reports()) == before


def test_the_sign_out_page_wipes_by_its_header(someone):
    msl = begin(someone)
    page = msl.page
    page.evaluate("localStorage.setItem('unsent:x:y', 'sealed')")
    page.goto(msl.address + "/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/login/**")
    until(page, f"{UNSENT}.length === 0")


def test_changed_on_another_device_meanwhile_both_are_kept(someone, reports):
    before = len(reports())
    msl = begin(someone, size="desk")
    page = msl.page
    page.get_by_role("link", name="Log an exchange").click()
    page.locator("[name=d-0-notes]").fill("First.")
    page.wait_for_url("**/edit/")
    address = page.url
    msl.go_offline()
    fill(page)
    kept(page)
    other = someone("msl1", "phone")
    other.sign_in()
    other.page.goto(address)
    with other.page.expect_response(lambda answer: answer.request.method == "POST"):
        other.page.locator("[name=d-0-notes]").fill("On the phone.")
    msl.context.set_offline(False)
    until(page, f"{UNSENT}.length === 0")
    page.get_by_text("Changed on another device meanwhile").wait_for()
    assert page.url != address
    mine = reports()
    assert len(mine) == before + 2
    assert sorted(draft[3] for draft in mine[:2]) == [NOTE, "On the phone."]
    page.locator("[name=d-0-notes]").fill(NOTE + LATER)
    page.get_by_text("Kept as a draft").wait_for()
    assert sorted(draft[3] for draft in reports()[:2]) == [NOTE + LATER, "On the phone."]


def test_submitted_on_another_device_meanwhile_the_text_is_offered_as_a_new_draft(someone, reports):
    before = len(reports())
    msl = begin(someone, size="desk")
    page = msl.page
    page.get_by_role("link", name="Log an exchange").click()
    page.locator("[name=d-0-notes]").fill("First.")
    page.wait_for_url("**/edit/")
    address = page.url
    msl.expect(422)  # what comes too late is refused
    msl.go_offline()
    fill(page)
    kept(page)
    other = someone("msl1", "phone")
    other.sign_in()
    other.page.goto(address)
    fill(other.page, "On the phone.")
    sign(other.page)
    msl.context.set_offline(False)
    page.get_by_role("button", name="Open it as a new draft").wait_for()
    msl.look("submitted-elsewhere")
    assert len(page.evaluate(UNSENT)) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Open it as a new draft").click()
    page.wait_for_url(lambda url: url != address and url.endswith("/edit/"))
    assert page.locator("[name=d-0-notes]").input_value() == NOTE
    assert page.evaluate(UNSENT) == []
    mine = reports()
    assert len(mine) == before + 2
    assert sorted(one[0] for one in mine[:2]) == ["draft", "submitted"]
