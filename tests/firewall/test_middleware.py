"""One request, one side, one transaction: what a page may do, and what becomes of what it tried."""

import pytest
from django.db import connection, transaction
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from accounts.medical.models import CallReport
from handoffs.commercial.models import Inquiry
from msl_governance.firewall import views
from msl_governance.firewall.access import ANYBODY, OWN, SIGNED_IN, Rule, access, rule_of
from msl_governance.firewall.database import acting_as, current_login, current_person_id
from msl_governance.firewall.middleware import FirewallMiddleware, for_anybody, for_oneself, sql_state
from msl_governance.firewall.models import Refusal
from msl_governance.firewall.policy import ACT, WRITE
from msl_governance.people.models import Person

STATUS = {"bad": 400, "invalid": 422, "broken": 500, "good": 200, "away": 302}


def _report(request):
    CallReport.objects.create(author_id=request.user.pk, met_at="2026-03-01T10:00Z", channel="video")


@access("call_report", WRITE)
def writes(request, way):
    """Writes a report and answers with the status that ``way`` names."""
    _report(request)
    return HttpResponse(way, status=STATUS[way])


@access("call_report", ACT, writes=False)
def only_reads(request):
    """Says that it does not write, and tries."""
    _report(request)


@access("call_report", WRITE)
def hides_a_refusal(request):
    """Writes, is refused by the database, and answers as if nothing had been."""
    _report(request)
    list(Inquiry.objects.all())


HELD = ("lock_not_available", "deadlock_detected")


@access("home")
def raises(request, way):
    """Fails in the way of that name."""
    if way == "missing":
        raise Http404("the words of a record")
    if way == "across":
        return HttpResponse(CallReport.objects.visible_to(request.user))
    if way == "table":
        with connection.cursor() as cursor:
            cursor.execute("select * from there_is_no_such_table")
    if way == "division":
        with connection.cursor() as cursor:
            cursor.execute("select 1/0")
    if way in HELD:
        with connection.cursor() as cursor:
            cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{way}'; END $$")
    raise KeyError(way)


@access("home")
def streams(request, way):
    """Streams, within its side or after it."""
    response = StreamingHttpResponse(iter([b"one", b"two"]))
    if way == "careful":
        response.enters_its_side = True
    return response


@access(SIGNED_IN)
def who(request):
    """The login and the person of the transaction."""
    return HttpResponse(f"{current_login()} {current_person_id()}", headers={"Cache-Control": "max-age=9"})


@access(ANYBODY)
def open_to_all(request):
    """Runs as core, whoever asks."""
    return HttpResponse(current_login())


@access(OWN)
def about_oneself(request):
    """Runs as core for who is signed in, and may enter its side to be drawn."""
    with acting_as(request.user, read_only=True):
        inside = f"{current_login()} {current_person_id()}"
        if "write" in request.GET:
            _report(request)
    return HttpResponse(f"{current_login()} then {inside}")


def unruled(request):
    """No rule stands above it."""
    return HttpResponse("never")


urlpatterns = [
    path("writes/<slug:way>/", writes, name="writes"),
    path("only-reads/", only_reads),
    path("hides/", hides_a_refusal, name="hides"),
    path("raises/<slug:way>/", raises, name="raises"),
    path("streams/<slug:way>/", streams),
    path("who/", who),
    path("open/", open_to_all),
    path("oneself/", about_oneself),
    path("unruled/", unruled),
    path("login/", open_to_all, name="login"),
]
handler404 = "msl_governance.firewall.views.neutral_404"
handler500 = "msl_governance.firewall.views.error_500"
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def sign_in_page(settings):
    settings.LOGIN_URL = "/login/"


@pytest.fixture
def as_(world):
    """A browser signed in as that person."""

    def sign_in(name):
        browser = Client(raise_request_exception=False)
        if name:
            browser.force_login(getattr(world, name))
        return browser

    return sign_in


