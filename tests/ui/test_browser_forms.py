"""The kit's forms in a real Chromium: mistakes, dialogs, phrases taken out, htmx, and nothing typed lost."""

import pytest

from tests.ui.kit_browser import NEEDS_BROWSER

pytestmark = [pytest.mark.browser, NEEDS_BROWSER]


def test_mistakes_get_focus_and_nothing_typed_is_lost(visit):
    page = visit("/sample/?as=rep")
    page.fill("#id_note", "Stays as typed")
    page.click("text=Keep as draft")
    page.wait_for_selector("#id_question_error")
    assert page.evaluate("document.activeElement.id") == "id_question"
    assert page.input_value("#id_note") == "Stays as typed"


def test_what_is_put_right_is_said_to_be_wrong_no_more(visit):
    page = visit("/sample/?as=rep")
    page.click("text=Keep as draft")
    page.wait_for_selector("#id_question_error .fw-err")
    page.locator("#id_question").press_sequentially("H")
    page.locator("fieldset:has([name=channel]) label").first.click()
    page.locator("#id_confirm").check()
    for name in ("question", "channel", "confirm"):
        assert page.locator(f"#id_{name}_error .fw-err").count() == 0
    assert page.get_attribute("#id_question", "aria-invalid") is None
    assert "is-invalid" not in page.get_attribute("#id_question", "class")
    assert page.locator("fieldset[data-invalid]:has([name=channel])").count() == 0
    assert page.locator("#id_when_error .fw-err").count() == 1  # what is still wrong stays


def test_the_dialog_asks_and_escape_closes(visit):
    page = visit("/sample/?as=rep")
    page.click("[data-open=ask]")
    assert page.evaluate("document.getElementById('ask').open")
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('ask').open")
    page.click("[data-open=ask]")
    page.click("#ask [data-close]")
    assert not page.evaluate("document.getElementById('ask').open")
    page.click("[data-open=ask]")
    page.click("#ask button[type=submit]")
    page.wait_for_selector("#id_question_error")


def test_without_script_the_form_still_sends(visit):
    page = visit("/sample/?as=rep", java_script_enabled=True)
    plain = page.context.browser.new_context(java_script_enabled=False)
    other = plain.new_page()
    other.goto(page.url)
    other.click("[data-open=ask]")
    assert other.locator("#id_question_error").count() == 1
    plain.close()


def test_a_phrase_is_removed_and_the_text_screened_again(visit):
    page = visit("/sample/?as=rep")
    page.fill("#id_question", "Uses about 40 scripts a month , eGFR?")
    page.evaluate("document.addEventListener('input', e => window.__last = e.target.id)")
    page.click("[data-remove]")
    assert page.input_value("#id_question") == "Uses, eGFR?"
    assert page.evaluate("window.__last") == "id_question"


def test_of_a_whole_sentence_its_full_stop_is_removed_too(visit):
    page = visit("/sample/?as=rep")
    for typed, left in (
        ("Does it act? about 40 scripts a month.", "Does it act?"),
        ("about 40 scripts a month. Does it act?", "Does it act?"),
        ("Does it act... about 40 scripts a month. Why?", "Does it act... Why?"),
    ):
        page.fill("#id_question", typed)
        page.click("[data-remove]")
        assert page.input_value("#id_question") == left


def test_a_button_that_is_not_ready_points_at_what_is_missing(visit):
    page = visit("/sample/?as=rep")
    page.evaluate("document.querySelector('[name=draft]').setAttribute('aria-disabled', 'true')")
    page.evaluate("document.activeElement.blur()")
    page.click("text=Keep as draft", force=True)
    assert page.evaluate("document.activeElement.id") == "hand"
    assert page.locator("#id_question_error").count() == 0


def test_leaving_with_unsaved_text_asks(visit):
    page = visit("/sample/?as=rep")
    page.fill("#id_note", "Half a thought")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.click(".fw-brand")
    page.wait_for_url("**/")
    assert asked == ["beforeunload"]


AJAX = """([url, values]) => { htmx.ajax('POST', url, {target: '#body', swap: 'innerHTML', values}).catch(() => 0); }"""


