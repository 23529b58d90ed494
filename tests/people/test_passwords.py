"""Passwords: rules in sentences, one's own changed, and a new one by mail without telling who exists."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import ProgrammingError, connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from msl_governance.firewall.database import acting_as, acting_for, as_login, keyring
from msl_governance.firewall.sides import Side
from msl_governance.people import services, signing, tasks
from msl_governance.people.administration import services as administration
from msl_governance.people.models import PasswordRequest, PasswordToken, Person

from ..support.people import PASSWORD

GOOD = "seven-quiet-lanterns"
CHANGE, ASK, NEW = "/me/password/", "/login/password/", "/login/password/new/"


def change(client, present=PASSWORD, new=GOOD, again=None):
    return client.post(CHANGE, {"present": present, "new": new, "again": new if again is None else again})


@pytest.mark.parametrize(
    ("new", "sentence"),
    [("short-1", "at least 12 characters"), ("password1234", "too common"), ("TomLindqvist1", "too similar")],
)
def test_a_bad_password_is_refused_with_a_sentence_by_the_field(client, world, new, sentence):
    client.force_login(world.rep1)
    page = change(client, new=new)
    assert page.status_code == 422
    assert sentence in page.context["form"].errors["new"].as_text()


def test_the_two_must_be_the_same(client, world):
    client.force_login(world.rep1)
    page = change(client, again="seven-quiet-lantern")
    assert page.status_code == 422
    assert "not the same" in page.context["form"].errors["again"].as_text()


@pytest.mark.parametrize("name", ["rep1", "msl1", "compliance1", "administrator1"])
def test_ones_own_password_is_changed_and_other_sessions_end(world, name):
    here, there = Client(), Client()
    for browser in (here, there):
        assert browser.post("/login/", {"username": name, "password": PASSWORD}).status_code == 302
    assert here.get(CHANGE).status_code == 200
    assert change(here).status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert there.post("/login/", {"username": name, "password": PASSWORD}).status_code == 200
    assert there.post("/login/", {"username": name, "password": GOOD}).status_code == 302
    assert Person.history.filter(id=getattr(world, name).pk, history_type="~").get().password == ""


@pytest.fixture
def apart(monkeypatch):
    """The real way aside, with a connection of its own; the tests' backend stays in the test's transaction."""
    from msl_governance.firewall.database.base import DatabaseWrapper

    monkeypatch.setattr(type(connections["default"]), "aside", DatabaseWrapper.aside)


@pytest.mark.django_db(transaction=True)
def test_a_wrong_present_password_counts_and_closes(client, world, apart):
    """Each answer is a 422, which rolls the side's transaction back; the attempts count all the same."""
    client.force_login(world.rep1)
    for _ in range(4):
        page = change(client, present="wrong")
        assert "not your password" in page.context["form"].errors["present"].as_text()
    change(client, present="wrong")
    page = change(client)
    assert "Wait 15 minutes" in page.context["form"].errors["present"].as_text()
    assert Person.objects.get(pk=world.rep1.pk).check_password(PASSWORD)


def test_a_mistake_elsewhere_costs_no_attempt(client, world):
    client.force_login(world.rep1)
    for _ in range(6):
        change(client, present="wrong", new="short")
    assert change(client).status_code == 302


def test_a_password_changed_meanwhile_is_not_overwritten(client, world, monkeypatch):
    client.force_login(world.rep1)
    monkeypatch.setattr(keyring, "change_password", lambda **words: False)
    assert change(client).url == CHANGE
    assert Person.objects.get(pk=world.rep1.pk).check_password(PASSWORD)


