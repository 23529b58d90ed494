"""Passkeys: made, used, refused; one answer is good once, for this site alone."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from msl_governance.people.factors import passkeys
from msl_governance.people.models import Factor, Person

from .passkey_device import Device
from .second_factors import password


class TestPasskeys:
    def register(self, client, device, **words):
        options = client.get("/me/security/passkey/").json()
        return client.post(
            "/me/security/passkey/", json.dumps(device.register(options, **words)), "application/json"
        )

    def sign_in(self, client, device, **words):
        options = client.get("/login/passkey/").json()
        return client.post(
            "/login/passkey/", json.dumps(device.sign_in(options, **words)), "application/json"
        )

    @pytest.fixture
    def device(self, world):
        """A passkey that rep1 has."""
        browser, made = Client(), Device()
        browser.force_login(world.rep1)
        assert self.register(browser, made).json() == {"address": "/me/security/codes/"}
        return made

    def test_a_passkey_signs_in_by_itself(self, client, world, device):
        assert Factor.objects.get().name == "My key"
        answer = self.sign_in(client, device)
        assert answer.json() == {"address": "/"}
        assert "Tom Lindqvist" in client.get("/").content.decode()

    def test_after_the_password_it_is_offered_as_second_step(self, client, world, device):
        password(client, "rep1")
        assert "data-passkey" in client.get("/login/second/").content.decode()
        assert self.sign_in(client, device).json() == {"address": "/"}

    def test_an_answer_is_good_once(self, client, world, device):
        options = client.get("/login/passkey/").json()
        answer = json.dumps(device.sign_in(options))
        assert client.post("/login/passkey/", answer, "application/json").status_code == 200
        other = Client()
        assert other.post("/login/passkey/", answer, "application/json").status_code == 422
        other.get("/login/passkey/")
        assert other.post("/login/passkey/", answer, "application/json").status_code == 422

    @pytest.mark.parametrize(
        "wrong",
        [{"count": 1}, {"flags": 0x01}, {"flags": 0x04}],
        ids=["a copy of the key", "nobody verified", "nobody there"],
    )
    def test_what_does_not_let_in(self, client, world, device, wrong):
        answer = self.sign_in(client, device, **wrong)
        assert answer.status_code == 422
        assert "opens nothing here" in answer.json()["sentence"]
        assert client.get("/").status_code == 302

    def test_a_key_that_never_counts_is_fine(self, client, world, device):
        Factor.objects.update(counter=0)
        assert self.sign_in(client, device, count=0).status_code == 200

    def test_another_key_another_site_and_rubbish(self, client, world, device):
        assert self.sign_in(client, Device()).status_code == 422
        device.origin = "https://elsewhere.example"
        assert self.sign_in(client, device).status_code == 422
        for rubbish in ("", "[]", "{}", '{"id": 7}'):
            client.get("/login/passkey/")
            assert client.post("/login/passkey/", rubbish, "application/json").status_code == 422

    def test_an_answer_nested_beyond_reading_is_no_answer(self, client, world):
        client.get("/login/passkey/")
        answer = client.post("/login/passkey/", "[" * 200_000, content_type="application/json")
        assert answer.status_code == 422

    def test_a_leavers_passkey_opens_nothing(self, client, world, device):
        Person.objects.filter(pk=world.rep1.pk).update(is_active=False)
        assert self.sign_in(client, device).status_code == 422

    def test_a_reset_passkey_opens_nothing(self, client, world, device):
        Person.objects.filter(pk=world.rep1.pk).update(
            factors_void_before=timezone.now() + timedelta(seconds=1)
        )
        assert self.sign_in(client, device).status_code == 422

    def test_the_same_key_twice_is_a_sentence_and_a_second_key_is_fine(self, client, world, device):
        client.force_login(world.rep1)
        again = self.register(client, device)
        assert again.status_code == 422
        assert "here already" in again.json()["sentence"]
        client.force_login(world.msl1)  # the same device in the hands of somebody of another side
        assert "here already" in self.register(client, device).json()["sentence"]
        client.force_login(world.rep1)
        other = Device(identity=b"another")
        assert self.register(client, other, name="").json() == {"address": "/me/security/"}
        assert {factor.name for factor in Factor.objects.all()} == {"My key", "Passkey"}
        known = client.get("/me/security/passkey/").json()["publicKey"]["excludeCredentials"]
        assert len(known) == 2

    def test_an_answer_for_another_site_is_refused(self, client, world):
        client.force_login(world.rep1)
        page = self.register(client, Device(origin="https://elsewhere.example"))
        assert page.status_code == 422
        assert "not right" in page.json()["sentence"]
        assert client.post("/me/security/passkey/", "{}", "application/json").status_code == 422

    def test_the_passkey_belongs_to_the_deployments_host(self, settings):
        settings.THRESHOLD_PUBLIC_URL = "https://medical.example:8443/x"
        assert passkeys.server().rp.id == "medical.example"
