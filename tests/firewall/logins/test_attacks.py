"""T7: what an injected statement can do with the login it runs as. Each wall alone: here only the database."""

import psycopg2
import pytest
from django.apps import apps

from msl_governance.firewall.database.bootstrap import CORES
from msl_governance.firewall.doors import CROSSINGS
from msl_governance.firewall.records import label_of

from .attacks import CLIMBS, MACHINE, ORACLES, OWN, READS, TARGETS, WRITES

pytestmark = pytest.mark.logins
T, H = "accounts_medical_callreport", "accounts_medical_historicalcallreport"
# Who attacks, and what they may not have. Oversight may read both sides, and may still write on neither.
ATTACKERS = [
    ("commercial", "medical"),
    ("medical", "commercial"),
    ("oversight", "medical"),
    ("oversight", "commercial"),
    ("platform", "medical"),
    ("platform", "commercial"),
    ("core", "medical"),
    ("core", "commercial"),
    *((core, "medical" if core != "core_medical" else "commercial") for core in CORES),
]
# What a refusal looks like: no privilege, no such role or object to see, or not for this kind of user.
REFUSED = {"42501", "42P01", "42704", "0LP01", "0A000", "55P02", "25P02", "42939"}
# An administrator keeps territories and who works them.
PLATFORMS = ("people_{side}territory", "people_{side}territorygrant")


def attacks_of(me, target) -> list[str]:
    """Every statement of the catalogue that this login has no business with."""
    wanted = TARGETS[target] | {"me": me}
    kind = "core" if me.startswith("core") else me
    closed = [statement for statement, may in MACHINE.items() if kind not in may.split()]
    doors = [f"SELECT {c.function}('{{id}}', 'x')" for c in CROSSINGS.values() if c.origin.login != me]
    found = [*CLIMBS, *ORACLES, *WRITES, *closed, *doors, *OWN.get(me, [])]
    if me != "oversight":
        found += READS
    else:
        # It reads the records; what it climbs for and asks the catalogue about is what nobody reads.
        wanted = wanted | {"t": "firewall_correspondence"}
        found = [one.replace("{t}", TARGETS[target]["t"]) if one in WRITES else one for one in found]
    if me == "platform":
        found = [
            one for one in found if "xmax" in one or not any(f"FROM {table}" in one for table in PLATFORMS)
        ]
    return list(dict.fromkeys(one.format(**wanted, id="{id}") for one in found))


@pytest.mark.parametrize(("me", "target"), ATTACKERS)
def test_there_are_enough_attacks(me, target):
    assert len(attacks_of(me, target)) >= (140 if me in OWN else 100)


@pytest.mark.parametrize("side", TARGETS)
def test_there_is_something_to_steal(logins, side):
    wanted = TARGETS[side]
    for table in (wanted["t"], wanted["h"], wanted["joined"]):
        assert logins.ask(side, f"SELECT count(*) FROM {table}")[0][0] > 5
    assert wanted["canary"] in logins.ask(side, f"SELECT {wanted['word']} FROM {wanted['t']} LIMIT 1")[0][0]


@pytest.mark.parametrize(("me", "target"), ATTACKERS)
def test_no_login_gets_what_is_not_its_own(logins, me, target):
    record = logins.ids[apps.get_model("handoffs_medical.FollowUp")][0]
    escaped = {}
    for statement in attacks_of(me, target):
        try:
            escaped[statement] = logins.ask(me, statement.replace("{id}", str(record)))[:3]
        except psycopg2.Error as refused:
            if refused.pgcode not in REFUSED or TARGETS[target]["canary"] in str(refused):
                escaped[statement] = f"{refused.pgcode} {refused}"
    assert escaped == {}


@pytest.mark.parametrize("login", ["commercial", "platform", "core", "steward"])
def test_no_other_login_reads_any_medical_table(logins, login):
    for model in apps.get_models():
        if label_of(model) == "MEDICAL":
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                logins.ask(login, f'SELECT 1 FROM "{model._meta.db_table}"')


@pytest.mark.parametrize("login", ["medical", "platform", "core", "steward"])
def test_no_other_login_reads_any_commercial_table(logins, login):
    for model in apps.get_models():
        if label_of(model) == "COMMERCIAL":
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                logins.ask(login, f'SELECT 1 FROM "{model._meta.db_table}"')


def test_an_error_never_prints_a_row(logins):
    with pytest.raises(psycopg2.Error) as caught:
        logins.ask("medical", f"UPDATE {T} SET state = 'draft', submitted_at = now() WHERE state = 'draft'")
    assert "Failing row" not in str(caught.value)
    assert "xylomed" not in str(caught.value)


