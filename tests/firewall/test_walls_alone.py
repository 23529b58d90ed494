"""Each wall alone, the other three switched off. The database alone is in test_planted_leaks and logins/."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.core.checks import Error
from django.core.exceptions import PermissionDenied
from django.db import connection, models
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path
from guardian.shortcuts import get_objects_for_user

from accounts.medical.models import CallReport, CallReportShare
from accounts.shared.models import Hcp
from msl_governance.firewall import checks, grants
from msl_governance.firewall.access import Rule, access
from msl_governance.firewall.backend import WallFirst
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.doors import BOTH, CROSSINGS
from msl_governance.firewall.models import Refusal
from msl_governance.firewall.querysets import AcrossTheWall
from msl_governance.firewall.records import LabelledRecord, MedicalRecord, OversightRecord, SharedRecord
from msl_governance.people.models import MedicalTerritoryGrant
from msl_governance.people.selectors import territory_ids

SECRET = "xylomed secret summary"


@pytest.fixture
def report(world):
    """A draft that only medical may ever see."""
    return CallReport.objects.create(
        author_id=world.msl1.pk, territory=world.medical_north, met_at="2026-03-01T10:00Z", channel="video",
        summary=SECRET,
    )  # fmt: skip


@pytest.fixture
def database_wall_off(world):
    """Every login reads and writes everything."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        for login in ("commercial", "platform", "core"):
            cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO threshold_{login}")
        cursor.execute("SET LOCAL ROLE threshold_owner")


@pytest.fixture
def code_wall_off(monkeypatch):
    """Rules let everybody in, querysets raise for nobody."""
    monkeypatch.setattr(Rule, "allows", lambda self, person: True)
    everybody = ("MEDICAL", "COMMERCIAL", "OVERSIGHT", "PLATFORM")
    for model in apps.get_models():
        if hasattr(model, "readers"):
            monkeypatch.setattr(model, "readers", everybody)


# --- the database wall alone: code, objects and types off ---------------------------------------------


@access("home")
def careless(request):
    """All call reports, to whoever asks, by the way that ``?by=`` names."""
    ways = {
        "all": lambda: list(CallReport.objects.all()),
        "get_model": lambda: list(apps.get_model("accounts_medical", "CallReport").objects.values()),
        "reverse": lambda: list(MedicalTerritoryGrant.objects.values("user__username")),
        "history": lambda: list(CallReport.history.all()),
        "raw": lambda: list(CallReport.objects.raw("SELECT * FROM accounts_medical_callreport")),
        "guardian": lambda: list(
            get_objects_for_user(
                request.user, "read_callreport", klass=CallReport, use_groups=False, accept_global_perms=False
            )
        ),
        "annotate": lambda: list(
            Hcp.objects.extra(select={"n": "select count(*) from accounts_medical_attendee"})
        ),
        "injected": lambda: list(
            Hcp.objects.extra(where=["exists(select 1 from accounts_medical_callreport)"])
        ),
    }
    return HttpResponse(repr(ways[request.GET["by"]]()))


urlpatterns = [path("careless/", careless), path("", include("msl_governance.urls"))]
WAYS = ["all", "get_model", "reverse", "history", "raw", "guardian", "annotate", "injected"]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("who", ["rep1", "administrator1"])
def test_database_alone(client, world, report, code_wall_off, who, way):
    if (who, way) == ("administrator1", "reverse"):
        way = "all"  # who works which territory is the administrator's own content
    client.force_login(getattr(world, who), backend="msl_governance.firewall.backend.SignIn")
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before_request")
    response = client.get("/careless/", {"by": way})
    assert response.status_code == 404
    assert SECRET.encode() not in response.content
    assert Refusal.objects.filter(kind="database", person_id=getattr(world, who).pk).exists()


@pytest.mark.urls(__name__)
def test_there_is_something_to_read(client, world, report, code_wall_off):
    client.force_login(world.msl1, backend="msl_governance.firewall.backend.SignIn")
    assert b"CallReport" in client.get("/careless/", {"by": "all"}).content


# --- the code wall alone: database and types off ------------------------------------------------------


def test_code_alone_lists(world, report, database_wall_off):
    with acting_as(world.rep1):
        assert CallReport.objects.count() == 1  # the database wall is off
        with pytest.raises(AcrossTheWall):
            CallReport.objects.visible_to(world.rep1)


def test_code_alone_pages(client, world, report, database_wall_off):
    missing = "0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"
    answers = set()
    for who in ("rep1", "sales_director1", "administrator1"):
        client.force_login(getattr(world, who), backend="msl_governance.firewall.backend.SignIn")
        for key in (report.pk, missing):
            response = client.get(f"/accounts/medical/reports/{key}/")
            answers.add((response.status_code, response.content))
    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_code_alone_permissions(world, report, database_wall_off):
    world.rep1.is_superuser = True  # forged in memory; the table refuses it
    for person in (world.rep1, world.administrator1):
        with pytest.raises(PermissionDenied):
            WallFirst().has_perm(person, "accounts_medical.read_callreport", report)
        assert not person.has_perm("accounts_medical.read_callreport", report)
    assert not WallFirst().has_perm(world.msl1, "accounts_medical.read_callreport", report)


# --- object permissions alone: database and code off --------------------------------------------------


def test_objects_alone(world, report, database_wall_off, code_wall_off):
    with pytest.raises(grants.GrantAcross):
        grants.grant(world.rep1, "read_callreport", report)
    with pytest.raises(grants.GrantAcross):
        grants.grant(world.rep1, "work_medicalterritory", world.medical_north)
    _forge_rows(world, report)
    with acting_as(world.rep1):
        assert grants.granted_ids(world.rep1, "read_callreport", "accounts_medical.CallReport") == []
        assert list(CallReport.objects.visible_to(world.rep1)) == []
        assert world.medical_north.pk not in territory_ids(world.rep1)


