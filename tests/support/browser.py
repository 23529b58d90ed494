"""One Chromium for all browser tests of a process: a second driver beside it would not start."""

import os
import shutil

import pytest

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
