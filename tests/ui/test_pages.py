"""Neutral pages, signing in and out, and fragments."""

import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from msl_governance.ui.htmx import wants_fragment
from tests.ui import kit_urls

ERRORS = ["400", "403", "403_csrf", "404", "500"]


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_need_no_request_and_no_database(kit, name):
    """pytest-django refuses every query here, and there is no context to ask."""
    html = render_to_string(f"{name}.html")
    assert html.count("<h1>") == 1
    assert "csrfmiddlewaretoken" not in html
    assert 'class="fw-rail"' not in html


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_take_no_notice_of_who_asks_and_why(kit, name):
    request = RequestFactory().get("/accounts/medical/reports/1/?x=1")
    request.user = kit_urls.person("rep")
    context = {
        "reason": "CSRF token missing",
        "exception": "No CallReport matches",
        "request_path": request.path,
    }
    assert render_to_string(f"{name}.html", context, request) == render_to_string(f"{name}.html")


def test_404_does_not_tell_missing_from_closed(kit):
    assert "There is no page at this address, or it is closed to you." in render_to_string("404.html")


def test_no_page_shouts_or_says_denied():
    from tests.ui.test_components import OURS

    for path in OURS:
        words = re.sub(r"<!doctype|!important|{#.*?#}", "", path.read_text(), flags=re.IGNORECASE)
        assert not re.search(r"\w!", words), path.name
        assert not re.search(r"access denied|forbidden", words, re.IGNORECASE), path.name


def test_sign_in_has_djangos_field_names_and_keeps_next(kit):
    html = kit(kit_urls.sign_in, role="").text_now
    assert re.search(r'<input type="hidden" name="next" value="/sample/">', html)
    assert 'name="username"' in html
    assert 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html
    assert 'data-reveal="id_password"' in html
    assert 'data-side="ctl"' in html


def test_a_failed_sign_in_says_so_beside_the_form(kit):
    html = kit(kit_urls.sign_in, "/login/", "", {"username": "", "password": ""}).text_now
    assert html.count('class="fw-err"') == 2
    assert html.count('aria-invalid="true"') == 2


def test_signing_out_asks_first(kit):
    html = kit(kit_urls.sign_out).text_now
    assert '<form method="post">' in html
    assert "csrfmiddlewaretoken" in html


@pytest.mark.parametrize(
    ("htmx", "fragment"),
    [
        (None, False),
        (SimpleNamespace(history_restore_request=False, boosted=False), True),
        (SimpleNamespace(history_restore_request=True, boosted=False), False),
        (SimpleNamespace(history_restore_request=False, boosted=True), False),
    ],
)
def test_who_gets_a_fragment(htmx, fragment):
    assert wants_fragment(SimpleNamespace(htmx=htmx)) is fragment


def test_one_template_serves_page_and_fragment(kit):
    request = RequestFactory().post("/sample/", {"question": "Kept"})
    request.user = kit_urls.person("msl")
    request.htmx = SimpleNamespace(history_restore_request=False, boosted=False)
    response = kit_urls.sample(request)
    html = response.content.decode()
    assert response.status_code == 422
    assert "<html" not in html
    assert "Kept</textarea>" in html
    assert "<c-" not in html
    assert "fw-screen" in html
    request.htmx = None
    assert "<html" in kit_urls.sample(request).content.decode()


def test_the_page_forbids_htmx_to_keep_text_on_the_device(kit):
    html = kit(kit_urls.plain).text_now
    assert '"historyCacheSize":0' in html
    assert '"allowEval":false' in html
    assert '"selfRequestsOnly":true' in html
