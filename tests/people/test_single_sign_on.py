"""Single sign-on against a running provider: who has an account gets in, and no claim changes anything."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from msl_governance.people import single_sign_on
from msl_governance.people.models import Person

from .provider import running


@pytest.fixture(scope="module")
def provider():
    """One for the module."""
    with running() as found:
        yield found


@pytest.fixture
def set_up(settings, provider, world):
    """A deployment with that provider, where Tom's identity is on record."""
    settings.THRESHOLD_OIDC = {
        "issuer": provider.issuer, "client_id": "threshold", "client_secret": "s3cret", "claim": "sub",
    }  # fmt: skip
    settings.THRESHOLD_PUBLIC_URL = "http://testserver"
    Person.objects.filter(pk=world.rep1.pk).update(identity="emp-4711")
    provider.know("emp-4711", preferred_username="msl1")
    provider.know("emp-9999", preferred_username="rep1", email="rep1@threshold.example")
    return provider


def leads_to(client, next_address=""):
    answer = client.get("/login/sso/", {"next": next_address})
    assert answer.status_code == 302
    return answer.url


def come_back(client, location):
    parts = urlsplit(location)
    assert parts.netloc == "testserver"
    return client.get(f"{parts.path}?{parts.query}")


def test_who_has_an_account_gets_in_and_goes_on(client, world, set_up):
    assert "Sign in with your company account" in client.get("/login/").content.decode()
    address = leads_to(client, "/accounts/")
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid"]
    assert asked["redirect_uri"] == ["http://testserver/login/sso/back/"]
    answer = come_back(client, set_up.sign_in(address, "emp-4711"))
    assert answer.url == "/accounts/"
    assert "Tom Lindqvist" in client.get("/").content.decode()


def test_no_claim_changes_or_makes_anything(client, world, set_up):
    before = list(Person.objects.order_by("pk").values())
    come_back(client, set_up.sign_in(leads_to(client), "emp-4711"))
    come_back(client, set_up.sign_in(leads_to(client), "emp-9999"))
    assert list(Person.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("left", [False, True])
def test_unknown_and_left_read_the_same(client, world, set_up, left):
    """A user name or an address that happens to be somebody's is no identity."""
    Person.objects.filter(pk=world.rep1.pk).update(is_active=not left)
    answer = come_back(client, set_up.sign_in(leads_to(client), "emp-4711" if left else "emp-9999"))
    assert answer.status_code == 403
    assert "named nobody who has an active account" in answer.content.decode()
    assert client.get("/").status_code == 302


def test_a_provider_that_tells_more_than_it_was_asked_links_and_changes_nobody(
    client, world, set_up, monkeypatch
):
    """The one of these tests tells a subject and no more, whatever it knows; others tell all of it."""
    told = {
        "sub": "emp-9999", "preferred_username": "rep1", "email": world.rep1.email, "email_verified": True,
        "name": "Somebody Else", "role": "administrator", "side": "PLATFORM",
    }  # fmt: skip
    answer = {"userinfo": told}
    monkeypatch.setattr(single_sign_on._client(), "authorize_access_token", lambda request: answer)
    before = list(Person.objects.order_by("pk").values())
    assert client.get("/login/sso/back/").status_code == 403
    assert client.get("/").status_code == 302
    told["sub"] = "emp-4711"
    assert client.get("/login/sso/back/").status_code == 302
    assert "Tom Lindqvist" in client.get("/").content.decode()
    assert list(Person.objects.order_by("pk").values()) == before


def test_another_claim_where_the_deployment_says_so(client, world, set_up, settings):
    settings.THRESHOLD_OIDC = settings.THRESHOLD_OIDC | {"claim": "absent"}
    assert come_back(client, set_up.sign_in(leads_to(client), "emp-4711")).status_code == 403


def test_an_answer_is_good_once_in_the_browser_that_asked(client, world, set_up):
    location = set_up.sign_in(leads_to(client), "emp-4711")
    assert come_back(Client(), location).status_code == 403
    assert come_back(client, location).status_code == 302
    client.post("/logout/")
    assert come_back(client, location).status_code == 403


def test_a_stolen_code_is_worth_nothing_without_its_verifier(client, world, set_up):
    """The thief's browser has a state and a verifier of its own."""
    theirs = Client()
    mine = urlsplit(set_up.sign_in(leads_to(client), "emp-4711"))
    state = parse_qs(urlsplit(leads_to(theirs)).query)["state"][0]
    code = parse_qs(mine.query)["code"][0]
    answer = theirs.get("/login/sso/back/", {"code": code, "state": state})
    assert answer.status_code == 403
    assert theirs.get("/").status_code == 302


def test_who_says_no_at_the_provider(client, world, set_up):
    assert come_back(client, set_up.deny(leads_to(client))).status_code == 403


def test_an_address_elsewhere_is_not_followed(client, world, set_up):
    address = leads_to(client, "https://elsewhere.example/")
    assert come_back(client, set_up.sign_in(address, "emp-4711")).url == "/"


def test_a_provider_that_does_not_answer(client, world, settings, caplog):
    settings.THRESHOLD_OIDC = {
        "issuer": "http://127.0.0.1:9", "client_id": "a", "client_secret": "b", "claim": "sub",
    }  # fmt: skip
    answer = client.get("/login/sso/")
    assert answer.status_code == 502
    assert "does not answer" in answer.content.decode()


def test_without_a_provider_there_is_no_way(client, world):
    assert not single_sign_on.is_set_up()
    assert "company account" not in client.get("/login/").content.decode()
    for address in ("/login/sso/", "/login/sso/back/"):
        assert "not set up here" in client.get(address).content.decode()


def test_the_log_names_nobody(client, world, set_up, caplog):
    come_back(client, set_up.sign_in(leads_to(client), "emp-9999"))
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("threshold"))
    assert "no account here" in ours
    assert "emp-9999" not in ours
    assert "rep1" not in ours
