"""The whole hand-off as people play it: real Chromium, the product as ``make run`` starts it, desktop and phone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.accounts.npi_files import FULL, full_row, number, write

from .someone import PASSWORD

pytestmark = pytest.mark.browser

SCIENCE = "How does Corvanta compare with existing therapy on potassium when eGFR is below 30?"
OFFENDING = "She writes about 40 scripts a month."
SENTENCE = "Interested in potassium homeostasis in advanced chronic kidney disease."
TOPIC = "Potassium and renal safety"
SUMMARY = "Walked through the subgroup below 30 and its wide interval."
DOCTORS = {"desk": ("VELDRAN", "MIREILLE", 280_000_001), "phone": ("OSKARELL", "TIBOR", 280_000_002)}


class Journey:
    """One inquiry about one doctor who was imported a minute ago."""

    def __init__(self, product, someone, size, folder):
        self.product, self.someone, self.size, self.folder = product, someone, size, folder
        last, first, digits = DOCTORS[size]
        self.doctor, self.last, self.npi = f"Dr. {first.title()} {last.title()}", last.title(), number(digits)
        self.row = full_row(
            self.npi, **{"Provider Last Name (Legal Name)": last, "Provider First Name": first}
        )

    def import_doctor(self):
        """From a file in the layout of NPPES, by the command."""
        path = write(self.folder / "nppes.csv", FULL, [self.row])
        assert '"created": 1' in self.product.manage("import_npi", str(path), "--json")

    def person(self, username):
        """Somebody who has signed in."""
        one = self.someone(username, self.size)
        one.sign_in()
        return one

    def inquiry_entered(self, rep):
        """The representative finds the doctor and types more than may cross."""
        rep.go(f"/accounts/?q={self.last}", "directory")
        page = rep.page
        page.get_by_role("link", name=self.doctor).first.click()
        page.get_by_role("link", name="Pass on a scientific question").wait_for()
        rep.look("account-rep")
        page.get_by_role("link", name="Pass on a scientific question").click()
        page.wait_for_url("**/handoffs/commercial/new/**")
        page.locator("[name=contact_phone]").fill("+1 555 0142")
        page.locator("[name=kind]").select_option("comparative_safety")
        page.locator("[name=verbatim]").fill(f"{SCIENCE} {OFFENDING}")
        page.locator("#scr .fw-screen li").first.wait_for()
        page.locator("#preview .fw-gap").first.wait_for()
        assert "held back" in page.locator("#preview").inner_text()
        assert page.locator("#send").get_attribute("aria-disabled") == "true"
        rep.choose("main", "Wed")
        rep.choose("fieldset:has([name=adverse_event]), [role=group]:has([name=adverse_event])", "No")
        page.get_by_label("The doctor raised this unprompted").check()
        page.get_by_label("I gave no answer").check()
        rep.look("inquiry-held")

    def inquiry_held(self, rep):
        """Somebody who forces the button gets the page back, and compliance a line."""
        page = rep.page
        rep.expect(422)
        page.evaluate("document.getElementById('send').removeAttribute('aria-disabled')")
        with page.expect_response(lambda answer: answer.request.method == "POST" and answer.status == 422):
            page.locator("#send").click()
        page.locator("#id_verbatim_error .fw-err").wait_for()
        page.locator("#scr .fw-screen li").first.wait_for()
        assert not page.locator("#ask").is_visible()
        page.locator("#id_verbatim:focus").wait_for()
        assert OFFENDING.split()[0] in page.locator("[name=verbatim]").input_value()
        rep.look("inquiry-refused")

    def inquiry_sent(self, rep):
        """Without the phrase it crosses; the tracker says “Received”."""
        page = rep.page
        page.locator("[name=verbatim]").fill(SCIENCE)
        page.locator("#scr .fw-screen-ok").wait_for()
        page.locator("#preview .fw-gap").wait_for(state="detached")
        assert page.locator("#id_verbatim_error .fw-err").count() == 0  # one message at a time
        assert page.locator("[name=verbatim]").get_attribute("aria-invalid") is None
        rep.look("inquiry-clean")
        page.locator("#send").click()
        page.locator("#ask").wait_for()
        rep.look("inquiry-confirm")
        page.locator("#ask").get_by_role("button", name="Send").click()
        page.wait_for_url("**/handoffs/commercial/*-*-*/")
        rep.look("inquiry-received")
        assert "Received" in rep.text()
        self.tracker = page.url.removeprefix(self.product.address)

    def question_accepted(self, msl):
        """The MSL finds it in the queue, classifies, accepts and schedules."""
        page = msl.page
        msl.go("/handoffs/medical/", "queue")
        page.get_by_role("link", name=self.doctor).first.click()
        page.locator("form[action$='/accept/']").wait_for()
        msl.look("follow-up-assigned")
        assert SCIENCE in msl.text()
        assert "Tom Lindqvist" not in page.content()
        self.follow_up = page.url.removeprefix(self.product.address)
        accept = page.locator("form[action$='/accept/']")
        accept.locator("label", has_text="Off-label").click()
        accept.get_by_role("button", name="Accept").click()
        page.locator("form[action$='/schedule/']").first.wait_for()
        msl.look("follow-up-accepted")

    def follow_up_scheduled(self, msl):
        """By own judgement alone."""
        plan = msl.page.locator("form[action$='/schedule/']").first
        tomorrow = datetime.now(ZoneInfo("America/New_York")) + timedelta(days=1)
        plan.get_by_label("Date and time").fill(tomorrow.strftime("%Y-%m-%dT10:00"))
        plan.locator("label", has_text="Video").click()
        plan.get_by_role("button", name="Schedule").click()
        msl.page.get_by_role("link", name="Add to my calendar").wait_for()
        msl.look("follow-up-scheduled")

    def exchange_logged(self, msl):
        """The call report, with the documented request behind its off-label content, submitted and locked."""
        page = msl.page
        page.get_by_role("link", name="Log the exchange").click()
        page.wait_for_url("**/accounts/medical/reports/new/**")
        msl.look("exchange-new")
        assert page.get_by_label("The request, in the doctor’s words").input_value() == SCIENCE
        assert page.get_by_label("Nobody prompted the question").is_checked()
        assert page.locator("[name=d-0-content_class]:checked").input_value() == "off_label"
        page.get_by_label("Topic", exact=True).select_option(label=TOPIC)
        page.get_by_label("Information provided, with its version").fill("SRD-041, version 2.1")
        page.locator("#report details summary").click()
        page.locator("[name=summary]").fill(SUMMARY)
        msl.choose("fieldset:has([name=adverse_event]), [role=group]:has([name=adverse_event])", "No")
        msl.look("exchange-filled")
        msl.expect(422)
        provided = page.get_by_label("Information provided, with its version")
        provided.fill("")
        page.get_by_role("button", name="Submit report").click()
        page.get_by_text("Name the information that you provided").wait_for()
        assert not page.locator("#sign").is_visible()
        msl.look("exchange-refused")
        provided.fill("SRD-041, version 2.1")
        page.get_by_role("button", name="Submit report").click()
        page.locator("#sign").wait_for()
        msl.look("exchange-confirm")
        page.get_by_label("Your password").fill("not my password")
        page.get_by_role("button", name="Sign and lock").click()
        page.get_by_text("This is not your password").wait_for()
        assert page.get_by_label("Summary").input_value() == SUMMARY
        msl.look("exchange-not-signed")
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Sign and lock").click()
        page.wait_for_url(f"**{self.follow_up}")
        assert "linked to its hand-off" in msl.text()

    def exchange_linked(self, msl):
        """Submitting has linked the report; the general interest is proposed, and the question closed."""
        page = msl.page
        page.get_by_role("link", name="Read the call report").click()
        page.get_by_text("The content is what was signed.").wait_for()
        page.go_back()
        assert page.locator("form[action$='/follow_up/']").count() == 0
        offer = page.locator("form[action$='/propose_interest/']")
        offer.get_by_label("Topic").select_option(label=TOPIC)
        offer.get_by_label("In one sentence").fill(SENTENCE)
        msl.look("follow-up-answered")
        offer.get_by_role("button", name="Return a general interest").click()
        page.get_by_text("Waits for release").first.wait_for()
        page.locator("form[action$='/close/']").get_by_role("button").click()
        page.locator("#ask-close").wait_for()
        msl.look("follow-up-close-asked")
        page.locator("#ask-close").get_by_role("button", name="Close this hand-off").click()
        page.get_by_text("Closed. Commercial reads").first.wait_for()
        msl.look("follow-up-closed")

    def interest_released(self, director):
        """The director lets it go."""
        page = director.page
        director.go("/handoffs/medical/interests/", "interests")
        card = page.locator(".card", has_text=SENTENCE).filter(has_text=self.doctor)
        card.get_by_role("button", name="Release to Commercial").click()
        page.locator("dialog[open]").wait_for()
        director.look("interest-release-asked")
        page.locator("dialog[open]").get_by_role("button", name="Release").click()
        page.get_by_role("status").or_(page.get_by_role("alert")).first.wait_for()
        director.look("interests-released")
        assert page.locator(".card", has_text=self.doctor).filter(has_text=SENTENCE).count() == 0

    def nothing_else_crossed(self, rep):
        """The word, the topic and the sentence: not who, when, what was said, or how it was classified."""
        rep.go(self.tracker, "inquiry-closed")
        said = rep.text()
        assert "Closed" in said
        assert SENTENCE in said
        assert TOPIC in said
        whole = rep.page.content()
        for secret in (
            "Amara",
            "Okafor",
            "Drax",
            "Off-label",
            "off_label",
            SUMMARY,
            "SRD-041",
            self.follow_up,
        ):
            assert secret not in whole, secret

    def compliance_reads(self, officer):
        """Each crossing, payload and all, and what was held."""
        page = officer.page
        officer.go("/oversight/ledger/", "ledger")
        words = officer.text().lower()
        assert "inquiry" in words
        assert "interest" in words
        page.locator("tbody tr", has_text="interest").first.get_by_role("link").first.click()
        page.wait_for_url("**/oversight/ledger/*-*-*/")
        officer.look("passage")
        assert SENTENCE in officer.text()
        officer.go("/oversight/refusals/", "refusals")
        page.locator("tbody tr", has_text="Screening").first.get_by_role("link").first.click()
        page.wait_for_url("**/oversight/refusals/*-*-*/")
        officer.look("refusal")
        assert OFFENDING in officer.text()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_question_goes_through_the_door_and_an_interest_comes_back(product, someone, size, tmp_path):
    journey = Journey(product, someone, size, tmp_path)
    journey.import_doctor()
    rep = journey.person("rep1")
    journey.inquiry_entered(rep)
    journey.inquiry_held(rep)
    journey.inquiry_sent(rep)
    product.work("handoffs.medical.tasks.route_arrivals")
    msl = journey.person("msl1")
    journey.question_accepted(msl)
    rep.go(journey.tracker, "inquiry-with-medical")
    assert "With Medical" in rep.text()
    journey.follow_up_scheduled(msl)
    journey.exchange_logged(msl)
    journey.exchange_linked(msl)
    journey.interest_released(journey.person("msl_director1"))
    journey.nothing_else_crossed(rep)
    journey.compliance_reads(journey.person("compliance1"))


def test_each_side_finds_the_other_closed(product, someone):
    for username, path in (("rep1", "/handoffs/medical/"), ("msl1", "/handoffs/commercial/")):
        one = someone(username, "desk")
        one.expect(404)
        one.sign_in()
        assert one.go(path, f"closed-{username}").status == 404
