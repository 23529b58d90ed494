"""A process of one side holds nothing of another, core included: its people, sessions and refusals are that side's."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection

from msl_governance.embedded import addresses
from msl_governance.firewall.database.bootstrap import CORES
from msl_governance.settings.environment import parse_database

pytestmark = pytest.mark.logins
MINE = "core_commercial"
PASSWORD = "a-word-for-this-test"
# Whatever else core may touch tomorrow must be thought of here: a row policy, or a reason why it needs none.
TABLES = {
    "people_person": "SELECT",
    "people_session": "DELETE, INSERT, SELECT, UPDATE",
    "axes_accessattempt": "DELETE, INSERT, SELECT, UPDATE",
    "axes_accessattemptexpiration": "DELETE, SELECT",  # always empty
    "people_factor": "DELETE, INSERT, SELECT, UPDATE",
    "people_passwordrequest": "INSERT",
    "firewall_refusal": "INSERT",
    "firewall_manifest": "SELECT",
    "django_migrations": "SELECT",
    "django_content_type": "SELECT",
    "auth_permission": "SELECT",
}
PRIVILEGES = """
    select c.relname, string_agg(p, ', ' order by p)
      from pg_class c cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
       and (has_table_privilege(c.oid, p) or p not in ('DELETE', 'TRUNCATE') and has_any_column_privilege(c.oid, p))
     group by c.relname
"""
SESSION = "INSERT INTO people_session (session_key, session_data, expire_date{more}) VALUES ('{key}', 'x', now(){value})"
REFUSAL = (
    "INSERT INTO firewall_refusal (id, at, kind, place, side, request_id, detail, text, once, person_id)"
    " VALUES (gen_random_uuid(), now(), 'wall', 'x', '{side}', '', '[]', '', '', {person})"
)


@pytest.fixture(scope="module")
def cores(logins):
    """The logins with the addresses of the cores as well, which this process of all sides has no use for."""
    known = connection.settings_dict["LOGINS"]
    for core in CORES:
        known[core] = parse_database(os.environ[f"DATABASE_URL_{core.upper()}"])
    owner = logins.connect("owner")
    with owner, owner.cursor() as cursor:
        # A salt as short as this makes Django want to renew the hash, which no core may do.
        cursor.execute(
            "UPDATE people_person SET password = %s", [MD5PasswordHasher().encode(PASSWORD, "salt")]
        )
    for core in ("core", *CORES):
        opened = logins.connect(core)
        with opened, opened.cursor() as cursor:
            cursor.execute(SESSION.format(key=f"by-{core}", more="", value=""))
    yield logins
    for core in CORES:
        del known[core]


@pytest.mark.parametrize("core", ["core", *CORES])
def test_what_a_core_may_touch_is_this_and_no_more(cores, core):
    assert dict(cores.ask(core, PRIVILEGES)) == TABLES


@pytest.mark.parametrize("core", CORES)
def test_a_core_sees_its_own_sides_people_alone(cores, core):
    side = core.removeprefix("core_").upper()
    assert cores.ask(core, "SELECT DISTINCT side FROM people_person") == [(side,)]
    everybody = {found for (found,) in cores.ask("core", "SELECT DISTINCT side FROM people_person")}
    assert everybody == {"MEDICAL", "COMMERCIAL", "OVERSIGHT", "PLATFORM"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_person SET password = 'x'",
        "UPDATE people_person SET password = password WHERE side = 'COMMERCIAL'",
        "SELECT 1 FROM people_person FOR UPDATE",
        "DELETE FROM people_person",
        "INSERT INTO people_person (id) VALUES (gen_random_uuid())",
        "TRUNCATE people_session",
        "SELECT text FROM firewall_refusal",
        REFUSAL.format(side="COMMERCIAL", person="NULL") + " RETURNING id",
        "SELECT 1 FROM accounts_commercial_prescribing",
        "SELECT 1 FROM people_commercialcolleague",
        "SET ROLE threshold_core",
        "SET ROLE threshold_core_medical",
        "ALTER TABLE people_session DISABLE ROW LEVEL SECURITY",
        "DROP POLICY by_label ON people_person",
        "SET row_security = off; SELECT 1 FROM people_person",
    ],
)
@pytest.mark.parametrize("core", ["core", MINE])
def test_no_core_changes_a_person_or_climbs(cores, core, statement):
    if core == "core" and statement in (
        "SET ROLE threshold_core",
        "SET row_security = off; SELECT 1 FROM people_person",
    ):
        return
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cores.ask(core, statement)


def test_sessions_of_other_processes_are_neither_seen_nor_ended(cores):
    assert cores.ask(MINE, "SELECT session_key, made_by FROM people_session") == [
        (f"by-{MINE}", f"threshold_{MINE}")
    ]
    for change in ("DELETE FROM people_session", "UPDATE people_session SET session_data = 'taken'"):
        assert cores.ask(MINE, f"{change} WHERE session_key <> 'by-{MINE}' RETURNING 1") == []
        assert cores.ask(MINE, f"{change} RETURNING session_key") == [(f"by-{MINE}",)]
        assert len(cores.ask("core", f"{change} RETURNING 1")) == 1 + len(CORES)


def test_a_session_is_never_made_in_anothers_name(cores):
    assert cores.ask(MINE, SESSION.format(key="new", more="", value="") + " RETURNING made_by") == [
        (f"threshold_{MINE}",)
    ]
    for statement in (
        SESSION.format(key="new", more=", made_by", value=", 'threshold_core_medical'"),
        "UPDATE people_session SET made_by = 'threshold_core_medical'",
    ):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="row-level security"):
            cores.ask(MINE, statement)


def test_a_refusal_is_never_noted_in_another_sides_name(cores):
    person = "gen_random_uuid()"
    for side, who in (("COMMERCIAL", person), ("COMMERCIAL", "NULL"), ("", "NULL")):
        cores.ask(MINE, REFUSAL.format(side=side, person=who))
    for side, who in (("MEDICAL", person), ("MEDICAL", "NULL"), ("OVERSIGHT", "NULL"), ("", person)):
        cores.ask("core", REFUSAL.format(side=side, person=who))
        with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="row-level security"):
            cores.ask(MINE, REFUSAL.format(side=side, person=who))


# A process of its own: everything is in its environment, as on a machine where one person may do all.
PROCESS = """
import json, re
from django.conf import settings
settings.DATABASES["default"]["ENGINE"] = "msl_governance.firewall.database"
settings.SESSION_COOKIE_NAME = "s"
import django; django.setup()
from django.db import connection
from django.test import Client
from msl_governance.firewall.database.guard import find_problems, readiness
from msl_governance.people.models import Person

