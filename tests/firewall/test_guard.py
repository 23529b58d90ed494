"""A start is refused where the wall does not stand, and readiness says which part does not."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from msl_governance.firewall.database import guard, manifest


@pytest.mark.parametrize(
    ("version", "current"),
    [
        (140099, False), (150013, False), (150014, True), (160009, False), (160010, True), (170005, False),
        (170006, True), (180000, True), (180004, True), (190000, True),
    ],
)  # fmt: skip
def test_minor_releases_with_the_fixes(version, current):
    assert guard.server_is_current(version) is current


@pytest.mark.parametrize(
    ("role", "member", "extra"),
    [
        ("pg_monitor", "somebody_else", False),
        ("threshold_audit", "threshold_owner", False),
        ("threshold_door_2_inquiry", "threshold_owner", False),
        ("threshold_door_2_inquiry", "threshold_medical", True),
        ("threshold_audit", "threshold_medical", True),
        ("threshold_medical", "threshold_owner", True),
        ("threshold_medical", "reporting", True),
        ("pg_read_all_data", "threshold_commercial", True),
    ],
)
def test_memberships_that_open_the_wall(role, member, extra):
    assert guard.is_extra(role, member) is extra


@pytest.fixture
def superuser(db):
    """A cursor that may change roles and the manifest; all of it is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        yield cursor


def test_the_wall_stands_here(superuser):
    assert guard.find_problems(connection) == []
    guard.refuse_unless_sound(connection)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("GRANT threshold_medical TO threshold_commercial", "threshold_commercial is a member of threshold_medical"),
        ("GRANT pg_read_all_data TO threshold_core", "threshold_core is a member of pg_read_all_data"),
        ("ALTER TABLE firewall_manifest DISABLE TRIGGER USER; DELETE FROM firewall_manifest", "was never applied"),
        ("ALTER TABLE firewall_manifest DISABLE TRIGGER USER; UPDATE firewall_manifest SET fingerprint = 'x'",
         "are not this version's"),
    ],
)  # fmt: skip
def test_a_start_is_refused_and_says_why(superuser, change, sentence):
    superuser.execute(change)
    assert any(sentence in problem for problem in guard.find_problems(connection))
    with pytest.raises(ImproperlyConfigured, match=sentence):
        guard.refuse_unless_sound(connection)


def test_an_old_server_is_refused(superuser, monkeypatch):
    monkeypatch.setattr(guard, "OLDEST", {18: 999999})
    with pytest.raises(ImproperlyConfigured, match="older than the minor release"):
        guard.refuse_unless_sound(connection)


def test_a_database_without_tables_is_not_ready(monkeypatch):
    def fail(connection):
        raise DatabaseError('relation "firewall_manifest" does not exist')

    monkeypatch.setattr(guard, "find_problems", fail)
    with pytest.raises(ImproperlyConfigured, match=r"not ready; run “manage.py migrate”"):
        guard.refuse_unless_sound(None)


class TestReadiness:
    def test_everything_is_ready(self, superuser):
        assert guard.readiness(connection) == {"database": True, "migrations": True, "broker": True}

    def test_without_a_database(self):
        class Gone:
            def cursor(self):
                raise DatabaseError

        assert guard.readiness(Gone()) == {"database": False, "migrations": False, "broker": True}

    def test_a_migration_that_waits(self, superuser):
        superuser.execute("DELETE FROM django_migrations WHERE app = 'firewall'")
        assert guard.readiness(connection)["migrations"] is False

    def test_grants_of_another_version(self, superuser, monkeypatch):
        monkeypatch.setattr(manifest, "fingerprint", lambda: "another")
        assert guard.readiness(connection) == {"database": True, "migrations": False, "broker": True}

    def test_a_broker_that_answers_and_one_that_does_not(self, settings, db):
        settings.CELERY_BROKER_URL = os.environ["REDIS_URL"]
        assert guard.readiness(connection)["broker"] is True
        settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
        assert guard.readiness(connection)["broker"] is False
