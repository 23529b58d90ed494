"""Everybody's own pages, after a year of the demo story: each looked at in both sizes. Real Chromium, real servers."""

import pytest

pytestmark = pytest.mark.browser

ROUNDS = {
    "rep1": ("/handoffs/commercial/", "/accounts/", "/notifications/"),
    "msl1": ("/handoffs/medical/?view=team", "/handoffs/medical/?view=ended", "/handoffs/medical/calendar/",
             "/accounts/medical/reports/", "/notifications/", "/notifications/preferences/", "/me/"),
    "msl_director1": ("/handoffs/medical/", "/handoffs/medical/answering/"),
    "sales_director1": ("/handoffs/commercial/",),
    "head_of_medical1": ("/handoffs/medical/escalated/",), "clinical_development1": (), "vp_commercial1": (), "event_coordinator1": (),
    "legal1": ("/oversight/ledger/",), "compliance1": ("/people/changes/", "/oversight/escalations/", "/oversight/ledger/?print=1"),
    "administrator1": ("/people/", "/people/new/?role=msl", "/people/roles/", "/people/territories/", "/people/import/",
                       "/people/changes/", "/me/", "/me/security/", "/me/password/"),
}  # fmt: skip


@pytest.mark.parametrize("size", ["desk", "phone"])
@pytest.mark.parametrize("username", ROUNDS)
def test_everybody_s_pages_with_a_lived_in_year(someone, username, size):
    one = someone(username, size)
    one.sign_in()
    for path in ROUNDS[username]:
        name = path.strip("/").replace("/", "-").replace("?view=", "-")
        one.go(path, f"{name}-{username}")