def _forge_rows(world, report):
    from django.contrib.auth.models import Permission

    for codename, table, container in (
        ("read_callreport", CallReportShare, report),
        ("work_medicalterritory", MedicalTerritoryGrant, world.medical_north),
    ):
        permission = Permission.objects.get(codename=codename)
        table.objects.create(user=world.rep1, permission=permission, content_object=container)


def test_a_share_by_name_reaches_that_one_person(world, report):
    grants.grant(world.msl2, "read_callreport", report)
    assert world.msl2.has_perm("accounts_medical.read_callreport", report)
    assert not world.msl_director1.has_perm("accounts_medical.read_callreport", report)
    assert not world.msl2.has_perm("accounts_medical.read_callreport")
    grants.revoke(world.msl2, "read_callreport", report)
    assert not world.msl2.has_perm("accounts_medical.read_callreport", report)


def test_objects_within_a_side(world, report):
    with acting_as(world.msl2):
        assert list(CallReport.objects.visible_to(world.msl2)) == []
        world.msl2.is_active = False
        assert list(CallReport.objects.visible_to(world.msl2)) == []
        assert grants.granted_ids(world.msl2, "work_medicalterritory", "people.MedicalTerritory") == []
    with pytest.raises(ValueError, match="never be granted"):
        grants.grant(world.msl1, "change_callreport", report)


# --- types alone: what cannot even start ---------------------------------------------------------------


@pytest.fixture
def registry(monkeypatch):
    """Models made in a test do not stay."""
    monkeypatch.setattr(apps, "all_models", {k: dict(v) for k, v in apps.all_models.items()})
    made = []
    monkeypatch.setattr(checks, "_our_models", lambda: made)
    return made


def _model(name, *bases, **fields):
    meta = type("Meta", (), {"app_label": "accounts_shared", "managed": fields.pop("managed", True)})
    return type(name, bases, {"__module__": "accounts.shared.models", "Meta": meta, **fields})


def test_a_model_without_a_label_does_not_start(registry):
    registry.append(_model("Loose", models.Model))
    assert [e.id for e in checks.check_labels()] == ["firewall.E001"]
    registry[:] = [_model("Looser", LabelledRecord)]
    assert [e.id for e in checks.check_labels()] == ["firewall.E001"]


def test_a_reference_across_does_not_start(registry):
    across = models.ForeignKey("handoffs_commercial.Inquiry", on_delete=models.CASCADE, related_name="+")
    registry.append(_model("Crosser", MedicalRecord, inquiry=across))
    assert [e.id for e in checks.check_references()] == ["firewall.E002"]
    hcp = models.ForeignKey(Hcp, on_delete=models.CASCADE, related_name="visits")
    registry[:] = [_model("WayBack", MedicalRecord, hcp=hcp)]
    assert [e.id for e in checks.check_references()] == ["firewall.E003"]
    report = models.ForeignKey(CallReport, on_delete=models.CASCADE, related_name="+")
    registry[:] = [_model("Teller", SharedRecord, last_report=report)]
    assert [e.id for e in checks.check_references()] == ["firewall.E002"]


def test_an_extra_grant_across_does_not_start(registry):
    registry.append(_model("Open", MedicalRecord, extra_grants={"commercial": "SELECT"}))
    registry.append(_model("Busy", SharedRecord, extra_grants={"medical": "SELECT, UPDATE"}))
    assert [e.id for e in checks.check_extra_grants()] == ["firewall.E005", "firewall.E005"]
    registry[:] = [_model("Put", OversightRecord, extra_grants={"commercial": "INSERT"})]
    assert checks.check_extra_grants() == []
    for name, words in (("Read", "SELECT"), ("Changed", "INSERT, UPDATE")):
        registry[:] = [_model(name, OversightRecord, extra_grants={"commercial": words})]
        assert [e.id for e in checks.check_extra_grants()] == ["firewall.E005"]


def test_a_door_that_changes_another_side_s_record_does_not_start(monkeypatch):
    aimed = replace(CROSSINGS["influence"], target="accounts_commercial.RepObjective")
    monkeypatch.setitem(CROSSINGS, "influence", aimed)
    assert [e.id for e in checks.check_doors()] == ["firewall.E007"]


def test_a_door_to_both_sides_that_leads_to_the_record_of_one_does_not_start(monkeypatch):
    aimed = replace(CROSSINGS["medical_answer"], destination=BOTH)
    monkeypatch.setitem(CROSSINGS, "medical_answer", aimed)
    assert [e.id for e in checks.check_doors()] == ["firewall.E008"]


def test_a_view_without_a_rule_does_not_start_and_answers_403(client, settings, world, monkeypatch):
    pattern = path("bare/", lambda request: HttpResponse(SECRET))
    monkeypatch.setattr(checks, "walk_urls", lambda: [("bare/", pattern)])
    assert [e.id for e in checks.check_views()] == ["firewall.E006"]
    assert isinstance(checks.check_views()[0], Error)
    from msl_governance.firewall.middleware import FirewallMiddleware

    request = RequestFactory().get("/bare/")
    request.user = world.rep1
    answer = FirewallMiddleware(lambda r: None).process_view(request, pattern.callback, (), {})
    assert answer.status_code == 403


def test_a_word_that_is_not_in_the_policy_does_not_import():
    with pytest.raises(ValueError, match="policy table"):
        access("everything")
    with pytest.raises(ValueError, match="not an action"):
        access("home", "peek")