def test_htmx_swaps_a_form_with_mistakes_and_sends_the_token(visit):
    page = visit("/sample/?as=rep")
    page.evaluate(AJAX, ["/sample/?as=rep", {"note": "By htmx"}])
    page.wait_for_selector("#id_question_error")
    assert page.input_value("#id_note") == "By htmx"
    page.wait_for_selector("#id_kind:focus")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/broken/?page=500", "did not work"),
        ("/broken/?page=404", "closed to you"),
        ("/login/", "signed out"),
    ],
)
def test_a_failed_request_leaves_the_form_and_says_why(visit, url, words):
    page = visit("/sample/?as=rep")
    page.fill("#id_note", "Still here")
    page.evaluate(AJAX, [url, {}])
    page.wait_for_selector("#say")
    assert words in page.inner_text("#say")
    assert page.get_attribute("#say", "role") == "alert"
    assert page.input_value("#id_note") == "Still here"


def test_a_lost_connection_is_said(visit):
    page = visit("/sample/?as=rep")
    page.context.set_offline(True)
    page.evaluate(AJAX, ["/sample/?as=rep", {}])
    page.wait_for_selector("#say")
    assert "did not answer" in page.inner_text("#say")


def test_nothing_typed_reaches_the_browsers_storage(visit):
    page = visit("/sample/?as=msl")
    page.fill("#id_note", "KESTREL-SECRET")
    page.evaluate(AJAX, ["/sample/?as=msl", {"note": "KESTREL-SECRET"}])
    page.wait_for_selector("#id_question_error")
    stored = page.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    assert "KESTREL" not in stored


REMOVED = [
    ("How does it act? She writes 40 scripts a month and asks.", "She writes 40 scripts a month"),
    ("He orders twice , then asks .", "twice"),
    ("Only this", "Only this"),
    ("Again and again", "nothing of it"),
    ("Does it act? She writes 40 scripts. Why?", "She writes 40 scripts"),
    ("She writes 40 scripts. Does it act?", "She writes 40 scripts"),
]


@pytest.mark.parametrize(("text", "phrase"), REMOVED)
def test_remove_does_what_the_test_of_the_corpus_does(visit, text, phrase):
    from tests.firewall.screening.test_removing import without

    page = visit("/sample/?as=rep")
    page.evaluate(
        """([text, phrase]) => {
          const box = document.createElement("textarea"), button = document.createElement("button");
          box.id = "cut"; box.value = text; button.id = "press";
          button.setAttribute("data-from", "cut"); button.setAttribute("data-remove", phrase);
          document.getElementById("main").append(box, button);
          window.heard = 0; box.addEventListener("input", () => { window.heard += 1; });
        }""",
        [text, phrase],
    )
    page.locator("#press").dispatch_event("click")
    assert page.input_value("#cut") == without(text, phrase)
    assert page.evaluate("[window.heard, document.activeElement.id]") == [1, "cut"]


def test_a_text_that_is_too_long_stays_and_its_length_is_said(visit):
    page = visit("/sample/?as=rep")
    page.evaluate(
        """() => {
          const box = document.createElement("textarea");
          box.id = "long"; box.setAttribute("data-most", "10");
          document.getElementById("main").append(box);
        }"""
    )
    page.fill("#long", "seven c")
    assert page.locator("#long_count").count() == 0
    page.fill("#long", "nine char")
    assert page.inner_text("#long_count") == "9 of at most 10 characters"
    page.fill("#long", "twelve chars")
    assert page.input_value("#long") == "twelve chars"
    assert "fw-err" in page.get_attribute("#long_count", "class")
    page.fill("#long", "short")
    assert page.locator("#long_count").is_hidden()


def test_focus_goes_to_what_was_swapped_when_it_was_inside(visit):
    page = visit("/sample/?as=rep")
    page.evaluate(
        """() => {
          const box = document.createElement("div");
          box.id = "old"; box.innerHTML = '<button id="inside">Press</button>';
          document.getElementById("main").append(box);
        }"""
    )
    swap = """(html) => htmx.swap(document.getElementById("old"), html, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 })"""
    page.focus("#inside")
    page.evaluate(
        """() => document.body.dispatchEvent(new CustomEvent("htmx:beforeSwap", { bubbles: true,
           detail: { target: document.getElementById("old"), xhr: { responseURL: "" } } }))"""
    )
    page.evaluate(swap, '<div id="old"><h2 data-land>New</h2></div>')
    page.wait_for_function("document.activeElement.tagName === 'H2'")
