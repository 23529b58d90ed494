"""Filters of call reports kept for oneself, and reports taken out, on the record."""

import csv
import io
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.utils import timezone

from accounts.medical.drafts import SafetyDraft
from accounts.medical.finding import services
from accounts.medical.finding.models import KeptReportFilter, ReportExport
from accounts.medical.services import save_draft
from accounts.shared import files, keeping
from msl_governance.firewall.database import acting_as

from .reports import draft, submitted
from .test_finding_reports import EXPORT, FILTERS, LIST


def test_a_filter_is_kept_for_oneself_replaced_and_deleted(world, story, msl, client):
    asked = {"words": "registry", "standing": "signed"}
    answer = msl.post(FILTERS, {"name": "Signed registry", **asked}, follow=True)
    assert "“Signed registry” is kept, for you alone." in answer.content.decode()
    one = KeptReportFilter.objects.get()
    assert (one.person_id, one.asked) == (world.msl1.pk, asked)
    kept = answer.context["kept"][0]
    assert "registry" not in kept.address
    assert [row.pk for row in msl.get(kept.address).context["rows"]] == [story["old"].pk]
    msl.post(FILTERS, {"name": "Signed registry", "standing": "draft"})
    assert KeptReportFilter.objects.get().asked == {"standing": "draft"}
    client.force_login(world.msl_director1)
    assert "Signed registry" not in client.get(LIST).content.decode()
    assert client.post(f"{FILTERS}{one.pk}/delete/").status_code == 404
    client.force_login(world.msl1)
    assert "The filter is deleted" in client.post(f"{FILTERS}{one.pk}/delete/", follow=True).content.decode()
    assert not KeptReportFilter.objects.exists()


def test_a_filter_is_refused_with_a_sentence(world, msl, monkeypatch):
    assert "Narrow the list first" in msl.post(FILTERS, {"name": "All"}, follow=True).content.decode()
    assert (
        "Give the filter a name"
        in msl.post(FILTERS, {"name": " ", "standing": "draft"}, follow=True).content.decode()
    )
    monkeypatch.setattr(keeping, "MOST_KEPT", 1)
    for name in ("One", "One"):
        assert (
            "is kept" in msl.post(FILTERS, {"name": name, "standing": "draft"}, follow=True).content.decode()
        )
    assert (
        "Delete one that"
        in msl.post(FILTERS, {"name": "Two", "standing": "draft"}, follow=True).content.decode()
    )
    with acting_as(world.msl1), pytest.raises(ValidationError):
        services.keep_filter(by=world.msl1, name="Two", asked={"standing": "draft"})


def test_the_database_itself_keeps_a_filter_for_one_person(world):
    with acting_as(world.msl1):
        services.keep_filter(by=world.msl1, name="Mine", asked={"standing": "draft"})
    with acting_as(world.msl2):
        assert not KeptReportFilter.objects.exists()
        assert KeptReportFilter.objects.update(name="Taken") == 0
    with acting_as(world.compliance1):
        assert not KeptReportFilter.objects.exists()
    with acting_as(world.msl2), pytest.raises(Error), transaction.atomic():
        KeptReportFilter.objects.create(person_id=world.msl1.pk, name="Planted")


def test_the_code_keeps_it_for_one_person_where_the_database_would_not(world):
    with acting_as(world.msl1):
        mine = services.keep_filter(by=world.msl1, name="Mine", asked={"standing": "draft"})
    # Not within acting_as: the owner's login, for which no row policy holds.
    for person, sees in ((world.msl1, [mine]), (world.msl2, []), (world.msl_director1, [])):
        assert list(KeptReportFilter.objects.visible_to(person)) == sees
        assert keeping.kept_of(KeptReportFilter, person, LIST) == sees
    assert not services.forget_filter(by=world.msl2, pk=mine.pk)
    assert services.forget_filter(by=world.msl1, pk=mine.pk)


def test_an_export_holds_what_one_sees_no_formula_and_is_written_down(world, msl, client):
    with acting_as(world.msl1):
        submitted(world, summary='=HYPERLINK("http://x")', duration_minutes=20)
        submitted(world, adverse_event=True, safety=SafetyDraft("adverse_event", "A rash"))
        save_draft(by=world.msl1, client_key=uuid4(), draft=draft(world), typed={})
    with acting_as(world.msl2):
        submitted(world, by=world.msl2, hcp_ids=(world.south_hcp.pk,), summary="South")
    answer = msl.post(EXPORT, {"file": "csv", "topic": world.topic.pk, "words": "hyperlink"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Disposition"] == f'attachment; filename="call-reports-{timezone.localdate()}.csv"'
    assert len(rows) == 1
    assert rows[0]["Summary"].startswith("'=HYPERLINK")
    assert (rows[0]["Accounts"], rows[0]["Author"], rows[0]["Minutes"]) == (
        "Dr. Elena Marchetti",
        "Amara Okafor",
        "20",
    )
    noted = ReportExport.objects.get()
    assert (noted.person_id, noted.file, noted.rows) == (world.msl1.pk, "csv", 1)
    assert noted.told == ["Words: “hyperlink”", "Topic: Cardiorenal outcomes"]
    assert "HYPERLINK" not in str(noted.asked)
    everything = msl.post(EXPORT, {"file": "nonsense"}).content.decode("utf-8-sig")
    said = [row["Adverse event or product complaint"] for row in csv.DictReader(io.StringIO(everything))]
    assert sorted(said) == ["", "No", "Yes"]
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        ReportExport.objects.update(rows=0)


def test_too_many_rows_are_refused_and_not_cut(world, story, msl, monkeypatch):
    monkeypatch.setattr(files, "MOST_ROWS", 1)
    answer = msl.post(EXPORT, {"file": "csv", "standing": "signed"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{LIST}?standing=signed"
    assert "A file takes 1 rows at most" in answer.content.decode()
    assert not ReportExport.objects.exists()
