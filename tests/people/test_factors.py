"""Second factors: enrolled, asked for, used once, removed; and nobody but core ever sees a secret."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction
from django.test import Client

from msl_governance.firewall.database import acting_as, as_login, signing_in
from msl_governance.people import sign_in, signing
from msl_governance.people.administration import services as administration
from msl_governance.people.factors import codes, secrets, selectors, services
from msl_governance.people.models import Factor, Person

from ..support.people import PASSWORD
from .second_factors import MINUTE, NOW, code_of, enrolled, password


class TestCodes:
    """RFC 6238, appendix B: SHA-1, with its secret."""

    @pytest.mark.parametrize(
        ("at", "code"),
        [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
    )
    def test_the_vectors_of_the_standard(self, at, code):
        secret = b"12345678901234567890"
        assert codes.step_of(secret, code, now=at, above=0) == at // 30
        assert codes.step_of(secret, f"{code[:3]} {code[3:]}", now=at + 30, above=0) == at // 30
        assert codes.step_of(secret, code, now=at + 61, above=0) is None
        assert codes.step_of(secret, code, now=at, above=at // 30) is None

    @pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６"])
    def test_what_is_no_code(self, typed):
        assert codes.step_of(b"12345678901234567890", typed, now=59, above=0) is None

    def test_the_picture_holds_the_address_and_no_style(self):
        secret = b"12345678901234567890"
        assert codes.address(secret, "rep 1") == (
            "otpauth://totp/Threshold:rep%201?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Threshold&digits=6"
        )
        assert codes.picture(secret, "rep1")["path"].startswith("M4 4h1v1h-1z")
        assert codes.typed_secret(secret) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"

    def test_recovery_codes_differ_and_are_read_as_people_type_them(self):
        made = codes.new_recovery_codes()
        assert len(set(made)) == 10
        assert all(re.fullmatch("[a-z2-7]{5}-[a-z2-7]{5}", code) for code in made)
        assert codes.recovery_digest(" ABCDE fghij") == codes.recovery_digest("abcde-fghij")


class TestSecrets:
    def test_sealed_for_one_person_with_the_deployments_key(self, settings):
        sealed = secrets.seal("a", b"secret")
        assert b"secret" not in sealed.encode()
        assert secrets.unseal("a", sealed) == b"secret"
        with pytest.raises(secrets.NotOurs):
            secrets.unseal("b", sealed)
        settings.THRESHOLD_FACTOR_KEYS = ["another"]
        with pytest.raises(secrets.NotOurs):
            secrets.unseal("a", sealed)

    def test_a_new_key_in_front_opens_what_the_old_one_sealed(self, settings):
        settings.THRESHOLD_FACTOR_KEYS = ["old"]
        sealed = secrets.seal("a", b"secret")
        settings.THRESHOLD_FACTOR_KEYS = ["new", "old"]
        assert secrets.unseal("a", sealed) == b"secret"

    def test_neither_a_side_nor_the_administrator_reads_a_factor(self, world, clock):
        enrolled(world.msl1)
        for person in (world.msl1, world.rep1, world.compliance1, world.administrator1):
            with (
                acting_as(person),
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction.atomic(),
            ):
                list(Factor.objects.all())

    def test_a_secret_that_was_swapped_opens_nothing(self, world, clock):
        mine = enrolled(world.rep2)
        enrolled(world.rep1)
        swapped = Factor.objects.get(person=world.rep2).sealed
        Factor.objects.filter(person=world.rep1).update(sealed=swapped, counter=0)
        with as_login("core"):
            assert not services.check_code(world.rep1, code_of(mine))


class TestSignIn:
    def test_without_a_factor_the_password_is_enough(self, client, world):
        assert password(client, "rep1").url == "/"
        assert client.get("/").status_code == 200

    def test_with_an_app_a_code_follows(self, client, world, clock):
        secret = enrolled(world.rep1)
        clock.shift(MINUTE)
        answer = client.post(
            "/login/?next=/accounts/", {"username": "rep1", "password": PASSWORD, "next": "/accounts/"}
        )
        assert answer.url == "/login/second/"
        assert client.get("/").status_code == 302, "nobody is signed in yet"
        assert client.get("/login/second/").status_code == 200
        wrong = client.post("/login/second/", {"code": "000000"})
        assert wrong.status_code == 422
        assert "not the one your app shows" in wrong.content.decode()
        empty = client.post("/login/second/", {"code": ""})
        assert empty.status_code == 422
        assert "Type a code of your app, or a recovery code." in empty.content.decode()
        assert client.post("/login/second/", {"code": code_of(secret, NOW + MINUTE)}).url == "/accounts/"
        assert client.get("/").status_code == 200

    def test_a_code_is_used_once(self, world, clock):
        secret = enrolled(world.rep1)
        with as_login("core"):
            assert not services.check_code(world.rep1, code_of(secret)), "the one it was enrolled with"
            clock.shift(MINUTE)
            assert services.check_code(world.rep1, code_of(secret, NOW + MINUTE))
            assert not services.check_code(world.rep1, code_of(secret, NOW + MINUTE))
            assert not services.check_code(world.rep1, "")

    def test_a_recovery_code_opens_once(self, client, world, clock):
        enrolled(world.rep1)
        with signing_in(world.rep1, reason="test"):
            made = services.make_codes(by=world.rep1)
            assert selectors.codes_left(world.rep1) == 10
        for number, status in ((0, 302), (1, 422)):
            browser = Client()
            password(browser, "rep1")
            assert browser.post("/login/second/", {"code": made[0].upper()}).status_code == status, number
        with as_login("core"):
            assert selectors.codes_left(world.rep1) == 9
        assert made[1] not in Factor.objects.get(kind="codes").sealed

    def test_wrong_codes_close_the_name_as_wrong_passwords_do(self, client, world, clock):
        secret = enrolled(world.rep1)
        clock.shift(MINUTE)
        password(client, "rep1")
        for _ in range(5):
            client.post("/login/second/", {"code": "000000"})
        page = client.post("/login/second/", {"code": code_of(secret, NOW + MINUTE)})
        assert "Wait 15 minutes" in page.content.decode()
        assert password(Client(), "rep1").status_code == 429

    def test_five_minutes_and_no_longer(self, client, world, clock):
        secret = enrolled(world.rep1)
        password(client, "rep1")
        clock.shift(6 * MINUTE)
        page = client.post("/login/second/", {"code": code_of(secret, NOW + 6 * MINUTE)})
        assert "The password comes first" in page.content.decode()
        assert client.get("/").status_code == 302

    def test_who_left_between_the_steps_is_not_let_in(self, client, world, clock):
        enrolled(world.rep1)
        password(client, "rep1")
        Person.objects.filter(pk=world.rep1.pk).update(is_active=False)
        assert "comes first" in client.get("/login/second/").content.decode()

    @pytest.mark.parametrize("step", ["end-sessions", "role", "password"])
    def test_what_ends_sessions_ends_a_sign_in_that_is_half_done(self, client, world, clock, step):
        """Else whoever knows the old password, and has the phone, would still be in after it was changed."""
        secret = enrolled(world.rep1)
        password(client, "rep1")
        with acting_as(world.administrator1):
            if step == "end-sessions":
                administration.end_sessions(by=world.administrator1, person=world.rep1)
            elif step == "role":
                administration.change_role(by=world.administrator1, person=world.rep1, role="sales_director")
            else:
                world.rep1.set_password("Another-long-pass-9")
                world.rep1.save()
        clock.shift(MINUTE)
        answer = client.post("/login/second/", {"code": code_of(secret, NOW + MINUTE)})
        assert "comes first" in answer.content.decode()
        assert client.get("/").status_code == 302

    def test_an_address_elsewhere_is_not_followed(self, client, world, clock):
        secret = enrolled(world.rep1)
        clock.shift(MINUTE)
        client.post(
            "/login/", {"username": "rep1", "password": PASSWORD, "next": "https://elsewhere.example/"}
        )
        assert client.post("/login/second/", {"code": code_of(secret, NOW + MINUTE)}).url == "/"


class TestRequired:
    @pytest.fixture(autouse=True)
    def on(self, settings):
        settings.THRESHOLD = settings.THRESHOLD | {"second_factor_for_signers": True}

    @pytest.mark.parametrize("name", ["msl1", "msl_director1", "head_of_medical1", "compliance1"])
    def test_who_signs_makes_a_factor_first_and_sees_recovery_codes(self, client, world, clock, name):
        assert password(client, name).url == "/login/second/"
        assert client.get("/login/second/").url == "/login/second/enrol/"
        page = client.get("/login/second/enrol/")
        secret = secrets.unseal(getattr(world, name).pk, client.session["new_app_secret"])
        assert codes.typed_secret(secret) in page.content.decode()
        assert client.post("/login/second/enrol/", {"code": "000000"}).status_code == 422
        assert client.get("/").status_code == 302
        assert client.post("/login/second/enrol/", {"code": code_of(secret)}).url == "/me/security/codes/"
        assert client.get("/").status_code == 200
        assert "new_app_secret" not in client.session
        page = client.post("/me/security/codes/").content.decode()
        assert len(re.findall("<code>[a-z2-7]{5}-[a-z2-7]{5}</code>", page)) == 10

    @pytest.mark.parametrize("name", ["rep1", "legal1", "clinical_development1", "administrator1"])
    def test_who_does_not_sign_is_not_asked(self, client, world, name):
        assert password(client, name).url == "/"

    def test_nobody_enrols_over_a_factor_that_is_there(self, client, world, clock):
        enrolled(world.msl1)
        password(client, "msl1")
        assert "comes first" in client.get("/login/second/enrol/").content.decode()

    def test_the_last_one_stays(self, world, clock):
        enrolled(world.msl1)
        with signing_in(world.msl1, reason="test"), pytest.raises(ValidationError, match="Add another one"):
            services.remove(by=world.msl1, factor=Factor.objects.get())

    def test_an_administrator_resets_and_the_next_sign_in_enrols_anew(self, client, world, clock):
        secret = enrolled(world.msl1)
        browser = Client()
        browser.force_login(world.msl1)
        client.force_login(world.administrator1)
        clock.shift(MINUTE)
        client.post(f"/people/{world.msl1.pk}/steps/reset-factors/")
        assert browser.get("/").status_code == 302
        password(browser, "msl1")
        assert browser.get("/login/second/").url == "/login/second/enrol/"
        fresh = Person.objects.get(pk=world.msl1.pk)
        with as_login("core"):
            assert not services.check_code(fresh, code_of(secret, NOW + MINUTE))


def test_a_signature_takes_a_code_as_well(world, clock):
    secret = enrolled(world.msl1)
    clock.shift(MINUTE)
    assert signing.confirm(world.msl1, code=code_of(secret, NOW + MINUTE)) is None
    with pytest.raises(signing.NotConfirmed) as caught:
        signing.confirm(world.msl1, password=PASSWORD, code="000000")
    assert caught.value.field == "code"


def test_the_pending_step_names_nobody_in_a_cookie(client, world, clock):
    enrolled(world.rep1)
    password(client, "rep1")
    assert client.session[sign_in.PENDING]["person"] == str(world.rep1.pk)
    assert "rep1" not in client.cookies["threshold"].value
