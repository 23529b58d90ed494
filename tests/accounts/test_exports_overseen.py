"""What compliance reads of exports: who, when, which, how many; never what the rows held."""

from accounts.commercial.models import CallExport, KeptCallFilter
from accounts.medical.models import ReportExport
from accounts.medical.signing.services import amend_report
from msl_governance.firewall.database import acting_as

from .promotion import call, piece
from .reports import submitted

PAGE = "/oversight/exports/"
REPORTS, CALLS = "/accounts/medical/reports/", "/accounts/commercial/calls/"


def test_compliance_reads_both_sides_and_each_side_its_own_people_s(world, client):
    call(world, [piece(world)], next_step_note="Bring the secret card")
    with acting_as(world.msl1):
        submitted(world, summary="A secret summary")
    client.force_login(world.compliance1)
    assert "Nothing was exported" in client.get(PAGE).content.decode()
    client.force_login(world.msl1)
    assert client.post(f"{REPORTS}export/", {"file": "xlsx", "standing": "signed"}).content.startswith(b"PK")
    client.force_login(world.rep1)
    assert client.post(f"{CALLS}export/", {"file": "xlsx", "hcp": world.north_hcp.pk}).content.startswith(
        b"PK"
    )
    for person in (world.compliance1, world.legal1):
        client.force_login(person)
        medical = client.get(PAGE).content.decode()
        assert "Amara Okafor" in medical
        assert "Standing: Signed" in medical
        assert "1 call report, XLSX" in medical
        commercial = client.get(f"{PAGE}?side=commercial", headers={"HX-Request": "true"}).content.decode()
        assert "Tom Lindqvist" in commercial
        assert "Account: Dr. Elena Marchetti" in commercial
        assert "<html" not in commercial
        assert "secret" not in medical + commercial
        assert client.get(f"{PAGE}?side=platform").context["side"] == "medical"
    with acting_as(world.msl_director1):
        assert not ReportExport.objects.visible_to(world.msl_director1).exists()
    with acting_as(world.rep1):
        assert CallExport.objects.visible_to(world.rep1).count() == 1


def test_somebody_who_left_is_told_without_a_name(world, client):
    ReportExport.objects.create(person_id=world.north_hcp.pk, rows=3, told=[])
    client.force_login(world.compliance1)
    page = client.get(PAGE).content.decode()
    assert "Somebody who left" in page
    assert "No filter: everything" in page


def test_filters_of_calls_are_kept_and_deleted(world, client):
    call(world, [piece(world)])
    client.force_login(world.rep1)
    answer = client.post(f"{CALLS}filters/", {"name": "By video", "channel": "video"}, follow=True)
    assert "“By video” is kept" in answer.content.decode()
    assert [chip.value for chip in answer.context["chips"]] == ["Video"]
    one = KeptCallFilter.objects.get()
    assert answer.context["kept"][0].address == f"{CALLS}?channel=video"
    client.force_login(world.rep2)
    assert client.post(f"{CALLS}filters/{one.pk}/delete/").status_code == 404
    client.force_login(world.rep1)
    client.post(f"{CALLS}filters/{one.pk}/delete/")
    assert not KeptCallFilter.objects.exists()
    named = client.get(f"{CALLS}?hcp={world.north_hcp.pk}&period=year")
    assert [chip.value for chip in named.context["chips"]] == ["This year", "Dr. Elena Marchetti"]


def test_a_filter_that_cannot_be_read_takes_nothing_out(world, client):
    with acting_as(world.msl1):
        submitted(world)
    client.force_login(world.msl1)
    answer = client.post(f"{REPORTS}export/", {"file": "csv", "words": "x" * 300, "since": "yesterday"})
    assert answer.status_code == 302
    told = client.get(answer["Location"]).content.decode()
    assert "Nothing was taken out" in told
    assert "Words, From" in told
    assert not ReportExport.objects.exists()


def test_an_amended_report_leaves_with_what_corrects_it(world, client):
    with acting_as(world.msl1):
        report = submitted(world, summary="As it was thought")
        amend_report(
            by=world.msl1, report=report, correction="As it was", reason="A slip", confirm=lambda: "password"
        )
    client.force_login(world.msl1)
    rows = client.post(f"{REPORTS}export/", {"file": "csv"}).content.decode()
    assert "Amended" in rows
    assert "1: As it was (A slip)" in rows
