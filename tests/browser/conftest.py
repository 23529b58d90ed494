"""One product and one browser for all journeys of a worker."""

import os
import shutil

import pytest

from .product import Product
from .someone import Someone

CHROMIUM = (
    os.environ.get("THRESHOLD_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
)


@pytest.fixture(scope="session")
def chromium():
    """The machine's Chromium. Missing, it is a skip here and an error where ``CI`` is ``true``."""
    if not CHROMIUM and os.environ.get("CI") != "true":
        pytest.skip("Chromium is not installed.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM or None, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def product(chromium):
    """The running product."""
    with Product() as running:
        yield running


@pytest.fixture
def someone(chromium, product):
    """``someone(username, size)``: a person at a browser; nothing may have gone wrong for any of them."""
    people = []

    def come(username, size):
        people.append(Someone(chromium, product.address, size, username))
        return people[-1]

    yield come
    for one in people:
        one.context.close()
