"""Two records of one account become one: each side's records follow, and nothing that was written changes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone

from accounts.commercial.calls import selectors as calls
from accounts.commercial.calls import services as call_services
from accounts.commercial.calls.rules import fits
from accounts.commercial.calls.selectors import CallWish
from accounts.commercial.models import Decile, DetailCall, ImportanceSetting, Prescribing, RepObjective
from accounts.commercial.objectives import selectors as aims
from accounts.commercial.objectives.selectors import ObjectiveWish
from accounts.commercial.prescribing import selectors as prescribing
from accounts.commercial.prescribing.services import rework_deciles
from accounts.medical.finding.selectors import ReportWish, account_named, accounts_of_latest, wished
from accounts.medical.models import Attendee, CallReport, InfluenceSetting, MslObjective, PlannedVisit
from accounts.medical.objectives import selectors as objectives
from accounts.medical.visits.services import close_visit
from accounts.oversight.care import services
from accounts.oversight.models import CareDecision, HcpChange
from accounts.shared import selectors as directory
from accounts.shared.listing.selectors import ListWish, entries, entry_of
from accounts.shared.models import Hcp, ListEntry
from accounts.shared.selectors import Wish, same_as
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.doors import DoorClosed
from tests.accounts.care import (
    decided,
    listed,
    merged,
    passages,
    place,
    records_about,
    report_with,
    twin_of,
    works_at,
)

HERE = {"medical": "msl1", "commercial": "rep1"}


@pytest.fixture
def pair(world):
    """A doctor and a duplicate about whom both sides have written."""
    world.twin = twin_of(world.north_hcp, npi=None)
    world.known = records_about(world, world.twin)
    return world


def test_the_page_of_a_duplicate_leads_to_the_one_that_stands_for_both(pair, client):
    merged(pair, pair.twin, pair.north_hcp)
    for side, name in HERE.items():
        client.force_login(getattr(pair, name))
        for path in (f"/accounts/{side}/{pair.twin.pk}/", f"/accounts/{pair.twin.pk}/"):
            assert client.get(path)["Location"] == f"/accounts/{side}/{pair.north_hcp.pk}/"
    client.force_login(pair.event_coordinator1)
    assert client.get(f"/accounts/{pair.twin.pk}/")["Location"] == f"/accounts/{pair.north_hcp.pk}/"


def test_each_side_s_records_follow_and_neither_sees_the_other_s(pair, client):
    merged(pair, pair.twin, pair.north_hcp)
    client.force_login(pair.msl1)
    page = client.get(f"/accounts/medical/{pair.north_hcp.pk}/").content.decode()
    for word in ("Cardiorenal outcomes", "Renal", "Rash", "“News”", "Standing request"):
        assert word in page
    assert "Once daily" not in page
    client.force_login(pair.rep1)
    page = client.get(f"/accounts/commercial/{pair.north_hcp.pk}/").content.decode()
    for word in ("Once daily", "Detail call", "Corvanta"):
        assert word in page
    assert "Renal" not in page


def test_nothing_that_was_written_is_altered(pair):
    before = CallReport.history.count(), Attendee.history.count(), DetailCall.history.count()
    merged(pair, pair.twin, pair.north_hcp)
    assert (CallReport.history.count(), Attendee.history.count(), DetailCall.history.count()) == before
    assert Attendee.objects.get().hcp == pair.twin


def test_the_reads_of_medical_follow(pair):
    merged(pair, pair.twin, pair.north_hcp)
    pk = pair.north_hcp.pk
    with acting_as(pair.msl1):
        [objective] = objectives.open_with(pair.msl1, pk)
        assert (objective, objective.held) == (pair.known["objective"], 1)
        assert wished(pair.msl1, ReportWish(account=pk)).get() == pair.known["report"]
        assert wished(pair.msl1, ReportWish(account=pair.twin.pk)).get() == pair.known["report"]
        assert account_named(pair.msl1, pair.twin.pk) == pair.north_hcp
        assert accounts_of_latest(pair.msl1)[0][1] == []
        visit = PlannedVisit.objects.get()
        later = CallReport.objects.create(
            author_id=pair.msl1.pk, territory=pair.medical_north, met_at=timezone.now(), channel="video"
        )
        Attendee.objects.create(report=later, hcp=pair.north_hcp)
        assert close_visit(by=pair.msl1, key=visit.pk, report=later)


def test_an_objective_counts_exchanges_under_either_reference(pair):
    today = timezone.localdate()
    MslObjective.objects.create(
        author_id=pair.msl1.pk, territory=pair.medical_north, hcp=pair.north_hcp, topic=pair.topic, aim="Own",
        period_start=today, period_end=today,
    )  # fmt: skip
    report_with(pair, pair.north_hcp)

    def held():
        with acting_as(pair.msl1):
            return [one.held for one in objectives.objectives(pair.msl1)]

    assert held() == [1, 1]
    merged(pair, pair.twin, pair.north_hcp)
    assert held() == [2, 2]


def test_the_reads_of_commercial_follow(pair):
    merged(pair, pair.twin, pair.north_hcp)
    pk, today = pair.north_hcp.pk, timezone.localdate()
    with acting_as(pair.rep1):
        assert calls.number_with(pair.rep1, pk) == 1
        assert calls.wished(pair.rep1, CallWish(hcp=pk), today=today).get() == pair.known["call"]
        assert calls.accounts_of_latest(pair.rep1) == []
        [aim] = aims.open_with(pair.rep1, pk)
        assert aim == pair.known["aim"]
        assert aims.wished(pair.rep1, ObjectiveWish(hcp=pk), today=today).get() == aim
        assert fits(RepObjective.objects.get(), pair.north_hcp, timezone.now())
        months = prescribing.prescribing_by_month(pair.rep1, pk)
        assert months[-1].scripts == 30
        call = DetailCall.objects.get()
        assert call_services._same(call, pair.rep1, Hcp.objects.get(pk=pk)) == call


def test_deciles_are_worked_out_for_the_account_as_one(pair):
    Prescribing.objects.update(month=date(2026, 9, 1))
    Prescribing.objects.create(
        hcp=pair.north_hcp,
        territory=pair.commercial_north,
        product="Corvanta",
        month=date(2026, 10, 1),
        scripts=12,
    )
    with acting_as(pair.rep1):
        rework_deciles(today=date(2026, 11, 26))
        assert Decile.objects.count() == 2
    merged(pair, pair.twin, pair.north_hcp)
    with acting_as(pair.rep1):
        assert prescribing.deciles_of(pair.rep1, pair.north_hcp.pk)["Corvanta"].hcp == pair.north_hcp
        rework_deciles(today=date(2026, 11, 26))
        only = Decile.objects.get()
    assert (only.hcp, only.scripts) == (pair.north_hcp, 42)


def test_a_merged_record_is_chosen_nowhere(pair):
    merged(pair, pair.twin, pair.north_hcp)
    with acting_as(pair.msl1):
        assert directory.closest(pair.msl1, Wish(words="marchetti")) == [pair.north_hcp]
        assert pair.twin not in directory.directory(pair.msl1, Wish())
        assert pair.twin not in directory.people_at(pair.msl1, pair.hospital)
        assert directory.colleagues_of_hcp(pair.msl1, pair.south_hcp) == [pair.north_hcp]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("msl1", "/accounts/medical/objectives/new/?hcp="), ("msl1", "/accounts/medical/visits/new/?hcp="),
        ("msl1", "/accounts/medical/reports/new/?hcp="), ("rep1", "/accounts/commercial/calls/new/?hcp="),
        ("rep1", "/handoffs/commercial/new/?hcp="), ("msl1", "/accounts/medical/list/new/?account="),
    ],
)  # fmt: skip
def test_what_is_begun_about_a_duplicate_is_about_the_one_that_stands(pair, client, name, path):
    pair.twin.phone = "+1 555 0199"
    pair.twin.save()
    merged(pair, pair.twin, pair.north_hcp)
    client.force_login(getattr(pair, name))
    answer = client.get(f"{path}{pair.twin.pk}")
    shown = (
        answer.context["account" if "list" in path else "hcp"]
        if "reports" not in path
        else answer.context["parts"].hcp
    )
    assert shown.pk == pair.north_hcp.pk


def test_places_go_over_unless_the_survivor_is_there(pair):
    lake = place()
    double, other = works_at(pair.twin, pair.hospital), works_at(pair.twin, lake, role="Fellow")
    ended = works_at(pair.twin, pair.hospital, until=date(2020, 1, 1), is_primary=False)
    merged(pair, pair.twin, pair.north_hcp)
    for one in (double, other, ended):
        one.refresh_from_db()
    assert (double.hcp, other.hcp, ended.hcp) == (pair.twin, pair.north_hcp, pair.north_hcp)
    assert other.is_primary is False
    assert [one.role for one in directory.hcp_of(pair.msl1, pair.north_hcp.pk).affiliations.all()] == [
        "",
        "Fellow",
    ]


def test_entries_of_the_list_follow_and_leave_their_tiers(pair):
    alone = listed(pair.twin, "Corvanta", "North", influence="1")
    theirs = listed(
        pair.twin, "Relivor", "North", influence="2", importance="A", is_kol=True, barrier="access"
    )
    ours = listed(pair.north_hcp, "Relivor", "North", importance="C")
    off = listed(pair.twin, "Zyntha", "North", influence="1", is_listed=False)
    there = listed(pair.north_hcp, "Zyntha", "North")
    merged(pair, pair.twin, pair.north_hcp)
    for entry in (alone, theirs, ours, off, there):
        entry.refresh_from_db()
    assert (alone.hcp, alone.influence) == (pair.north_hcp, "1")
    assert (ours.influence, ours.importance, ours.is_kol, ours.barrier) == ("2", "C", True, "access")
    assert (theirs.is_listed, theirs.hcp) == (False, pair.twin)
    assert (there.influence, off.is_listed) == ("", False)
    with acting_as(pair.msl1):
        assert theirs not in entries(pair.msl1, ListWish(off=True))
        with pytest.raises(Http404):
            entry_of(pair.msl1, theirs.pk)


def test_what_was_said_of_the_duplicate_s_entry_is_read_with_the_survivor_s(pair, client):
    theirs = listed(pair.twin, "Relivor", "North")
    ours = listed(pair.north_hcp, "Relivor", "North")
    InfluenceSetting.objects.create(
        entry=theirs, author_id=pair.msl1.pk, influence="1", note="Chairs the board."
    )
    ImportanceSetting.objects.create(
        entry=theirs, author_id=pair.rep1.pk, importance="A", note="Large clinic."
    )
    merged(pair, pair.twin, pair.north_hcp)
    for side, word, other in (("medical", "Chairs", "Large"), ("commercial", "Large", "Chairs")):
        client.force_login(getattr(pair, HERE[side]))
        page = client.get(f"/accounts/{side}/list/{ours.pk}/").content.decode()
        assert word in page
        assert other not in page


def test_organisations_merge_and_their_people_and_committees_follow(pair, client):
    double = place("Northgate Univ. Hospital")
    committee = place("Formulary", kind="committee", parent=double)
    works_at(pair.twin, double)
    entry = ListEntry.objects.create(
        product=listed(pair.north_hcp, "Corvanta", "North").product, area=listed(pair.south_hcp, "X", "North").area,
        organisation=double,
    )  # fmt: skip
    merged(pair, double, pair.hospital)
    with acting_as(pair.rep1):
        assert set(directory.people_at(pair.rep1, pair.hospital)) == {
            pair.north_hcp,
            pair.south_hcp,
            pair.twin,
        }
        assert directory.committees_of(pair.rep1, pair.hospital) == [committee]
        assert pair.twin in directory.colleagues_of_hcp(
            pair.rep1, directory.hcp_of(pair.rep1, pair.north_hcp.pk)
        )
    assert wished_at(pair, double) == wished_at(pair, pair.hospital) == [pair.known["report"]]
    entry.refresh_from_db()
    assert entry.organisation == pair.hospital
    client.force_login(pair.rep1)
    assert client.get(f"/accounts/{double.pk}/")["Location"] == f"/accounts/{pair.hospital.pk}/"
    page = client.get(f"/accounts/{pair.hospital.pk}/").content.decode()
    assert "Formulary" in page


def wished_at(world, organisation):
    with acting_as(world.msl1):
        return list(wished(world.msl1, ReportWish(account=organisation.pk)))


def test_a_chain_is_one_step_and_comes_apart_in_order(pair):
    third = twin_of(pair.north_hcp, npi="1234567893")
    first = merged(pair, pair.twin, pair.north_hcp)
    second = merged(pair, pair.north_hcp, third)
    pair.twin.refresh_from_db()
    assert pair.twin.merged_into == third
    assert set(same_as(pair.twin.pk)) == {pair.twin.pk, pair.north_hcp.pk, third.pk}
    with pytest.raises(ValidationError, match="cannot be taken back"):
        decided(pair, services.separate, decision=first)
    decided(pair, services.separate, decision=second)
    pair.twin.refresh_from_db()
    assert pair.twin.merged_into == pair.north_hcp
    assert same_as(third.pk) == [third.pk]
    first = CareDecision.objects.get(pk=first.pk)
    decided(pair, services.separate, decision=first)
    pair.twin.refresh_from_db()
    assert pair.twin.merged_into is None
    with pytest.raises(ValidationError, match="cannot be taken back"):
        decided(pair, services.separate, decision=first)


def test_a_separation_gives_back_what_still_stands_as_the_merge_left_it(pair):
    lake = works_at(pair.twin, place(), role="Fellow")
    alone = listed(pair.twin, "Corvanta", "North", influence="1")
    theirs = listed(pair.twin, "Relivor", "North", influence="2", importance="A")
    ours = listed(pair.north_hcp, "Relivor", "North")
    decision = merged(pair, pair.twin, pair.north_hcp)
    ListEntry.objects.filter(pk=ours.pk).update(importance="B")
    decided(pair, services.separate, decision=decision)
    for one in (lake, alone, theirs, ours):
        one.refresh_from_db()
    assert (lake.hcp, lake.is_primary, alone.hcp, theirs.is_listed) == (pair.twin, True, pair.twin, True)
    assert (ours.influence, ours.importance) == ("", "B")


def test_organisations_come_apart_as_well(pair):
    double = place()
    decision = merged(pair, double, pair.hospital)
    decided(pair, services.separate, decision=decision)
    double.refresh_from_db()
    assert double.merged_into is None


def test_who_cannot_be_made_one(pair):
    with pytest.raises(ValidationError, match="one record already"):
        decided(pair, services.merge, duplicate=pair.twin, survivor=pair.twin)
    with pytest.raises(ValidationError, match="cannot be made one"):
        decided(pair, services.merge, duplicate=pair.twin, survivor=pair.hospital)
    merged(pair, pair.twin, pair.north_hcp)
    with pytest.raises(ValidationError, match="merged meanwhile"):
        decided(pair, services.merge, duplicate=pair.twin, survivor=pair.south_hcp)


def test_only_compliance_opens_the_door_and_the_ledger_has_it_all(pair):
    with acting_as(pair.legal1), pytest.raises(DoorClosed, match="role"):
        services.merge(by=pair.legal1, duplicate=pair.twin, survivor=pair.north_hcp)
    merged(pair, pair.twin, pair.north_hcp)
    assert passages(pair) == [
        (
            "hcp_change",
            "OVERSIGHT > BOTH",
            {"id": str(pair.twin.pk), "merged_into_id": str(pair.north_hcp.pk)},
        )
    ]


def test_the_shared_record_names_nobody(pair):
    merged(pair, pair.twin, pair.north_hcp)
    past = Hcp.history.filter(id=pair.twin.pk).order_by("-history_date").first()
    assert (past.history_user_id, past.history_change_reason) == (None, None)
    for name in ("msl1", "rep1"):
        with pytest.raises(Exception, match="permission denied"), acting_as(getattr(pair, name)):
            list(HcpChange.objects.all())
