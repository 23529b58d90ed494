"""A steward's pages: proposals of both sides, what looks twice, two accounts side by side, what was decided."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.medical.models import MedicalProposal
from accounts.oversight.care import counts, selectors, services
from accounts.oversight.models import CareDecision, CommercialAnswer, MedicalAnswer
from accounts.shared.models import Affiliation, Hcp
from accounts.shared.proposing.shapes import Reason
from handoffs.commercial.models import Inquiry
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.models import Passage
from tests.accounts.care import decided, listed, merged, place, records_about, twin_of, works_at
from tests.accounts.proposing import proposes

CARE = "/oversight/directory/"
OTHER_NPI = "1234567893"


@pytest.fixture
def steward(world, client):
    """The browser of a compliance officer, in a world with a proposal of each side."""
    world.by_medical = proposes(
        world, "msl1", kind="correct", account=world.north_hcp, values={"city": "Albany"}
    )
    world.by_commercial = proposes(world, "rep1", kind="person", values={"last_name": "Okonkwo"})
    client.force_login(world.compliance1)
    world.browser = client
    return world


def page(world, path="", status=200, **sent):
    answer = world.browser.post(f"{CARE}{path}", sent) if sent else world.browser.get(f"{CARE}{path}")
    assert answer.status_code == status, path
    return answer.content.decode()


def test_proposals_wait_on_the_home_and_in_a_list_of_each_side(steward):
    assert "Elena Marchetti" in steward.browser.get("/").content.decode()
    text = page(steward)
    for word in ("Elena Marchetti", "Something is written wrongly", "City: <b>Albany</b>", "Amara Okafor"):
        assert word in text
    assert "A person is missing" in page(steward, "?side=commercial")
    assert "No proposal here" in page(steward, "?side=nonsense&answered")
    decided(steward, services.tell_apart, one=steward.north_hcp, other=steward.south_hcp)
    page(steward, f"proposals/{steward.by_medical.pk}/decline/", 302, reason="two")
    page(steward, f"proposals/{steward.by_commercial.pk}/decline/", 302, reason="two")
    assert "No proposal here" in page(steward)
    assert "Elena Marchetti" in page(steward, "?answered")
    assert "No proposal waits" in steward.browser.get("/").content.decode()


def test_a_proposal_is_made_as_the_steward_found_it(steward):
    path = f"proposals/{steward.by_medical.pk}/"
    text = page(steward, path)
    for word in (
        "What was proposed",
        "Their office told me",
        "Amara Okafor",
        'value="Albany"',
        'value="Marchetti"',
    ):
        assert word in text
    assert "How do you know?" not in text
    refused = page(steward, f"{path}make/", 422, last_name="Marchetti", city="9")
    assert "Write the name and nothing else" in refused
    assert "the directory says so already" not in refused
    hcp = steward.north_hcp
    sent = {
        name: getattr(hcp, name)
        for name in ("first_name", "last_name", "credentials", "specialty", "region", "phone", "email")
    }
    assert "Nothing is changed yet" in page(steward, f"{path}make/", 422, **sent, city="")
    page(steward, f"{path}make/", 302, **sent, city="Troy")
    hcp.refresh_from_db()
    assert hcp.city == "Troy"
    text = page(steward, path)
    assert "Make it for both sides" not in text
    assert "Made" in text
    page(steward, f"{path}make/", 302, **sent, city="Albany")
    assert "answered already" in page(steward, path)
    hcp.refresh_from_db()
    assert hcp.city == "Troy"


def test_a_proposal_is_declined_for_a_reason_from_the_list_alone(steward):
    path = f"proposals/{steward.by_commercial.pk}/"
    assert "Choose a reason" in page(steward, f"{path}decline/", 422, reason="He is a target")
    page(steward, f"{path}decline/", 302, reason="unclear")
    assert CommercialAnswer.objects.get().reason == Reason.UNCLEAR
    assert "It was not clear what to change" in page(steward, path)
    page(steward, f"{path}decline/", 302, reason="unclear")
    assert "answered already" in page(steward, path)


def test_a_missing_person_a_place_and_its_end_are_made_from_their_pages(steward):
    page(steward, f"proposals/{steward.by_commercial.pk}/make/", 302, last_name="Okonkwo", region="NY")
    new, lake = Hcp.objects.get(last_name="Okonkwo"), place()
    committee = place("Formulary", kind="committee", parent=lake)
    joined = proposes(
        steward, kind="joined", account=new, other=committee, values={"seat": "chair", "since": "2026-01-01"}
    )
    text = page(steward, f"proposals/{joined.pk}/")
    assert re.search(r'name="since" value="2026-01-01"', text)
    page(steward, f"proposals/{joined.pk}/make/", 302, seat="chair", since="2026-01-01")
    seat = Affiliation.objects.get(hcp=new)
    assert (seat.seat, seat.since) == ("chair", date(2026, 1, 1))
    left = proposes(steward, kind="left", account=new, affiliation=seat, values={"until": "2026-10-01"})
    assert str(seat.pk) in page(steward, f"proposals/{left.pk}/")
    page(steward, f"proposals/{left.pk}/make/", 302, affiliation=str(seat.pk), until="2026-10-01")
    seat.refresh_from_db()
    assert seat.until == date(2026, 10, 1)
    assert "Formulary" in page(steward, f"proposals/{left.pk}/")
    missing = proposes(steward, kind="place", values={"name": "Elm Clinic"})
    page(steward, f"proposals/{missing.pk}/make/", 302, name="Elm Clinic", kind="practice")


@pytest.fixture
def doubles(steward):
    """Three records of one doctor, of whom two are written alike, and one written otherwise; and two clinics."""
    Hcp.objects.filter(pk=steward.north_hcp.pk).update(npi=OTHER_NPI, city="Albany")
    steward.north_hcp.refresh_from_db()
    steward.same = twin_of(steward.north_hcp)
    steward.close = twin_of(steward.north_hcp, last_name="Marcheti")
    steward.far = twin_of(steward.north_hcp, city="Troy")
    steward.clinic, steward.clinic_again = place(), place("Lakeside Clinics")
    return steward


def found(world, kind="people", way=""):
    with acting_as(world.compliance1):
        rows = list(selectors.suggestions(world.compliance1, kind, way).order_by("pk"))
        rows = selectors.with_partners(world.compliance1, rows, kind, way)
        return {(row.pk, one.pk): str(one.why) for row in rows for one in row.partners}


def test_suggestions_name_each_pair_once_and_say_why(doubles):
    same, close, whole = doubles.same.pk, doubles.close.pk, doubles.north_hcp.pk
    later, earlier = max(same, close), min(same, close)
    assert found(doubles) == {
        (same, whole): "One without an NPI", (close, whole): "Name written otherwise",
        (later, earlier): "Name written otherwise",
    }  # fmt: skip
    assert found(doubles, way="npi") == {(same, whole): "One without an NPI"}
    assert set(found(doubles, way="close")) == {(close, whole), (later, earlier)}
    assert found(doubles, way="name") == {}
    again = twin_of(doubles.north_hcp)
    pair = (max(same, again.pk), min(same, again.pk))
    assert found(doubles, way="name") == {pair: "Same name and place"}
    clinics = (
        max(doubles.clinic.pk, doubles.clinic_again.pk),
        min(doubles.clinic.pk, doubles.clinic_again.pk),
    )
    assert found(doubles, "organisations") == {clinics: "Name written otherwise"}


def test_what_was_told_apart_or_merged_or_has_two_numbers_is_not_suggested(doubles):
    decided(doubles, services.tell_apart, one=doubles.north_hcp, other=doubles.close)
    decided(doubles, services.tell_apart, one=doubles.close, other=doubles.same)
    assert set(found(doubles)) == {(doubles.same.pk, doubles.north_hcp.pk)}
    merged(doubles, doubles.same, doubles.north_hcp)
    assert found(doubles) == {}
    other = Hcp.objects.create(
        first_name="Elena", last_name="Marchetti", region="NY", city="Albany", npi="1679576722"
    )
    assert set(found(doubles)) == {(doubles.close.pk, other.pk)}


def test_the_list_of_duplicates_leads_to_the_two_side_by_side(doubles):
    text = page(doubles, "duplicates/")
    assert f"duplicates/{doubles.same.pk}/{doubles.north_hcp.pk}/" in text
    assert "One without an NPI" in text
    assert "Lakeside Clinics" in page(doubles, "duplicates/?kind=organisations&way=close")
    assert "Nothing looks twice" in page(doubles, "duplicates/?kind=x&way=name")


def test_two_accounts_are_compared_field_by_field_and_by_numbers_without_content(doubles):
    records_about(doubles, doubles.same)
    listed(doubles.same, "Corvanta", "North")
    listed(doubles.same, "Relivor", "North")
    listed(doubles.north_hcp, "Relivor", "North")
    works_at(doubles.same, place("Elm Clinic"))
    text = page(doubles, f"duplicates/{doubles.same.pk}/{doubles.north_hcp.pk}/")
    for word in ("Differs", "Same", "Elm Clinic", "Call reports: 1", "Detail calls: 1", "Places that go over: 1",
                 "Entries of the account list that go over: 1", "leave their tiers and go off the list: 1"):  # fmt: skip
        assert word in text
    for secret in ("Renal", "Once daily", "Rash", "News"):
        assert secret not in text
    assert f'value="{doubles.north_hcp.pk}" required id="id_survivor_1" checked' in text or re.search(
        rf'value="{doubles.north_hcp.pk}"[^>]*checked', text
    )
    works_at(doubles.far, doubles.clinic)
    clinics = page(doubles, f"duplicates/{doubles.clinic.pk}/{doubles.clinic_again.pk}/")
    assert "No record would follow" in clinics
    assert "People who are found at the other: 1" in clinics
    assert "places" not in clinics.split("Field by field")[1].split("What would follow")[0].lower()
    for other in (doubles.clinic.pk, doubles.same.pk, "0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"):
        page(doubles, f"duplicates/{doubles.same.pk}/{other}/", 404)


def test_numbers_of_other_apps_are_counted_as_well(doubles):
    Inquiry.objects.create(author_id=doubles.rep1.pk, territory=doubles.commercial_north, hcp=doubles.same)
    with acting_as(doubles.compliance1):
        found = counts.following(doubles.same, doubles.north_hcp)
    assert [(str(one.label), one.number) for one in found] == [("Scientific inquiries, as sent", 1)]


def test_a_merge_is_decided_in_the_browser_and_taken_back(doubles):
    path = f"duplicates/{doubles.same.pk}/{doubles.north_hcp.pk}/"
    assert "Choose the record that stands for both" in page(doubles, f"{path}merge/", 422, survivor="")
    page(doubles, f"{path}merge/", 302, survivor=str(doubles.north_hcp.pk))
    doubles.same.refresh_from_db()
    assert doubles.same.merged_into == doubles.north_hcp
    assert "merged meanwhile" in page(doubles, f"{path}merge/", 422, survivor=str(doubles.same.pk))
    assert "Are these the same?" in page(doubles, path)
    text = page(doubles, "decisions/")
    assert "Separate again" in text
    assert "Ines Marlowe" in text
    key = CareDecision.objects.get().pk
    page(doubles, f"decisions/{key}/separate/", 302, x="")
    assert "Taken back" in page(doubles, "decisions/")
    page(doubles, f"decisions/{key}/separate/", 302, x="")
    doubles.same.refresh_from_db()
    assert doubles.same.merged_into is None
    page(doubles, "decisions/0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab/separate/", 404, x="")


def test_these_are_two_is_kept(doubles):
    path = f"duplicates/{doubles.same.pk}/{doubles.north_hcp.pk}/"
    page(doubles, f"{path}apart/", 302, x="")
    assert CareDecision.objects.get().kind == "distinct"
    merged(doubles, doubles.same, doubles.north_hcp)
    page(doubles, f"{path}apart/", 302, x="")
    assert CareDecision.objects.filter(kind="distinct").count() == 1


def test_a_reported_duplicate_is_merged_and_the_side_is_told(doubles):
    one = proposes(doubles, kind="duplicate", account=doubles.same, other=doubles.north_hcp)
    text = page(doubles, f"proposals/{one.pk}/")
    way = f"duplicates/{doubles.same.pk}/{doubles.north_hcp.pk}/"
    assert f"{CARE}{way}?proposal={one.pk}" in text
    page(doubles, f"proposals/{one.pk}/make/", 422, x="")
    assert f"merge/?proposal={one.pk}" in page(doubles, f"{way}?proposal={one.pk}")
    page(doubles, f"{way}merge/?proposal={one.pk}", 302, survivor=str(doubles.north_hcp.pk))
    assert MedicalAnswer.objects.get().proposal == one
    doubles.browser.force_login(doubles.msl1)
    assert "Made" in doubles.browser.get("/accounts/medical/proposals/").content.decode()


def test_legal_reads_and_is_given_no_form(doubles):
    doubles.browser.force_login(doubles.legal1)
    assert "Make it for both sides" not in page(doubles, f"proposals/{doubles.by_medical.pk}/")
    assert "These are two" not in page(doubles, f"duplicates/{doubles.same.pk}/{doubles.north_hcp.pk}/")
    merged(doubles, doubles.same, doubles.north_hcp)
    assert "Separate again" not in page(doubles, "decisions/")
    page(
        doubles, f"duplicates/{doubles.same.pk}/{doubles.close.pk}/merge/", 403, survivor=str(doubles.same.pk)
    )


def test_nothing_decided_yet_and_who_left(world, client):
    client.force_login(world.compliance1)
    assert "Nothing decided yet" in client.get(f"{CARE}decisions/").content.decode()
    CareDecision.objects.create(kind="add", author_id="0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab")
    text = client.get(f"{CARE}decisions/").content.decode()
    assert "Somebody who left" in text
    assert "New in the directory" in text


def test_what_is_no_merge_is_not_taken_back(world):
    decision = decided(world, services.tell_apart, one=world.north_hcp, other=world.south_hcp)
    with pytest.raises(ValidationError, match="cannot be taken back"):
        decided(world, services.separate, decision=decision)


def test_a_proposal_about_what_was_merged_since_is_about_the_one_that_stands(doubles):
    one = proposes(doubles, kind="correct", account=doubles.same, values={"phone": "+1 555 0100"})
    merged(doubles, doubles.same, doubles.north_hcp)
    names = ("first_name", "last_name", "credentials", "specialty", "city", "region", "email")
    sent = {name: getattr(doubles.north_hcp, name) for name in names}
    page(doubles, f"proposals/{one.pk}/make/", 302, **sent, phone="+1 555 0100")
    doubles.north_hcp.refresh_from_db()
    assert doubles.north_hcp.phone == "+1 555 0100"
    assert MedicalProposal.objects.get(pk=one.pk).hcp == doubles.same


@pytest.mark.parametrize(
    ("step", "sent"), [("make", {"last_name": "Okonkwo"}), ("decline", {"reason": "unclear"})]
)
def test_a_colleague_who_was_quicker_is_told_of_beside_the_form(steward, monkeypatch, step, sent):
    from accounts.oversight.care import proposals as proposed

    with acting_as(steward.compliance1):
        stale = proposed.proposal_of(steward.compliance1, steward.by_commercial.pk)
    decided(steward, proposed.decline, proposal=steward.by_commercial, reason="stands")
    monkeypatch.setattr(proposed, "proposal_of", lambda person, pk: stale)
    assert "answered already" in page(steward, f"proposals/{stale.pk}/{step}/", 422, **sent)
    assert not Hcp.objects.filter(last_name="Okonkwo").exists()


def test_an_entry_that_was_changed_by_hand_since_a_merge_stays_as_it_is(doubles):
    entry = listed(doubles.same, "Corvanta", "North")
    decision = merged(doubles, doubles.same, doubles.north_hcp)
    type(entry).objects.filter(pk=entry.pk).update(hcp=doubles.south_hcp)
    decided(doubles, services.separate, decision=decision)
    entry.refresh_from_db()
    assert entry.hcp == doubles.south_hcp


def test_the_ledger_tells_a_merge_as_a_crossing_to_both_sides(doubles):
    merged(doubles, doubles.same, doubles.north_hcp)
    text = doubles.browser.get("/oversight/ledger/?door=5").content.decode()
    for word in ("A person in the directory changed", "Both sides", "Directory care"):
        assert word in text
    [row] = Passage.objects.all()
    detail = doubles.browser.get(f"/oversight/ledger/{row.pk}/").content.decode()
    assert "Merged into" in detail
    assert "Dr. Elena Marchetti" in detail
