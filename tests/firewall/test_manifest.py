"""Grants come from labels alone, and applying them twice or over a mistake gives the same database."""

import io
from types import SimpleNamespace

import pytest
from django.contrib.auth import authenticate
from django.contrib.contenttypes.fields import GenericForeignKey
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.backends.postgresql import creation
from django.db.transaction import TransactionManagementError
from django.test.utils import isolate_apps

from accounts.medical.models import CallReport
from accounts.shared.models import Hcp
from handoffs.commercial.models import Standing
from handoffs.door import INQUIRY
from handoffs.medical.models import FollowUp
from msl_governance.firewall import checks
from msl_governance.firewall.backend import ContainerGrants, SignIn, WallFirst
from msl_governance.firewall.database import acting_as, base, directories, door_sql, manifest
from msl_governance.firewall.models import Correspondence, Manifest, Passage, Refusal
from msl_governance.firewall.records import SharedRecord, label_of
from msl_governance.people.models import AnyColleague, CommercialColleague, MedicalColleague, Person

READ, FULL = "SELECT", "SELECT, INSERT, UPDATE, DELETE"


@pytest.mark.parametrize(
    ("model", "grants"),
    [
        (CallReport, {"medical": FULL, "oversight": READ}),
        (CallReport.history.model, {"medical": READ, "oversight": READ}),
        (Hcp, {"medical": READ, "commercial": READ, "oversight": READ, "steward": FULL}),
        (Hcp.history.model, {"medical": READ, "commercial": READ, "oversight": READ, "steward": READ}),
        (Standing, {"commercial": READ, "oversight": READ}),
        (Standing.history.model, {"oversight": READ}),
        (Passage, {"oversight": READ}),
        (Refusal, {"oversight": READ}),
        (Correspondence, {}),
        (Manifest, {}),
        (Person, {"platform": FULL}),
    ],
)
def test_who_may_do_what_with_a_table(model, grants):
    stated = manifest.grants_of(model)
    assert {login: words for login, words in stated.items() if not login.startswith("core")} == grants


@pytest.mark.parametrize(("model", "words"), [(Refusal, "INSERT"), (Manifest, READ), (Person, READ)])
def test_what_requests_do_before_they_enter_a_side(model, words):
    """Core writes refusals without reading them, and reads who signs in."""
    assert {given for login, given in manifest.grants_of(model).items() if login.startswith("core")} == {
        words
    }


@isolate_apps("msl_governance.people")
def test_a_table_without_a_label_is_readable_by_nobody():
    class Unlabelled(models.Model):
        class Meta:
            app_label = "people"
            managed = False

    assert label_of(Unlabelled) == ""
    assert manifest.grants_of(Unlabelled) == {}


def test_every_table_is_in_the_manifest_and_views_are_not(db):
    tables = set(manifest.table_grants())
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        assert tables == {name for (name,) in cursor.fetchall()} | {"django_migrations"}
    assert not tables & {view for view, _condition in directories.VIEWS.values()}


@pytest.fixture
def as_owner(db):
    with connection.cursor() as cursor:
        yield cursor


def holds(cursor, role, table, privilege):
    cursor.execute("select has_table_privilege(%s, %s, %s)", [f"threshold_{role}", table, privilege])
    return cursor.fetchone()[0]


def test_applying_it_again_takes_away_what_was_given_by_hand(as_owner):
    table = CallReport._meta.db_table
    as_owner.execute(
        f"GRANT ALL ON {table} TO threshold_commercial; REVOKE SELECT ON {table} FROM threshold_medical"
    )
    assert holds(as_owner, "commercial", table, "SELECT")
    manifest.apply(connection)
    assert not holds(as_owner, "commercial", table, "SELECT")
    assert holds(as_owner, "medical", table, "SELECT")
    assert [row.fingerprint for row in Manifest.objects.all()] == [manifest.fingerprint()]