def test_no_side_sets_a_colleagues_password_without_knowing_the_old_hash(world):
    with acting_as(world.rep1):
        assert not keyring.change_password(old=world.rep2.password, made="x")
        assert not keyring.change_password(old="guess", made="x")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            keyring.redeem_token(digest="x", made="y")
    with as_login("core"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        keyring.change_password(old=world.rep1.password, made="x")


class TestConfirm:
    """The one function for signatures."""

    def test_the_right_password_is_enough(self, world):
        assert signing.confirm(world.msl1, password=PASSWORD) is None

    def test_a_wrong_one_is_a_sentence_and_counts_even_where_the_transaction_is_rolled_back(self, world):
        for _ in range(5):
            with pytest.raises(signing.NotConfirmed, match="not your password") as caught:
                signing.confirm(world.msl1, password="wrong")
            assert caught.value.field == "password"
        with pytest.raises(signing.NotConfirmed, match="Wait 15 minutes"):
            signing.confirm(world.msl1, password=PASSWORD)
        assert signing.confirm(world.msl2, password=PASSWORD) is None

    def test_it_works_within_a_side(self, world):
        with acting_as(world.msl1):
            signing.confirm(world.msl1, password=PASSWORD)
            with pytest.raises(signing.NotConfirmed):
                signing.confirm(world.msl1, password="")


@pytest.mark.django_db(transaction=True)
def test_what_is_done_aside_stays_when_the_transaction_is_rolled_back(apart):
    with acting_for(Side.PLATFORM, reason="test"):
        connection.aside(lambda: services.ask_for_password(username="somebody"))
        transaction.set_rollback(True)
    with as_login("owner"):
        assert PasswordRequest.objects.get().username == "somebody"


class TestByMail:
    def ask(self, name):
        return Client().post(ASK, {"username": name})

    def work(self):
        tasks.send_password_links()

    def link(self):
        return re.search(r"http://\S+(/login/password/\S+/)", mail.outbox[-1].body)[1]

    def test_the_answer_and_the_statements_are_the_same_for_nobody(self, world):
        seen = []
        for name in ("rep1", "ghost"):
            with CaptureQueriesContext(connection) as queries:
                answer = self.ask(name)
            sql = [re.sub(r"'[^']*'", "?", query["sql"]) for query in queries]
            seen.append(
                (answer.status_code, answer.url, answer.content, [s for s in sql if "SAVEPOINT" not in s])
            )
        assert seen[0] == seen[1]
        assert not any("people_person" in statement for statement in seen[0][3])
        assert Client().get(seen[0][1]).status_code == 200

    def test_an_empty_name_is_a_sentence(self, db):
        assert self.ask("").status_code == 422
        assert PasswordRequest.objects.count() == 0

    def test_a_new_password_by_the_mailed_link_once(self, world):
        self.ask("rep1")
        self.work()
        self.work()
        assert [one.to for one in mail.outbox] == [["rep1@threshold.example"]]
        browser, path = Client(), self.link()
        page = browser.get(path).content.decode()
        assert f'action="{NEW}"' in page
        assert path.split("/")[-2] not in page
        assert browser.get(NEW).status_code == 200
        assert browser.post(NEW, {"new": "short", "again": "short"}).status_code == 422
        assert browser.post(NEW, {"new": GOOD, "again": GOOD}).url == "/login/"
        assert browser.post("/login/", {"username": "rep1", "password": GOOD}).status_code == 302
        again = Client()
        again.get(path)
        page = again.post(NEW, {"new": GOOD + "x", "again": GOOD + "x"})
        assert page.status_code == 410
        assert "no longer opens" in page.content.decode()

    def test_only_the_newest_link_opens_and_a_second_mail_waits(self, world):
        self.ask("rep1")
        self.work()
        first = self.link()
        self.ask("rep1")
        self.work()
        assert len(mail.outbox) == 1, "not again within five minutes"
        PasswordToken.objects.update(made_at=timezone.now() - timedelta(minutes=6))
        self.ask("rep1")
        self.work()
        assert self.link() != first
        browser = Client()
        browser.get(first)
        assert browser.post(NEW, {"new": GOOD, "again": GOOD}).status_code == 410

    def test_without_a_link_nothing_opens(self, world):
        assert Client().post(NEW, {"new": GOOD, "again": GOOD}).status_code == 410

    @pytest.mark.parametrize(
        "change", [{"expires_at": timezone.now() - timedelta(seconds=1)}, {"used_at": timezone.now()}]
    )
    def test_a_stale_link_opens_nothing(self, world, change):
        self.ask("rep1")
        self.work()
        PasswordToken.objects.update(**change)
        with as_login("core"):
            assert not services.set_password_by_token(token=self.link().split("/")[-2], new=GOOD)

    @pytest.mark.parametrize(
        "step",
        [
            lambda by, person: administration.change_person(by=by, person=person, email="new@example.com"),
            lambda by, person: administration.end_sessions(by=by, person=person),
            lambda by, person: administration.reset_factors(by=by, person=person),
            lambda by, person: administration.change_role(by=by, person=person, role="event_coordinator"),
            lambda by, person: administration.leave(by=by, person=person),
        ],
        ids=["address", "sessions", "factors", "role", "leaver"],
    )
    def test_what_closes_an_account_voids_its_links(self, world, step):
        self.ask("rep1")
        self.work()
        with as_login("platform"):
            step(world.administrator1, world.rep1)
        assert not PasswordToken.objects.exists()

    def test_another_team_voids_no_link(self, world):
        self.ask("rep1")
        self.work()
        with as_login("platform"):
            administration.change_person(by=world.administrator1, person=world.rep1, team="North")
        assert PasswordToken.objects.exists()

    def test_a_leavers_link_opens_nothing(self, world):
        self.ask("rep1")
        self.work()
        Person.objects.filter(pk=world.rep1.pk).update(is_active=False)
        with as_login("core"):
            assert not services.set_password_by_token(token=self.link().split("/")[-2], new=GOOD)

    @pytest.mark.parametrize(
        ("name", "change"), [("ghost", {}), ("rep1", {"is_active": False}), ("rep1", {"email": ""})]
    )
    def test_nobody_no_leaver_and_nobody_without_an_address_gets_a_mail(self, world, name, change):
        Person.objects.filter(username=name).update(**change)
        self.ask(name)
        self.work()
        assert mail.outbox == []
        assert PasswordRequest.objects.count() == 0

    def test_a_process_of_one_side_asks_for_its_own_people_alone(self, world, settings):
        for side, mails in (("medical", 0), ("commercial", 1)):
            PasswordRequest.objects.create(username="rep1", side=side)
            self.work()
            assert len(mail.outbox) == mails

    def test_the_mail_is_the_same_for_every_side_and_names_nobody(self, world, settings):
        bodies = set()
        for person in (world.rep1, world.msl1, world.compliance1, world.administrator1):
            message = services.compose_link(person, "token")
            bodies.add((message.subject, message.body))
        assert len(bodies) == 1
        assert not re.search("medical|commercial|rep1|Lindqvist|MSL", " ".join(bodies.pop()))
        settings.THRESHOLD_PUBLIC_URLS = {"medical": "https://one.example"}
        assert "https://one.example/login/password/token/" in services.compose_link(world.msl1, "token").body

    def test_a_mail_that_fails_waits_an_hour_and_no_longer(self, world, monkeypatch, caplog):
        def refuse(self, messages):
            raise OSError("rep1@threshold.example was refused")

        monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)
        self.ask("rep1")
        with acting_for(Side.PLATFORM, reason="test"):
            assert services.send_waiting_links() == 0
            assert PasswordRequest.objects.count() == 1
            PasswordRequest.objects.update(asked_at=timezone.now() - timedelta(hours=2))
            assert services.send_waiting_links() == 0
            assert PasswordRequest.objects.count() == 0
        assert PasswordToken.objects.count() == 0
        assert "rep1" not in caplog.text


def test_a_person_stays_as_they_are_while_their_link_is_mailed(world):
    """Else an address that moves between the mail and its token would leave the old mailbox a link that opens."""
    with as_login("platform"), transaction.atomic(), CaptureQueriesContext(connection) as asked:
        services._whom(PasswordRequest(username="rep1", side=""))
    assert any("FOR UPDATE" in one["sql"] for one in asked.captured_queries)
