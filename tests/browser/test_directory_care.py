"""A steward's morning and a proposal from a phone, in real Chromium."""

import pytest

pytestmark = pytest.mark.browser
# The story is one for both sizes: what the first has made true the second cannot propose.
CITIES = {"desk": "Las Cruces", "phone": "Taos"}


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_proposal_is_made_and_a_duplicate_merged(someone, size):
    """What is wrong is told in four taps; the steward makes it, compares two accounts and merges them."""
    msl = someone("msl2", size)
    msl.sign_in()
    msl.go("/accounts/?kind=committees", "committees")
    msl.page.get_by_role("link", name="Lone Mesa P&T Committee").click()
    msl.page.wait_for_url("**/accounts/*-*/")
    msl.look("committee")
    msl.page.get_by_role("link", name="Is something wrong?").click()
    msl.look("propose")
    msl.page.get_by_role("link", name="Something is written wrongly").click()
    msl.page.get_by_label("City").fill(CITIES[size])
    msl.page.get_by_label("How do you know?").select_option("website")
    msl.look("propose-form")
    msl.page.get_by_role("button", name="Send to the steward").click()
    msl.page.wait_for_url("**/proposals/")
    msl.look("proposals")

    steward = someone("compliance1", size)
    steward.sign_in()
    page = steward.page
    steward.go("/oversight/directory/", "care")
    page.get_by_role("link", name="Lone Mesa P&T Committee").first.click()
    steward.look("care-proposal")
    page.get_by_role("button", name="Make it for both sides").click()
    page.wait_for_url("**/oversight/directory/")
    steward.go("/oversight/directory/duplicates/", "care-duplicates")
    page.get_by_role("link", name="Marcheti").click()
    steward.look("care-compare")
    page.get_by_role("button", name="Merge").click()
    page.locator("dialog[open]").wait_for()
    steward.look("care-merge")
    page.locator("dialog[open]").get_by_role("button", name="Merge").click()
    page.wait_for_url("**/decisions/")
    steward.look("care-decided")
    page.get_by_role("button", name="Separate again").first.click()
    page.get_by_text("They are two again").wait_for()
