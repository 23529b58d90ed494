"""Neutral pages, signing in and out, and fragments."""

import re
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.utils.cache import get_conditional_response

from msl_governance.ui import errors
from msl_governance.ui.htmx import wants_fragment
from msl_governance.ui.views import SignIn, SignInForm, SignOut
from tests.ui import kit_urls

PAGES = {
    400: errors.bad_request,
    403: errors.forbidden,
    404: errors.not_found,
    500: errors.server_error,
}


class Poison:
    """A request that breaks whatever looks at it."""

    def __getattribute__(self, name):
        raise AssertionError(f"an error page looked at request.{name}")


@pytest.mark.parametrize("status", PAGES)
def test_error_pages_look_at_nothing(kit, status):
    response = PAGES[status](Poison())
    assert response.status_code == status and response["Cache-Control"] == "no-store"
    assert b"<h1>" in response.content and b"csrfmiddlewaretoken" not in response.content
    assert get_conditional_response(RequestFactory().get("/"), response=response) is response


def test_404_is_the_same_bytes_whatever_the_reason(kit):
    bodies = {
        errors.not_found(None).content,
        errors.not_found(Poison(), Http404("No Hcp matches")).content,
        errors.not_found(RequestFactory().get("/x"), PermissionDenied("medical")).content,
    }
    assert len(bodies) == 1
    assert "or it is closed to you" in bodies.pop().decode()


def test_a_stale_form_is_told_what_to_do(kit):
    response = errors.csrf_failure(Poison(), "CSRF token missing")
    assert response.status_code == 403 and "CSRF" not in response.content.decode()
    assert "nothing was sent" in response.content.decode()


def test_no_page_shouts_or_says_denied():
    from tests.ui.test_components import OURS

    for path in OURS:
        words = re.sub(r"<!doctype|!important|{#.*?#}", "", path.read_text(), flags=re.IGNORECASE)
        assert not re.search(r"\w!", words), path.name
        assert not re.search(r"access denied|forbidden", words, re.IGNORECASE), path.name


def test_sign_in_has_djangos_field_names_and_keeps_next(kit):
    html = kit(kit_urls.sign_in, role="").text_now
    assert re.search(r'<input type="hidden" name="next" value="/sample/">', html)
    assert 'name="username"' in html and 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html and 'data-reveal="id_password"' in html
    assert 'data-side="ctl"' in html


def test_a_failed_sign_in_says_so_beside_the_form(kit):
    html = kit(kit_urls.sign_in, "/login/", "", {"username": "", "password": ""}).text_now
    assert html.count('class="fw-err"') == 2 and html.count('aria-invalid="true"') == 2
    assert SignIn.authentication_form is SignInForm and SignIn.redirect_authenticated_user


def test_signing_out_asks_first(kit):
    request = RequestFactory().get("/logout/")
    request.user = kit_urls.person("msl")
    response = SignOut.as_view()(request)
    html = response.content.decode()
    assert response.status_code == 200 and '<form method="post">' in html and "csrfmiddlewaretoken" in html


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
    assert response.status_code == 422 and "<html" not in html and "Kept</textarea>" in html
    assert "<c-" not in html and "fw-screen" in html
    request.htmx = None
    assert "<html" in kit_urls.sample(request).content.decode()


def test_the_page_forbids_htmx_to_keep_text_on_the_device(kit):
    html = kit(kit_urls.plain).text_now
    assert (
        '"historyCacheSize":0' in html and '"allowEval":false' in html and '"selfRequestsOnly":true' in html
    )