@pytest.fixture
def neutral(as_):
    """The one answer for whatever does not exist."""
    return as_("msl1").get("/there-is-nothing-here/").content


@pytest.mark.parametrize(
    ("way", "kept"), [("good", 1), ("away", 1), ("bad", 0), ("invalid", 0), ("broken", 0)]
)
def test_what_answers_with_an_error_keeps_nothing(as_, way, kept):
    assert as_("msl1").post(f"/writes/{way}/").status_code == STATUS[way]
    assert CallReport.objects.count() == kept


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_reading_request_cannot_write(as_, method):
    assert getattr(as_("msl1"), method)("/writes/good/").status_code == 500
    assert CallReport.objects.count() == 0


def test_a_view_that_says_it_does_not_write_cannot_even_by_post(as_):
    assert as_("msl1").post("/only-reads/").status_code == 500
    assert CallReport.objects.count() == 0


def test_what_the_database_refused_is_not_found_and_noted_and_undone(as_, world, neutral):
    answer = as_("msl1").post("/hides/")
    assert (answer.status_code, answer.content) == (404, neutral)
    assert CallReport.objects.count() == 0
    noted = Refusal.objects.get()
    assert (noted.kind, noted.place, noted.detail) == ("database", "hides", ["42501"])
    assert (noted.person_id, noted.side, len(noted.request_id)) == (world.msl1.pk, "MEDICAL", 36)


@pytest.mark.parametrize(
    ("way", "status", "noted"),
    [("missing", 404, 0), ("table", 404, 1), ("division", 500, 0), ("else", 500, 0)],
)
def test_errors_of_a_page(as_, neutral, way, status, noted):
    answer = as_("msl1").get(f"/raises/{way}/")
    assert answer.status_code == status
    assert (answer.content == neutral) is (status == 404)
    assert Refusal.objects.count() == noted


@pytest.mark.parametrize(
    ("name", "status", "kind"),
    [("rep1", 404, "wall"), ("administrator1", 404, "wall"), ("head_of_medical1", 403, "policy")],
)
def test_a_refused_view_is_noted(as_, world, neutral, name, status, kind):
    answer = as_(name).post("/writes/good/")
    assert answer.status_code == status
    assert (answer.content == neutral) is (status == 404)
    noted = Refusal.objects.get()
    assert (noted.kind, noted.place, noted.person_id) == (kind, "writes", getattr(world, name).pk)
    assert CallReport.objects.count() == 0


def test_asking_for_the_other_sides_records_is_not_found_and_noted(as_, world, neutral):
    answer = as_("rep1").get("/raises/across/")
    assert (answer.status_code, answer.content) == (404, neutral)
    noted = Refusal.objects.get()
    assert (noted.kind, noted.place, noted.person_id) == ("wall", "raises", world.rep1.pk)


def test_a_view_without_a_rule_is_closed_to_everybody(as_):
    assert [as_(name).get("/unruled/").status_code for name in ("msl1", "")] == [403, 403]


def test_nobody_is_led_to_the_sign_in_page_and_back(as_):
    answer = as_("").get("/who/?a=1")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login/?next=/who/%3Fa%3D1")
    assert as_("").get("/there-is-nothing-here/").status_code == 404


def test_a_person_acts_as_their_side_and_an_open_page_as_core(as_, world):
    assert as_("rep1").get("/who/").content.decode() == f"commercial {world.rep1.pk}"
    assert as_("legal1").get("/who/").content.decode() == f"oversight {world.legal1.pk}"
    assert as_("rep1").get("/open/").content == as_("").get("/open/").content == b"core"


