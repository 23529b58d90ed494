"""One's own page of second factors: added, removed, and asked again who one is."""

from msl_governance.people.factors import secrets
from msl_governance.people.models import Factor

from ..support.people import PASSWORD
from .second_factors import MINUTE, NOW, code_of, enrolled


class TestSecurityPage:
    def test_add_and_remove_an_app(self, client, world, clock):
        client.force_login(world.rep1)
        assert "password alone" in client.get("/me/security/").content.decode()
        client.get("/me/security/app/")
        secret = secrets.unseal(world.rep1.pk, client.session["new_app_secret"])
        assert client.post("/me/security/app/", {"code": "000000"}).status_code == 422
        answer = client.post("/me/security/app/", {"code": code_of(secret), "name": "Phone"})
        assert answer.url == "/me/security/codes/"
        client.post("/me/security/codes/")
        clock.shift(MINUTE)
        client.get("/me/security/app/")
        second = secrets.unseal(world.rep1.pk, client.session["new_app_secret"])
        assert (
            client.post("/me/security/app/", {"code": code_of(second, NOW + MINUTE)}).url == "/me/security/"
        )
        page = client.get("/me/security/").content.decode()
        assert "Phone" in page
        assert "Recovery codes: 10 left" in page
        for factor in Factor.objects.exclude(kind="codes"):
            client.post("/me/security/", {"what": "remove", "factor": factor.pk})
        assert Factor.objects.count() == 0, "codes go with the last"

    def test_a_colleagues_factor_and_rubbish_are_left_alone(self, client, world, clock):
        enrolled(world.rep2)
        client.force_login(world.rep1)
        for factor in (Factor.objects.get().pk, "rubbish"):
            assert client.post("/me/security/", {"what": "remove", "factor": factor}).status_code == 302
        assert Factor.objects.count() == 1

    def test_the_last_of_who_must_have_one_is_a_sentence(self, client, world, clock, settings):
        settings.THRESHOLD = settings.THRESHOLD | {"second_factor_for_signers": True}
        enrolled(world.msl1)
        client.force_login(world.msl1)
        client.post("/me/security/", {"what": "remove", "factor": Factor.objects.get().pk})
        assert "Add another one" in client.get("/me/security/").content.decode()

    def test_after_ten_minutes_one_shows_again_who_one_is(self, client, world, clock):
        secret = enrolled(world.rep1)
        client.force_login(world.rep1)
        clock.shift(11 * MINUTE)
        answer = client.get("/me/security/app/")
        assert answer.url == "/me/confirm/?next=%2Fme%2Fsecurity%2Fapp%2F"
        asked = client.get("/me/security/passkey/", headers={"Accept": "application/json"})
        assert asked.status_code == 403
        assert asked.json()["address"].startswith("/me/confirm/")
        assert client.get(answer.url).status_code == 200
        wrong = client.post(answer.url, {"password": "wrong"})
        assert "not your password" in wrong.content.decode()
        wrong = client.post(answer.url, {"code": "000000"})
        assert "not the one your app shows" in wrong.context["form"].errors["code"].as_text()
        assert (
            client.post(answer.url, {"code": code_of(secret, NOW + 11 * MINUTE)}).url == "/me/security/app/"
        )
        assert client.get("/me/security/app/").status_code == 200
        clock.shift(11 * MINUTE)
        assert (
            client.post("/me/confirm/?next=https://elsewhere.example/", {"password": PASSWORD}).url
            == "/me/security/"
        )
