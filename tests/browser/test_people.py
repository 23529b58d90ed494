"""An administrator's day and a passkey's life, in real Chromium."""

import pytest

pytestmark = pytest.mark.browser

CSV = (
    "username,full_name,role,email,reports_to,scientific_background\n"
    "msl8,Ada Lenz,msl,msl8@threshold.example,msl_director1,PhD\n"
    "rep9,Bo Lark,emperor,,,\n"
)
# A device that holds passkeys and whose owner is always there: Chromium's own, for tests.
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_an_administrators_day(someone, size):
    """Finds somebody by typing, sees the mistake by its field, previews an import and leaves it."""
    admin = someone("administrator1", size)
    admin.expect(422)
    admin.sign_in()
    page = admin.page
    admin.go("/people/", "people")
    page.locator("#id_q").fill("okaf")
    page.locator("#rows li", has_text="Tom Lindqvist").wait_for(state="detached")
    page.get_by_role("link", name="Amara Okafor").click()
    page.wait_for_url("**/people/*-*/")
    admin.look("person")
    page.get_by_role("link", name="Another role").click()
    admin.look("person-role")
    admin.go("/people/new/?role=msl")
    page.get_by_role("button", name="Make the account").click()
    page.locator(".fw-err").first.wait_for()
    admin.look("person-new-mistakes")
    admin.go("/people/territories/", "territories")
    page.get_by_role("link", name="North").first.click()
    page.wait_for_url("**/territories/medical/*-*/")
    admin.look("territory")
    admin.go("/people/import/")
    page.set_input_files("#id_file", {"name": "people.csv", "mimeType": "text/csv", "buffer": CSV.encode()})
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("button", name="Import this").wait_for()
    admin.look("import-preview")
    assert "There is no role “emperor”" in admin.text()


def test_a_passkey_is_made_asked_for_and_removed(someone):
    """First beside the password, then alone; the page never shows a code twice."""
    person = someone("clinical_development1", "desk")
    page = person.page
    device = person.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    person.sign_in()
    person.go("/me/security/", "security-bare")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/me/security/codes/")
    page.get_by_role("button", name="Make ten new codes").click()
    page.locator(".fw-codes li").nth(9).wait_for()
    person.look("codes")
    person.go("/me/security/", "security")
    person.go("/me/security/app/", "app")
    _sign_out(page)
    page.get_by_label("User name").fill("clinical_development1")
    page.get_by_label("Password", exact=True).fill("Threshold-demo-1")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/login/second/")
    person.look("second")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(person.address + "/")
    _sign_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(person.address + "/")
    person.go("/me/security/")
    page.get_by_role("button", name="Remove").click()
    page.get_by_text("Your password alone lets you in").wait_for()
    person.check()


def _sign_out(page):
    page.locator(".fw-me form button").click()
    page.wait_for_url("**/login/**")


def test_the_pages_of_who_forgot(someone):
    """Without being signed in; the words are the same for everybody."""
    nobody = someone("ghost", "phone")
    nobody.go("/login/password/", "password-ask")
    nobody.page.get_by_label("User name").fill("ghost")
    nobody.page.get_by_role("button", name="Send the mail").click()
    nobody.page.wait_for_url("**/login/password/sent/")
    nobody.look("password-sent")
    nobody.go("/login/password/not-a-token/", "password-new")
    nobody.go("/login/sso/", "sso-absent")
