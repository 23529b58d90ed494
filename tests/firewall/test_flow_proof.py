"""T3: the flow proof names the culprit, and finds none on the clean product."""

import pytest
from django.db import connection

from msl_governance.firewall.doors import CROSSINGS
from msl_governance.firewall.proof import catalogue

PLANTS = {
    "GRANT UPDATE ON accounts_shared_hcp TO threshold_medical": "MEDICAL reaches COMMERCIAL by threshold_medical",
    "GRANT SELECT ON accounts_medical_callreport TO threshold_commercial": "by direct:accounts_medical_callreport",
    "GRANT SELECT ON accounts_medical_historicalcallreport TO threshold_core": "threshold_core reads",
    "GRANT SELECT ON accounts_commercial_prescribing TO PUBLIC": "PUBLIC holds SELECT",
    "CREATE VIEW busy AS SELECT hcp_id FROM accounts_medical_attendee; GRANT SELECT ON busy TO threshold_commercial":
        "by view:busy",
    "CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
    " AS 'select count(*) from accounts_medical_callreport'": "Everybody may execute the function peek",
    "CREATE MATERIALIZED VIEW m AS SELECT 1 AS one": "materialised view m",
    "GRANT SELECT ON SEQUENCE people_medicalterritorygrant_id_seq TO threshold_commercial": "may use the sequence",
    "GRANT UPDATE ON handoffs_commercial_standing TO threshold_door_2_inquiry; "
    "GRANT SELECT ON handoffs_medical_followup TO threshold_door_2_inquiry": "by threshold_door_2_inquiry",
    "CREATE TABLE loose (id int); ALTER TABLE loose OWNER TO threshold_audit": "loose belongs to threshold_audit",
    "ALTER TABLE accounts_medical_callreport ADD COLUMN x uuid REFERENCES handoffs_commercial_inquiry":
        "crosses the wall",
    "GRANT SELECT ON accounts_medical_attendee TO threshold_door_2_inquiry": "which it does not carry",
    "ALTER POLICY by_label ON people_person USING (true)": "lets every row through",
    "CREATE POLICY more ON people_session USING (true)": "has 2 row policies",
    "CREATE ROLE mole NOINHERIT; GRANT threshold_medical TO mole; GRANT threshold_commercial TO mole": "by mole",
    "GRANT threshold_medical TO threshold_commercial": "by threshold_commercial",
    "GRANT USAGE ON SEQUENCE people_medicalterritorygrant_id_seq TO threshold_commercial": "may use the sequence",
    "ALTER TABLE accounts_medical_callreport DISABLE ROW LEVEL SECURITY": "row policies switched off",
    "ALTER TABLE accounts_medical_callreport DISABLE TRIGGER USER": "on accounts_medical_callreport is switched off",
    "CREATE SCHEMA aside; CREATE VIEW aside.busy AS SELECT hcp_id FROM accounts_medical_attendee":
        "aside.busy is a table or view beside",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO threshold_commercial": "granted to somebody",
    "CREATE RULE tell AS ON INSERT TO accounts_medical_attendee DO ALSO UPDATE accounts_shared_hcp SET city = 'seen'":
        "accounts_medical_attendee has the rule tell",
    "GRANT pg_read_all_data TO threshold_commercial": "threshold_commercial is a member of pg_read_all_data",
    "GRANT threshold_owner TO threshold_commercial": "threshold_commercial is a member of threshold_owner",
    "ALTER ROLE threshold_commercial SUPERUSER": "The role threshold_commercial is a superuser",
    "REVOKE SELECT ON accounts_medical_callreport FROM threshold_medical": "lacks what the manifest states",
}  # fmt: skip


@pytest.fixture
def cursor(db):
    """A cursor of the superuser inside the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        yield cursor


def test_the_clean_product_has_the_declared_doors_and_nothing_else(cursor):
    assert catalogue.problems(cursor) == []
    found = {path.by for path in catalogue.paths(catalogue.read(cursor))}
    assert found == {crossing.role for crossing in CROSSINGS.values()}


@pytest.mark.parametrize("statement", PLANTS)
def test_a_planted_flow_is_named(cursor, statement):
    for part in statement.split("; "):
        cursor.execute(part)
    assert any(PLANTS[statement] in sentence for sentence in catalogue.problems(cursor))


def test_a_leaking_trigger_is_named(cursor):
    cursor.execute(
        "CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " UPDATE accounts_shared_hcp SET city = 'seen' WHERE id = NEW.hcp_id; RETURN NEW; END $$"
    )
    cursor.execute(
        "CREATE TRIGGER tell AFTER INSERT ON accounts_medical_attendee FOR EACH ROW EXECUTE FUNCTION tell()"
    )
    assert any("trigger:tell" in sentence for sentence in catalogue.problems(cursor))


def test_a_door_that_is_not_in_the_database_is_named(cursor, monkeypatch):
    missing = next(iter(CROSSINGS.values()))
    monkeypatch.setitem(CROSSINGS, "ghost", type(missing)(**{**missing.__dict__, "name": "ghost"}))
    assert any(
        f"door_{missing.door}_ghost is declared" in sentence for sentence in catalogue.problems(cursor)
    )