def test_pages_are_not_stored_unless_they_say_so(as_):
    assert as_("rep1").get("/who/").headers["Cache-Control"] == "max-age=9"
    answer = as_("rep1").get("/raises/missing/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


def test_a_process_of_one_side_knows_nobody_of_another(as_, neutral, settings):
    settings.THRESHOLD_SIDE = "commercial"
    answer = as_("msl1").get("/who/")
    assert (answer.status_code, answer.content) == (404, neutral)
    assert as_("rep1").get("/who/").status_code == 200


def test_a_stream_must_enter_its_side_itself(as_, world):
    assert as_("msl1").get("/streams/careless/").status_code == 500
    browser = Client()
    browser.force_login(world.msl1)
    with pytest.raises(RuntimeError, match="must enter its side itself"):
        browser.get("/streams/careless/")
    answer = as_("msl1").get("/streams/careful/")
    assert b"".join(answer.streaming_content) == b"onetwo"


def test_somebody_who_left_meets_no_rule(world):
    world.msl1.is_active = False
    assert not Rule("home").allows(world.msl1)
    assert not Rule(SIGNED_IN).allows(Person(is_active=False))
    assert Rule(ANYBODY).allows(None)
    assert not Rule(ANYBODY).is_across(world.msl1)


def test_the_rule_of_a_class_and_of_nothing():
    class View:
        access_rule = Rule("home")

    def view(request):
        """As Django's ``as_view`` makes it."""

    assert rule_of(view) is None
    view.view_class = View
    assert rule_of(view) == Rule("home")


def test_an_unknown_action_does_not_import():
    with pytest.raises(ValueError, match="“peek” is not an action"):
        access("home", "peek")


def test_whose_page_an_address_is():
    assert for_anybody("/open/")
    assert not for_anybody("/who/")
    assert not for_anybody("/unruled/")
    assert not for_anybody("/there-is-nothing-here/")


def test_sqlstate_of_what_has_none():
    assert sql_state(ValueError()) == ""


def test_an_error_that_is_not_the_walls_is_left_to_django():
    assert FirewallMiddleware(lambda request: None).process_exception(None, ValueError()) is None


class TestNeutralPages:
    @pytest.mark.parametrize(
        ("view", "status"),
        [(views.neutral_404, 404), (views.error_403, 403), (views.error_400, 400), (views.csrf_failure, 403)],
    )
    def test_status_without_a_query(self, view, status):
        """No database mark on this test: a query would fail it."""
        answer = view(RequestFactory().get("/secret-place/"))
        assert answer.status_code == status
        assert b"secret-place" not in answer.content

    def test_our_mistake(self):
        assert views.error_500(RequestFactory().get("/")).status_code == 500

    def test_the_process_serves(self):
        assert views.healthz(RequestFactory().get("/healthz")).content == b"ok"

    @pytest.mark.parametrize(("broker", "status"), [(True, 200), (False, 503)])
    def test_ready_where_everything_is(self, monkeypatch, broker, status):
        state = {"database": True, "migrations": True, "broker": broker}
        monkeypatch.setattr(views, "readiness", lambda connection: state)
        answer = views.readyz(RequestFactory().get("/readyz"))
        assert answer.status_code == status
        assert b'"broker"' in answer.content


def test_the_transaction_is_over_when_the_answer_goes_out(as_):
    """The browser's answer is never read inside the person's side."""
    browser, before = as_("msl1"), transaction.get_connection().introduced
    browser.get("/who/")
    assert current_login() == "owner"
    assert current_person_id() == ""
    assert transaction.get_connection().introduced == before


def test_a_page_about_ones_own_sign_in_runs_as_core_and_is_drawn_inside_the_side(as_, world):
    assert for_oneself("/oneself/")
    assert not for_oneself("/who/")
    assert not for_oneself("/nowhere/")
    answer = as_("msl1").get("/oneself/")
    assert answer.content.decode() == f"core then medical {world.msl1.pk}"
    assert as_("").get("/oneself/").url.startswith("/login/")
    assert not Rule(OWN).is_across(world.msl1)


def test_what_is_drawn_there_cannot_write(as_, world):
    assert as_("msl1").get("/oneself/?write=1").status_code == 500
    assert CallReport.objects.count() == 0