def test_the_fingerprint_changes_with_any_grant(monkeypatch):
    before = manifest.fingerprint()
    monkeypatch.setitem(manifest.LABEL_GRANTS, "SHARED", {"medical": READ})
    assert manifest.fingerprint() != before


def test_migrating_a_part_leaves_the_manifest_alone(db, monkeypatch):
    applied = []
    monkeypatch.setattr(manifest, "apply", applied.append)
    call_command("migrate", plan=True, verbosity=0, stdout=io.StringIO())
    call_command("migrate", "people", verbosity=0, stdout=io.StringIO())
    assert applied == []
    call_command("migrate", verbosity=0, stdout=io.StringIO())
    assert len(applied) == 1


class TestDirectories:
    def test_each_side_sees_its_own_people(self, world):
        with acting_as(world.msl1):
            assert {one.side for one in MedicalColleague.objects.all()} == {"MEDICAL"}
            for other in (CommercialColleague, AnyColleague, Person):
                with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                    other.objects.exists()
        with acting_as(world.legal1):
            assert AnyColleague.objects.count() == len(world.people)

    def test_a_view_holds_no_password_and_no_training(self):
        assert not {"password", "attested_on", "manager_id", "username"} & set(directories.COLUMNS)
        assert {field.column for field in AnyColleague._meta.concrete_fields} == set(directories.COLUMNS)


class TestDoorSql:
    def body(self, **changes):
        crossing = type(INQUIRY)(**{**INQUIRY.__dict__, **changes})
        return "\n".join(door_sql.statements(crossing, '"a", "b"'))

    def test_a_door_reads_and_writes_named_columns_alone(self, db):
        sql = self.body()
        read = next(line for line in sql.splitlines() if line.startswith("GRANT SELECT ("))
        write = next(line for line in sql.splitlines() if line.startswith("GRANT INSERT ("))
        assert "author_id" not in write
        assert "territory_id" not in read + write
        assert " state," in read
        assert 'REVOKE ALL ON "a", "b" FROM threshold_door_2_inquiry' in sql

    def test_what_may_pass_twice_is_not_remembered(self, db):
        assert "INSERT INTO firewall_correspondence" in self.body()
        assert "INSERT INTO firewall_correspondence" not in self.body(once=False)

    def test_a_constant_reaches_the_far_side(self, db):
        sql = self.body(constants={"standing": "'with_medical'"})
        assert "standing) SELECT" in " ".join(sql.split()) or "standing)\n" in sql
        assert "'with_medical' FROM jsonb_populate_record" in " ".join(sql.split())

    @pytest.mark.parametrize(
        ("way", "columns"), [("answers", "c.near_id INTO back"), ("follows", "c.far_id INTO back")]
    )
    def test_the_way_back_is_looked_up_through_the_first_passage(self, db, way, columns):
        sql = self.body(**{way: "inquiry", "back_reference": "follow_up_id"})
        assert columns in sql
        assert "follow_up_id" in next(line for line in sql.splitlines() if line.startswith("GRANT INSERT ("))
        assert "INTO back" not in self.body()


