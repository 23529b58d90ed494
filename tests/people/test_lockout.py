"""Lockout: the same for a known and an unknown name, counted by name and address, and nobody's name anywhere."""

import logging

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory

from msl_governance.firewall.database import acting_as
from msl_governance.people import lockout, signing

from ..support.people import PASSWORD

MINUTES = "Wait 15 minutes"


def try_in(name, password="wrong", address="10.0.0.1", client=None):
    return (client or Client()).post("/login/", {"username": name, "password": password}, REMOTE_ADDR=address)


@pytest.mark.parametrize("name", ["rep1", "ghost"])
def test_the_fifth_failure_closes_and_the_answer_is_the_same_for_nobody(world, name):
    answers = [try_in(name) for _ in range(6)]
    assert [one.status_code for one in answers] == [200, 200, 200, 200, 429, 429]
    assert all(MINUTES not in one.content.decode() for one in answers[:4])
    assert all(MINUTES in one.content.decode() for one in answers[4:])


def test_known_and_unknown_read_the_same_words(world):
    pages = []
    for name in ("rep1", "ghost"):
        for _ in range(5):
            page = try_in(name)
        pages.append(page.content.decode().replace(name, ""))
    lengths = {len(page) for page in pages}
    assert len(lengths) == 1


def test_closed_is_closed_for_the_right_password_too_at_that_address_alone(world):
    for _ in range(5):
        try_in("rep1")
    assert try_in("rep1", PASSWORD).status_code == 429
    assert try_in("REP1 ", PASSWORD).status_code == 429
    assert try_in("rep1", PASSWORD, address="10.0.0.2").status_code == 302
    assert try_in("rep2", PASSWORD).status_code == 302


HERE = signing.here.get()  # the address of who signs in these tests


def test_what_others_type_at_the_sign_in_page_keeps_nobody_from_signing(world):
    """Everybody at an office comes from one address: a colleague of any side could hold up an adverse event."""
    answers = [try_in(name, address=HERE) for name in ["msl1"] * 5 + ["\x00msl1"] * 5]
    assert [one.status_code for one in answers] == [200, 200, 200, 200, 429, 200, 200, 200, 200, 200]
    with acting_as(world.msl1):
        signing.confirm(world.msl1, password=PASSWORD)


def test_signing_closes_by_its_own_failures_and_leaves_the_sign_in_open(world):
    with acting_as(world.msl1):
        for _ in range(5):
            with pytest.raises(signing.NotConfirmed, match="not your password"):
                signing.confirm(world.msl1, password="wrong")
        with pytest.raises(signing.NotConfirmed, match="Too many attempts"):
            signing.confirm(world.msl1, password=PASSWORD)
    assert try_in("msl1", PASSWORD, address=HERE).status_code == 302


def test_it_opens_again_by_itself(world):
    with time_machine.travel("2026-03-02T10:00Z", tick=False) as clock:
        for _ in range(5):
            try_in("rep1")
        clock.shift(14 * 60)
        assert try_in("rep1", PASSWORD).status_code == 429
        clock.shift(2 * 60)
        assert try_in("rep1", PASSWORD).status_code == 302


def test_a_success_forgets_the_failures_before(world):
    for _ in range(4):
        try_in("rep1")
    assert try_in("rep1", PASSWORD).status_code == 302
    assert AccessAttempt.objects.count() == 0
    assert [try_in("rep1").status_code for _ in range(4)] == [200] * 4


def test_the_table_and_the_log_name_nobody(world, caplog):
    with caplog.at_level(logging.DEBUG):
        for _ in range(6):
            try_in("rep1")
    row = AccessAttempt.objects.get()
    assert len(row.username) == 64
    assert "rep1" not in f"{row.username} {row.post_data} {row.get_data}"
    assert "wrong" not in row.post_data
    told = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert "rep1" not in told
    assert "10.0.0.1" not in told
    assert "too many attempts" in told


def test_each_row_knows_the_core_that_wrote_it(world):
    from django.db import connection

    try_in("rep1")
    with connection.cursor() as cursor:
        cursor.execute("select made_by from axes_accessattempt")
        assert cursor.fetchall() == [("threshold_core",)]
        cursor.execute("select qual from pg_policies where tablename = 'axes_accessattempt'")
        assert "made_by" in cursor.fetchone()[0]


def test_without_a_request_the_backend_lets_nobody_in_and_stops_nobody(world):
    assert lockout.Lockout().authenticate(None, username="rep1") is None
    assert authenticate(username="rep1", password=PASSWORD) == world.rep1


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "10.0.0.9"), (1, "6.6.6.6, 7.7.7.7", "7.7.7.7"), (2, "6.6.6.6, 7.7.7.7", "6.6.6.6"),
        (2, "7.7.7.7", "10.0.0.9"), (1, "", "10.0.0.9"),
    ],
)  # fmt: skip
def test_the_address_is_what_the_outermost_trusted_proxy_wrote(settings, proxies, forwarded, address):
    settings.THRESHOLD_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=forwarded)
    assert lockout.address_of(request) == address


def test_a_socket_without_an_address(settings):
    assert lockout.address_of(RequestFactory().get("/", REMOTE_ADDR="")) == "0.0.0.0"


def test_what_was_left_empty_at_the_sign_in_page_is_named(world):
    page = Client().post("/login/", {}).content.decode()
    assert "Give your user name." in page
    assert "Give your password." in page
    assert "Give your user name." in Client().post("/login/password/", {"username": ""}).content.decode()