def sign_in(name, password):
    browser = Client()
    page = browser.post("/login/", {"username": name, "password": password})
    shown = re.sub('csrf[^<>]*value="[^"]*"', "", page.content.decode()).replace(name, "")
    return [page.status_code, shown, browser.get("/").status_code, "s" in browser.cookies]

logins = {short: known["USER"] for short, known in settings.DATABASES["default"]["LOGINS"].items()}
print(json.dumps({
    "logins": logins, "ready": readiness(connection), "problems": find_problems(connection),
    "sides": sorted(set(Person.objects.values_list("side", flat=True))),
    "msl": sign_in("msl1", PASSWORD), "wrong": sign_in("msl1", "wrong"), "ghost": sign_in("ghost", PASSWORD),
    "rep_wrong": sign_in("rep1", "wrong"), "rep": sign_in("rep1", PASSWORD),
}))
"""


@pytest.fixture(scope="module")
def process(cores):
    """What a process started with THRESHOLD_SIDE=commercial and a full environment says of itself."""
    given = {
        name: addresses.with_login(
            url, user=parse["USER"], password=parse["PASSWORD"], database=cores.database
        )
        for name, url in os.environ.items()
        if name.startswith("DATABASE_URL")
        for parse in [parse_database(url)]
    }
    assert {"DATABASE_URL", "DATABASE_URL_ADMIN", "DATABASE_URL_CORE", "DATABASE_URL_MEDICAL"} < set(given)
    settings = {"THRESHOLD_SIDE": "commercial", "DJANGO_SETTINGS_MODULE": "msl_governance.settings.test"}
    done = subprocess.run(
        [sys.executable, "-c", f"PASSWORD = {PASSWORD!r}\n{PROCESS}"], cwd=Path(__file__).resolve().parents[3],
        env=os.environ | given | settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_holds_two_logins_whatever_is_in_its_environment(process):
    assert process["logins"] == {"core": "threshold_core_commercial", "commercial": "threshold_commercial"}
    assert process["sides"] == ["COMMERCIAL"]


def test_it_starts_and_is_ready(process):
    assert process["problems"] == []
    assert process["ready"] == {"database": True, "migrations": True, "broker": True}


def test_a_representative_signs_in_and_an_msl_is_nobody(process):
    status, _page, home, cookie = process["rep"]
    assert (status, home, cookie) == (302, 200, True)
    status, page, home, cookie = process["msl"]
    assert (status, home, cookie) == (200, 302, False)
    assert "Sign in" in page
    assert process["msl"] == process["wrong"] == process["ghost"] == process["rep_wrong"]