class TestConnection:
    def test_a_side_is_not_entered_inside_a_transaction(self):
        wrapper = base.DatabaseWrapper({**connection.settings_dict})
        wrapper.in_atomic_block = True
        wrapper.become("core")
        with pytest.raises(TransactionManagementError, match="never entered or left inside"):
            wrapper.become("medical")
        wrapper.in_atomic_block = False
        wrapper.connection, wrapper.autocommit = object(), False
        with pytest.raises(TransactionManagementError):
            wrapper.become("medical")

    def test_a_password_that_is_not_held(self):
        wrapper = base.DatabaseWrapper({**connection.settings_dict, "LOGINS": {}})
        with pytest.raises(ImproperlyConfigured, match="no password for the login “core”"):
            wrapper.get_connection_params()

    def test_closing_closes_what_is_parked_unless_work_goes_on(self):
        class Open:
            closed = False

            def close(self):
                self.closed = True

        wrapper = base.DatabaseWrapper({**connection.settings_dict})
        parked = Open()
        wrapper._parked = {"medical": (parked, None, 0.0), "commercial": (None, None, 0.0)}
        wrapper.in_atomic_block = True
        wrapper.close()
        assert not parked.closed
        wrapper.in_atomic_block = False
        wrapper.close()
        assert parked.closed
        assert wrapper._parked == {}

    @pytest.mark.parametrize("action", ["create_test_db", "clone_test_db", "destroy_test_db"])
    def test_databases_of_tests_are_the_owners(self, monkeypatch, action):
        entered = []

        class Wrapper:
            def as_login(self, login):
                entered.append(login)
                return _Nothing()

        monkeypatch.setattr(creation.DatabaseCreation, action, lambda self, *args, **kwargs: "done")
        assert getattr(base.DatabaseCreation(Wrapper()), action)() == "done"
        assert entered == ["owner"]

    def test_the_maintenance_connection_keeps_the_login(self, monkeypatch):
        wrapper = base.DatabaseWrapper({**connection.settings_dict})
        wrapper.login, seen = "owner", []
        monkeypatch.setattr(
            base.base.DatabaseWrapper, "_nodb_cursor", lambda self: seen.append(type(self).default_login)
        )
        wrapper._nodb_cursor()
        assert (seen, base.DatabaseWrapper.default_login) == (["owner"], "core")


class _Nothing:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


class TestBackends:
    def test_the_wall_signs_nobody_in_and_grants_nothing(self, world):
        assert WallFirst().authenticate(None, username="rep1", password="x") is None
        assert ContainerGrants().authenticate(None) is None
        assert WallFirst().has_perm(world.rep1, "anything") is False
        assert authenticate(username="rep1", password="wrong") is None

    def test_there_are_no_permissions_by_model(self, world):
        assert SignIn().get_all_permissions(world.administrator1) == set()
        assert SignIn().has_module_perms(world.administrator1, "people") is False

    def test_a_grant_on_a_thing_that_takes_none(self, world):
        assert ContainerGrants().has_perm(world.msl1, "people.x") is False
        assert ContainerGrants().has_perm(world.msl1, "accounts_shared.x", world.north_hcp) is False


class TestChecks:
    def test_a_reference_to_any_table_does_not_start(self, monkeypatch):
        loose = GenericForeignKey()
        meta = SimpleNamespace(get_fields=lambda: [loose])
        monkeypatch.setattr(checks, "_our_models", lambda: [SimpleNamespace(_meta=meta)])
        loose.name, loose.model = "anything", CallReport
        assert [error.id for error in checks.check_references()] == ["firewall.E004"]

    def test_a_way_back_from_a_shared_record_does_not_start(self):
        field = SimpleNamespace(name="hcp", related_model=Hcp, remote_field=SimpleNamespace(hidden=False))
        assert [error.id for error in checks._reference_errors(CallReport, field)] == ["firewall.E003"]
        field.remote_field.hidden = True
        assert checks._reference_errors(CallReport, field) == []
        field.related_model = FollowUp
        assert [error.id for error in checks._reference_errors(Standing, field)] == ["firewall.E002"]

    def test_a_side_that_writes_a_shared_record_does_not_start(self, monkeypatch):
        monkeypatch.setattr(Hcp, "extra_grants", {"commercial": "SELECT, UPDATE"})
        assert {(error.id, error.obj) for error in checks.check_extra_grants()} == {("firewall.E005", Hcp)}

    def test_what_is_neither_address_nor_list_of_addresses_is_passed_over(self):
        strange = SimpleNamespace(pattern="strange/")
        assert list(checks.walk_urls(SimpleNamespace(url_patterns=[strange]))) == []

    def test_the_product_starts(self):
        for check in (
            checks.check_labels,
            checks.check_references,
            checks.check_extra_grants,
            checks.check_views,
            checks.check_doors,
        ):
            assert check() == []

    def test_labels_are_known(self):
        assert SharedRecord.label == "SHARED"