def test_submitted_means_locked_for_its_own_side(logins):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="locked"):
        logins.ask("medical", f"UPDATE {T} SET summary = 'changed' WHERE state = 'submitted'")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="locked"):
        logins.ask("medical", f"DELETE FROM {T} WHERE state = 'submitted'")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="locked"):
        logins.ask("medical", "UPDATE handoffs_medical_followup SET verbatim = 'changed'")


def test_nobody_is_superuser_by_sql(logins):
    with pytest.raises(psycopg2.errors.CheckViolation):
        logins.ask("platform", "UPDATE people_person SET is_superuser = true")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="locked"):
        logins.ask("platform", "UPDATE people_person SET side = 'MEDICAL' WHERE role = 'rep'")


def test_a_reporting_line_cannot_cross_by_sql(logins):
    with pytest.raises(psycopg2.errors.ForeignKeyViolation):
        logins.ask(
            "platform",
            "UPDATE people_person SET manager_id = (SELECT id FROM people_person WHERE role = 'vp_commercial' LIMIT 1)"
            " WHERE role = 'msl'",
        )


def test_passwords_are_asked(logins):
    from django.db import connection

    params = connection.settings_dict["LOGINS"]["medical"]
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(dbname=logins.database, user=params["USER"], password="wrong", host=params["HOST"],
                         port=params["PORT"] or None)  # fmt: skip


@pytest.mark.parametrize(
    ("login", "view"), [("medical", "medicalcolleague"), ("commercial", "commercialcolleague")]
)
def test_a_directory_shows_one_side_alone(logins, login, view):
    assert logins.ask(login, f"SELECT DISTINCT side FROM people_{view}") == [(login.upper(),)]


FORGERIES = {
    "in a colleague's name": ("sales_director1", "SELECT door_2_inquiry('{draft}', 'x')"),
    "as nobody": ("", "SELECT door_2_inquiry('{draft}', 'x')"),
    "somebody else's inquiry": ("rep2", "SELECT door_2_inquiry('{sent}', 'x')"),
    "a second time": ("rep1", "SELECT door_2_inquiry('{sent}', 'x')"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_the_door_asks_itself_who_comes(logins, forgery):
    who, call = FORGERIES[forgery]
    person = logins.ask("owner", f"SELECT id FROM people_person WHERE username = '{who}'") if who else [("",)]
    sent = logins.ask("owner", "SELECT near_id FROM firewall_correspondence WHERE crossing = 'inquiry'")[0][0]
    fresh = logins.ask("owner", "SELECT id FROM handoffs_commercial_inquiry WHERE state = 'submitted' AND id NOT IN"
                       " (SELECT near_id FROM firewall_correspondence)")  # fmt: skip
    statement = f"SELECT set_config('threshold.person', '{person[0][0]}', true); " + call.format(
        sent=sent, draft=fresh[0][0]
    )
    assert logins.ask("commercial", statement) == [(False,)]


def test_the_door_opens_for_its_author(logins):
    fresh = logins.ask(
        "owner",
        "SELECT i.id, i.author_id FROM handoffs_commercial_inquiry i JOIN people_person p ON p.id = i.author_id"
        " WHERE p.role = 'rep' AND i.state = 'submitted' AND i.id NOT IN (SELECT near_id FROM firewall_correspondence)",
    )
    key, author = fresh[0]
    statement = (
        f"SELECT set_config('threshold.person', '{author}', true); SELECT door_2_inquiry('{key}', 'x')"
    )
    assert logins.ask("commercial", statement) == [(True,)]


@pytest.mark.parametrize("login", ["oversight", "core", "medical", "commercial", "platform"])
def test_nobody_forges_the_ledger(logins, login):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        logins.ask(login, "INSERT INTO firewall_passage (id, door, crossing, direction, basis, payload, sha256)"
                   " VALUES (gen_random_uuid(), 2, 'inquiry', 'x', 'x', '{}', 'x')")  # fmt: skip


def test_a_submitted_report_takes_no_new_part(logins):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="locked"):
        logins.ask("medical", f"INSERT INTO accounts_medical_attendee (id, report_id, number, colleague_name,"
                   f" colleague_side) SELECT gen_random_uuid(), id, 9, 'x', 'medical' FROM {T}"
                   f" WHERE state = 'submitted' LIMIT 1")  # fmt: skip


@pytest.mark.parametrize("login", ["medical", "commercial", "oversight", "platform", "core"])
def test_no_login_waits_for_ever(logins, login):
    asked = [logins.ask(login, f"SHOW {name}")[0][0] for name in ("statement_timeout", "lock_timeout")]
    assert asked == ["30s", "5s"]
