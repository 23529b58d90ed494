"""A start is refused where the wall does not stand, and readiness says which part does not."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from msl_governance.firewall.database import guard, manifest
from msl_governance.firewall.database.standing import PARTS
from msl_governance.firewall.management.commands import migrate


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
        ("GRANT SELECT ON accounts_medical_callreport TO threshold_commercial", "The privileges on tables in the database"),
        ("GRANT SELECT (summary) ON accounts_medical_callreport TO threshold_commercial", "The privileges on columns in"),
        ("GRANT EXECUTE ON FUNCTION pg_catalog.pg_blocking_pids(int) TO threshold_commercial", "The privileges on functions"),
        ("CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'select 1::bigint'", "The functions in the"),
        ("ALTER TABLE accounts_medical_callreport DISABLE ROW LEVEL SECURITY", "The row policies in the database"),
        ("ALTER POLICY by_label ON people_session USING (true)", "The row policies in the database"),
        ("ALTER TABLE accounts_medical_callreport DISABLE TRIGGER USER", "The triggers in the database"),
        ("ALTER TABLE accounts_medical_attendee DISABLE TRIGGER ALL", "The triggers in the database"),
        ("CREATE VIEW busy AS SELECT hcp_id FROM accounts_medical_attendee", "The views and rules in the database"),
        ("GRANT CREATE ON SCHEMA public TO threshold_medical", "The schemas in the database"),
        ("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO threshold_commercial", "The schemas in the database"),
        ("ALTER ROLE threshold_commercial SUPERUSER", "The roles in the database"),
        ("ALTER ROLE threshold_medical BYPASSRLS", "The roles in the database"),
    ],
)  # fmt: skip
def test_a_start_is_refused_and_says_why(superuser, change, sentence):
    superuser.execute(change)
    assert any(sentence in problem for problem in guard.find_problems(connection))
    with pytest.raises(ImproperlyConfigured, match=sentence):
        guard.refuse_unless_sound(connection)


def test_migrating_keeps_nothing_that_the_flow_proof_objects_to(superuser, monkeypatch):
    """What was opened by hand and is not in the manifest stays an open wall, however often one migrates."""
    monkeypatch.setattr(migrate.migrate.Command, "handle", lambda *args, **options: None)
    superuser.execute("SET LOCAL ROLE threshold_owner")
    superuser.execute(
        "CREATE RULE tell AS ON DELETE TO accounts_medical_attendee DO ALSO DELETE FROM firewall_manifest"
    )
    with pytest.raises(
        CommandError, match="The wall does not stand:\nThe table accounts_medical_attendee has the rule"
    ):
        call_command("migrate")
    assert len(guard.find_problems(connection)) == len(PARTS)
    superuser.execute("DROP RULE tell ON accounts_medical_attendee")
    call_command("migrate")
    assert guard.find_problems(connection) == []


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
