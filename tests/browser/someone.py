"""Somebody at a browser. Every page they look at is checked: barriers, errors, policy, width; and pictured."""

import os

from axe_playwright_python.sync_playwright import Axe

from .product import PROJECT

PASSWORD = "Threshold-demo-1"
PICTURES = PROJECT / "build" / "pictures"
SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
# A theme changes colours and nothing else: in the dark it is the contrast that is looked at.
THEMES = {
    "light": {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast"]}},
}
PICTURES_OF_ALL = os.environ.get("THRESHOLD_PICTURES") == "all"  # of both themes
WATCH = (
    "window.__bad=[];document.addEventListener('securitypolicyviolation',"
    "e=>window.__bad.push([e.violatedDirective,e.blockedURI,e.sourceFile,e.lineNumber,e.columnNumber].join(' ')));"
)
SEEN = set()  # pages that everybody passes on the way in: once a person and size is enough
THEME = "theme => document.documentElement.setAttribute('data-bs-theme', theme)"


class Someone:
    """One person, one browser context."""

    def __init__(self, browser, address, size, username):
        self.address, self.size, self.username = address, size, username
        self.context = browser.new_context(
            viewport=SIZES[size], color_scheme="light", reduced_motion="reduce", has_touch=size == "phone",
            timezone_id="America/New_York",
        )  # fmt: skip
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.add_init_script(WATCH)
        self.errors, self.expected, self.is_offline = [], set(), False
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _heard(self, message):
        """Chromium itself reports each answer of 400 and above; those that are meant are named before."""
        if self.is_offline and any(
            word in message.text for word in ("ERR_INTERNET", "htmx:sendError", "htmx:afterRequest")
        ):
            return
        status = next((word for word in message.text.split() if word.isdigit()), "")
        if message.type == "error" and not ("status of" in message.text and status in self.expected):
            self.errors.append(message.text)

    def expect(self, *statuses):
        """Answers that are meant, such as the 404 of the wall."""
        self.expected |= {str(status) for status in statuses}

    def go_offline(self):
        """No connection from here on; what Chromium logs of it is meant."""
        self.is_offline = True
        self.context.set_offline(True)

    def sign_in(self):
        """As anybody does, from the start page."""
        self.page.goto(self.address + "/")
        self._look_once("login", "")
        self.page.get_by_label("User name").fill(self.username)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(self.address + "/")
        self._look_once(f"home-{self.username}", self.username)

    def _look_once(self, name, username):
        if (username, self.size) not in SEEN:
            SEEN.add((username, self.size))
            self.look(name)

    def go(self, path, name=""):
        """Open an address; pictured under a name."""
        answer = self.page.goto(self.address + path)
        if name:
            self.look(name)
        return answer

    def look(self, name):
        """Check the page as it stands, in both themes, and take a picture."""
        self.page.wait_for_load_state("load")
        for theme, rules in THEMES.items():
            self.page.evaluate(THEME, theme)
            if theme == "light" or PICTURES_OF_ALL:
                self.picture(f"{name}{'' if theme == 'light' else '-dark'}")
            found = Axe().run(self.page, options=rules).response["violations"]
            told = [(item["id"], [node["html"][:150] for node in item["nodes"][:3]]) for item in found]
            assert told == [], (name, theme, self.page.url, told)
        self.page.evaluate(THEME, "light")
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= SIZES[self.size]["width"], (name, "scrolls sideways", wide)
        self.check()

    def picture(self, name):
        """The whole page as PNG, in build/pictures/."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.evaluate("window.scrollTo(0, 0)")
        self.page.screenshot(path=PICTURES / f"{name}-{self.size}.png", full_page=True)

    def check(self):
        """Nothing went wrong that the person may not even see."""
        assert self.page.evaluate("window.__bad") == []
        assert self.errors == [], self.errors

    def choose(self, group, label):
        """One of a few, side by side: the label is what is pressed."""
        self.page.locator(group).locator("label", has_text=label).first.click()

    def text(self):
        """All words of the page's main part."""
        return self.page.locator("main").inner_text()
