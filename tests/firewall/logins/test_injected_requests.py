"""The database wall alone, inside real requests on the real logins: stacked SQL, and a superuser nobody made.

Nothing else stands in the way here: rules let everybody in and querysets raise for nobody. Outside a test's
transaction every request swaps the authenticated connection as in production, so no RESET ROLE climbs out.
"""

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.urls import include, path
from guardian.shortcuts import get_objects_for_user

from accounts.commercial.models import RepObjective
from accounts.medical.models import CallReport
from msl_governance.firewall.access import Rule, access
from msl_governance.firewall.backend import SignIn
from msl_governance.firewall.proof import scratch
from msl_governance.firewall.proof.player import Player
from msl_governance.people.models import Person

from .attacks import TARGETS

pytestmark = [pytest.mark.logins, pytest.mark.urls(__name__)]
WITNESS = {"medical": "msl1", "commercial": "rep1"}
# Whoever attacks, and the side whose records they are after.
ATTACKERS = [
    ("rep1", "medical"), ("sales_director1", "medical"), ("administrator1", "medical"),
    ("msl1", "commercial"), ("msl_director1", "commercial"), ("administrator1", "commercial"),
]  # fmt: skip
READ = "SELECT {word} FROM {t} LIMIT 1"
STACKED = [
    f"1; {READ}",
    f"1; RESET ROLE; {READ}",
    f"1; SET ROLE threshold_{{side}}; {READ}",
    f"1; SET LOCAL ROLE threshold_{{side}}; {READ}",
    f"1; SET ROLE threshold_owner; {READ}",
    f"1; RESET SESSION AUTHORIZATION; {READ}",
    f"1; SET SESSION AUTHORIZATION threshold_{{side}}; {READ}",
    f"1; SET row_security = off; {READ}",
    f"1; COMMIT; {READ}",
    f"1; ROLLBACK; RESET ROLE; {READ}",
    f"1; ROLLBACK; BEGIN; SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE; {READ}",
    f"1; SELECT set_config('role', 'threshold_{{side}}', false); {READ}",
    f"1; DO $$ BEGIN EXECUTE 'RESET ROLE'; END $$; {READ}",
    "1; ROLLBACK; UPDATE {t} SET {word} = 'taken'",
    "1; ROLLBACK; DELETE FROM {t}",
    "1; ROLLBACK; UPDATE people_person SET is_superuser = true",
    "1; ROLLBACK; GRANT threshold_{side} TO CURRENT_USER; SET ROLE threshold_{side}; SELECT {word} FROM {t}",
]
RECORDS = {"medical": CallReport, "commercial": RepObjective}


@access("home")
def injected(request):
    """What a search does that pastes words into SQL, and shows the first row of the last statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {request.POST['words']}")
        return HttpResponse(repr(cursor.fetchone() if cursor.description else cursor.rowcount))


@access("home")
def everything(request):
    """All records of a side, in the ways of someone who trusts ``is_superuser``."""
    model = RECORDS[request.GET["side"]]
    if request.GET["by"] == "guardian":
        codename = f"view_{model._meta.model_name}"
        return HttpResponse(repr(list(get_objects_for_user(request.user, codename, klass=model).values())))
    shown = model.objects.all() if request.user.is_superuser else model.objects.visible_to(request.user)
    return HttpResponse(repr(list(shown.values())))


urlpatterns = [
    path("injected/", injected),
    path("everything/", everything),
    path("", include("msl_governance.urls")),
]


@pytest.fixture
def browser(logins, django_db_blocker, monkeypatch):
    """A signed-in browser by name, on committed rows, with the code's walls down."""
    monkeypatch.setattr(Rule, "allows", lambda self, person: True)
    for model in apps.get_models():
        if hasattr(model, "readers"):
            monkeypatch.setattr(model, "readers", ("MEDICAL", "COMMERCIAL", "OVERSIGHT", "PLATFORM"))
    with django_db_blocker.unblock():
        scratch.use(logins.database)
        yield Player().client
        scratch.use(logins.database)


def sees(browser, who, words):
    """The answer to what somebody typed into the careless search."""
    return browser(who).post("/injected/", {"words": words})


def incidents(logins):
    """How often the database refused somebody, as noted for compliance."""
    return logins.ask("owner", "SELECT count(*) FROM firewall_refusal WHERE kind = 'database'")[0][0]


@pytest.mark.parametrize(("side", "who"), list(WITNESS.items()))
def test_the_search_is_open_to_stacked_sql_and_there_is_something_to_steal(browser, side, who):
    shown = sees(browser, who, f"1; {READ.format(**TARGETS[side])}")
    assert shown.status_code == 200
    assert TARGETS[side]["canary"] in shown.content.decode()
    assert f"threshold_{side}" in sees(browser, who, "session_user").content.decode()


@pytest.mark.parametrize("statement", STACKED)
@pytest.mark.parametrize(("who", "target"), ATTACKERS)
def test_stacked_sql_in_a_request_gets_nothing(browser, logins, who, target, statement):
    before = incidents(logins)
    answer = sees(browser, who, statement.format(**TARGETS[target]))
    # An administrator may change people; that nobody is a superuser is a check of the table, not a privilege.
    is_own = who == "administrator1" and "is_superuser" in statement
    assert answer.status_code == (500 if is_own else 404)
    assert TARGETS[target]["canary"] not in answer.content.decode()
    assert incidents(logins) == before + (not is_own)
    left = logins.ask("owner", "SELECT {word} FROM {t}".format(**TARGETS[target]))
    assert any(TARGETS[target]["canary"] in word for (word,) in left)
    assert logins.ask("owner", "SELECT count(*) FROM people_person WHERE is_superuser") == [(0,)]


@pytest.mark.parametrize(("who", "target"), ATTACKERS)
def test_the_next_request_is_its_own_again(browser, who, target):
    """A setting left in the session by an injected COMMIT is not the identity of whoever comes next."""
    sees(browser, who, "1; COMMIT; SELECT set_config('threshold.person', 'forged', false)")
    shown = sees(browser, who, "current_setting('threshold.person')").content.decode()
    assert str(Person.objects.get(username=who).pk) in shown


@pytest.fixture
def forged(monkeypatch):
    """Everybody who signs in comes back as a superuser, which no row of the table can make them."""
    found = SignIn.get_user

    def get_user(self, pk):
        person = found(self, pk)
        if person is not None:
            person.is_superuser = person.is_staff = True
        return person

    monkeypatch.setattr(SignIn, "get_user", get_user)
    monkeypatch.setattr(Person, "has_perm", lambda *args: True)


@pytest.mark.parametrize("way", ["guardian", "all"])
@pytest.mark.parametrize(("who", "target"), ATTACKERS)
def test_a_forged_superuser_is_stopped_by_the_database_alone(browser, logins, forged, who, target, way):
    before = incidents(logins)
    answer = browser(who).get("/everything/", {"side": target, "by": way})
    assert answer.status_code == 404
    assert TARGETS[target]["canary"] not in answer.content.decode()
    assert incidents(logins) == before + 1


@pytest.mark.parametrize("way", ["guardian", "all"])
@pytest.mark.parametrize("side", WITNESS)
def test_the_forgery_opens_everything_where_the_login_may_read(browser, forged, side, way):
    shown = browser(WITNESS[side]).get("/everything/", {"side": side, "by": way})
    assert TARGETS[side]["canary"] in shown.content.decode()
