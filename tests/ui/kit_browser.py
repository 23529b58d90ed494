"""The kit served by a process of its own, and its pages in a real Chromium."""

import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from msl_governance.ui import vendor
from tests.support.browser import CHROMIUM

NEEDS_BROWSER = pytest.mark.skipif(
    not CHROMIUM and os.environ.get("CI") != "true", reason="Chromium is not installed."
)
WATCH = (
    "window.__bad=[];document.addEventListener('securitypolicyviolation',"
    "e=>window.__bad.push(e.violatedDirective+' '+e.blockedURI));"
)


@pytest.fixture(scope="session")
def address():
    """The kit on a free port, in its own process and with its own settings."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.ui.kit_settings"}
    command = [
        sys.executable,
        "-m",
        "django",
        "runserver",
        f"127.0.0.1:{port}",
        "--noreload",
        "--skip-checks",
    ]
    server = subprocess.Popen(
        command,
        cwd=vendor.HERE.parents[1],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(100):
            try:
                urllib.request.urlopen(f"{base}/login/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield base
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def visit(chromium, address):
    """Opens a page of the kit; at the end no error may have come up on any of them."""
    contexts, errors = [], []

    def open_page(path, width=1440, height=900, theme="light", **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            errors.extend(page.evaluate("window.__bad"))
        context.close()
    assert errors == []
