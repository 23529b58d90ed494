"""The kit in a real Chromium: theme, keys, paper, width, content policy, accessibility."""

import pytest

from tests.ui.kit_browser import NEEDS_BROWSER

pytestmark = [pytest.mark.browser, NEEDS_BROWSER]

PATHS = ["/login/", "/sample/?as=msl&say=1", "/sample/?as=rep", "/sample/?as=compliance", "/broken/?page=404"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", PATHS)
def test_no_barrier_and_no_sideways_scroll(visit, path, width, theme):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(path, width=width, theme=theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=options).response["violations"]
    assert [(item["id"], [node["html"][:150] for node in item["nodes"][:3]]) for item in found] == []


def test_it_reflows_at_320(visit):
    page = visit("/sample/?as=rep", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_icons_and_font_are_drawn(visit):
    page = visit("/sample/?as=msl")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('15px \"Inter Variable\"')")
    box = page.locator(".fw-rail .icon use").first.bounding_box()
    assert box["width"] > 5


def test_theme_follows_the_device_then_the_choice(visit):
    page = visit("/sample/?as=msl", theme="dark")
    theme = "document.documentElement.getAttribute('data-bs-theme')"
    assert page.evaluate(theme) == "dark"
    page.click("[data-theme-toggle]")
    assert page.evaluate(theme) == "light"
    page.reload()
    assert page.evaluate(theme) == "light"


def test_slash_goes_to_the_search_but_not_while_typing(visit):
    page = visit("/?as=msl")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("/")
    assert page.input_value("#find") == "/"


def test_the_first_key_is_the_way_past_the_rail(visit):
    page = visit("/?as=msl")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "fw-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_password_is_shown_and_hidden(visit):
    page = visit("/login/")
    page.click("[data-reveal]")
    assert page.get_attribute("#id_password", "type") == "text"
    assert page.get_attribute("[data-reveal]", "aria-pressed") == "true"
    page.click("[data-reveal]")
    assert page.get_attribute("#id_password", "type") == "password"


def test_paper_shows_records_and_nothing_to_fill_in(visit):
    page = visit("/sample/?as=rep")
    page.evaluate(
        """() => { const card = document.querySelector("#list-h").closest(".card");
        card.insertAdjacentHTML("beforeend", "<form id=in-card>x</form><p class=fw-noprint id=not>x</p>"); }"""
    )
    for media, seen in (("screen", True), ("print", False)):
        page.emulate_media(media=media)
        assert page.locator("#in-card").is_visible() is seen
        assert page.locator("#not").is_visible() is seen
    assert page.locator("#id_question").is_visible()  # a form around the cards is what is printed


def test_the_phone_menu_opens_and_signs_out(visit):
    page = visit("/?as=msl", width=390, height=844)
    page.click(".fw-nav-morebtn button")
    assert page.locator("#more").get_by_text("Sign out").is_visible()
    assert page.locator(".fw-nav > li:visible").count() == 5
    page.keyboard.press("Escape")
    assert not page.locator("#more").is_visible()


def test_paper_shows_no_navigation(visit):
    page = visit("/sample/?as=msl", theme="dark")
    page.emulate_media(media="print")
    assert not page.locator(".fw-rail").is_visible()
    assert not page.locator("#find").is_visible()
    assert page.locator(".fw-printed").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
