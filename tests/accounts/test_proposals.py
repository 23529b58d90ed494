"""What a side proposes to change in the directory: directory fields alone, and one's own list."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.commercial.models import CommercialProposal, CommercialProposalStanding
from accounts.medical.models import MedicalProposal, MedicalProposalStanding
from accounts.oversight.models import CareDecision, HcpChange, MedicalAnswer
from accounts.shared.models import Hcp, Organisation
from msl_governance.firewall.database import acting_as
from tests.accounts.care import place, twin_of
from tests.accounts.proposing import BASE, MODELS, SERVICES, form_of, proposes


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_wrong_is_chosen_then_corrected_then_waits(world, client, name):
    client.force_login(getattr(world, name))
    side = BASE[name].split("/")[2]
    assert (
        f"{BASE[name]}new/?account={world.north_hcp.pk}"
        in client.get(f"/accounts/{side}/{world.north_hcp.pk}/").content.decode()
    )
    path = f"{BASE[name]}new/?account={world.north_hcp.pk}"
    assert "Something is written wrongly" in client.get(path).content.decode()
    path += "&kind=correct"
    assert 'value="Marchetti"' in client.get(path).content.decode()
    assert client.post(path, form_of(world.north_hcp, city="Albany"))["Location"] == BASE[name]
    made = MODELS[name].objects.get()
    assert (made.values, made.hcp, made.author_id) == (
        {"city": "Albany"},
        world.north_hcp,
        getattr(world, name).pk,
    )
    page = client.get(BASE[name]).content.decode()
    assert "City: <b>Albany</b>" in page
    assert "Waiting" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "Nothing is changed yet"), ({"source": ""}, "Choose how you know"),
        ({"city": "Decile 9"}, "Write the name and nothing else"),
        ({"last_name": "Marchetti: call her weekly"}, "Write the name and nothing else"),
        ({"last_name": ""}, "required"), ({"credentials": "MD 7"}, "Write the letters behind the name"),
        ({"phone": "call after lunch"}, "Write the phone number in digits"),
        ({"email": "decile.ten.target@x.example"}, "Write the fact alone"),
        ({"email": "x"}, "such as name@company.example"), ({"first_name": "x" * 200}, "Shorten this to 100"),
    ],
)  # fmt: skip
def test_what_is_no_fact_is_refused_beside_its_field_and_stays_typed(world, client, changed, sentence):
    client.force_login(world.rep1)
    answer = client.post(
        f"{BASE['rep1']}new/?account={world.north_hcp.pk}&kind=correct", form_of(world.north_hcp, **changed)
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    for value in changed.values():
        assert value in page
    assert not CommercialProposal.objects.exists()


def test_a_place_is_chosen_by_its_name_and_a_committee_has_seats(world, client):
    committee = place("Formulary Committee", kind="committee", parent=world.hospital)
    client.force_login(world.msl1)
    path = f"{BASE['msl1']}new/?account={world.north_hcp.pk}&kind=joined"
    assert "Which place or committee?" in client.get(path).content.decode()
    found = client.post(path, {"q": "formulary"}, headers={"HX-Request": "true"}).content.decode()
    assert f"other={committee.pk}" in found
    assert "<html" not in found
    assert "No account like that" in client.post(path, {"q": "zzzz"}).content.decode()
    path += f"&other={committee.pk}"
    assert "Seat on the committee" in client.get(path).content.decode()
    ahead = (timezone.localdate() + timedelta(days=2)).isoformat()
    assert "lies ahead" in client.post(path, {"source": "self", "since": ahead}).content.decode()
    assert client.post(path, {"source": "self", "seat": "chair", "since": "2026-01-01"}).status_code == 302
    made = MedicalProposal.objects.get()
    assert (made.values, made.other) == ({"seat": "chair", "since": "2026-01-01"}, committee)
    assert (
        "Seat on the committee"
        not in client.get(path.replace(str(committee.pk), str(world.hospital.pk))).content.decode()
    )


def test_the_end_of_a_place_a_duplicate_and_what_is_missing(world, client):
    twin, where = twin_of(world.north_hcp), world.north_hcp.affiliations.get()
    client.force_login(world.rep1)
    path = f"{BASE['rep1']}new/?account={world.north_hcp.pk}"
    assert client.post(f"{path}&kind=left", {"source": "self"}).status_code == 422
    ended = {"source": "mail", "affiliation": where.pk, "until": "2026-10-01"}
    assert client.post(f"{path}&kind=left", ended).status_code == 302
    found = client.post(f"{path}&kind=duplicate", {"q": "marchetti"}).content.decode()
    assert f"other={twin.pk}" in found
    assert f"other={world.north_hcp.pk}" not in found
    assert client.post(f"{path}&kind=duplicate&other={twin.pk}", {"source": "self"}).status_code == 302
    missing = {"source": "website", "last_name": "Okonkwo", "region": "NY"}
    assert client.post(f"{BASE['rep1']}new/?kind=person", missing).status_code == 302
    missing = {"source": "website", "name": "Lakeside Clinic 2", "kind": "practice"}
    assert client.post(f"{BASE['rep1']}new/?kind=place", missing).status_code == 302
    kinds = list(CommercialProposal.objects.order_by("proposed_at").values_list("kind", flat=True))
    assert sorted(kinds) == ["duplicate", "left", "person", "place"]
    page = client.get(BASE["rep1"]).content.decode()
    for word in (
        "Until: <b>2026-10-01</b>",
        "Northgate",
        "Kind: <b>Practice</b>",
        "Last name: <b>Okonkwo</b>",
    ):
        assert word in page


def test_an_organisation_is_corrected_and_one_s_directory_leads_to_what_is_missing(world, client):
    client.force_login(world.msl1)
    assert f"{BASE['msl1']}new/" in client.get("/accounts/").content.decode()
    assert (
        f"{BASE['msl1']}new/?account={world.hospital.pk}"
        in client.get(f"/accounts/{world.hospital.pk}/").content.decode()
    )
    assert "An organisation is missing" in client.get(f"{BASE['msl1']}new/").content.decode()
    path = f"{BASE['msl1']}new/?account={world.hospital.pk}&kind=correct"
    sent = {"source": "self", "name": world.hospital.name, "kind": "hospital", "region": "NY", "city": ""}
    assert client.post(path, sent).status_code == 302
    assert MedicalProposal.objects.get().told == [("Kind", "Hospital")]
    Organisation.objects.filter(pk=world.hospital.pk).update(region="Bavaria")
    assert "Bavaria" in client.get(path).content.decode()


@pytest.mark.parametrize("name", ["head_of_medical1", "vp_commercial1", "event_coordinator1"])
def test_who_proposes_nothing_is_offered_nothing(world, client, name):
    client.force_login(getattr(world, name))
    assert "proposals/new" not in client.get("/accounts/").content.decode()


@pytest.mark.parametrize("query", [
    "account=x", "account=00000000-0000-0000-0000-000000000000", "kind=joined&account={hcp}&other={twin}",
    "kind=duplicate&account={hcp}&other={hospital}", "kind=duplicate&account={hcp}&other={hcp}",
])  # fmt: skip
def test_addresses_that_pair_what_no_page_does(world, client, query):
    client.force_login(world.msl1)
    known = {"hcp": world.north_hcp.pk, "twin": world.south_hcp.pk, "hospital": world.hospital.pk}
    assert client.get(f"{BASE['msl1']}new/?{query.format(**known)}").status_code == 404


@pytest.mark.parametrize(
    "draft",
    [
        {"kind": "person", "account": "hcp"}, {"kind": "correct"}, {"kind": "joined", "account": "hcp"},
        {"kind": "correct", "account": "hcp", "other": "twin"}, {"kind": "correct", "account": "hcp", "values": {"npi": "1"}},
        {"kind": "correct", "account": "hcp", "values": {"note": "Prescribes a lot"}},
        {"kind": "correct", "account": "hcp", "values": {"city": "Decile 9"}}, {"kind": "left", "account": "hcp"},
        {"kind": "duplicate", "account": "hcp", "other": "hospital"}, {"kind": "duplicate", "account": "hcp", "other": "hcp"},
        {"kind": "joined", "account": "hcp", "other": "twin"}, {"kind": "left", "account": "hcp", "affiliation": "theirs"},
    ],
)  # fmt: skip
def test_the_service_keeps_nothing_that_no_form_of_ours_sends(world, draft):
    known = {"hcp": world.north_hcp, "twin": world.south_hcp, "hospital": world.hospital,
             "theirs": world.south_hcp.affiliations.get()}  # fmt: skip
    draft = {
        key: known.get(value, value) if isinstance(value, str) else value for key, value in draft.items()
    }
    with pytest.raises(ValidationError):
        proposes(world, **draft)


def test_a_place_of_one_s_own_ends_as_a_fact_of_the_directory(world):
    with pytest.raises(ValidationError):
        proposes(
            world,
            kind="left",
            account=world.north_hcp,
            affiliation=world.south_hcp.affiliations.get(),
            values={},
        )
    made = proposes(
        world, kind="left", account=world.north_hcp, affiliation=world.north_hcp.affiliations.get(),
        values={"until": date(2026, 10, 1)},
    )  # fmt: skip
    assert made.values == {"until": "2026-10-01"}


def test_one_side_proposing_what_the_other_has_proposed_sees_no_difference(world, client):
    def asks():
        client.force_login(world.rep1)
        path = f"{BASE['rep1']}new/?account={world.north_hcp.pk}&kind=correct"
        shown = client.get(path).context["form"].initial
        sent = client.post(path, form_of(world.north_hcp, city="Albany"))
        return (
            shown,
            sent.status_code,
            sent["Location"],
            [row.told for row in client.get(BASE["rep1"]).context["rows"]],
        )

    before = asks()
    proposes(world, kind="correct", account=world.north_hcp, values={"city": "Albany"})
    shown, status, where, rows = asks()
    assert (shown, status, where) == before[:3]
    assert rows == before[3] * 2


def test_no_side_reads_or_answers_the_other_s_proposals_nor_its_own_standing(world):
    one = proposes(world, kind="correct", account=world.north_hcp, values={"city": "Albany"})
    for name, model in (("rep1", MedicalProposal), ("rep1", MedicalProposalStanding), ("msl1", CommercialProposal),
                        ("msl1", CommercialProposalStanding), ("msl1", MedicalAnswer), ("msl1", CareDecision),
                        ("rep1", HcpChange), ("administrator1", MedicalProposal)):  # fmt: skip
        with pytest.raises(Exception, match="permission denied"), acting_as(getattr(world, name)):
            model.objects.exists()
    with pytest.raises(Exception, match="permission denied"), acting_as(world.msl1):
        MedicalProposalStanding.objects.create(proposal=one, answer="made")
    with pytest.raises(Exception, match="permission denied"), acting_as(world.msl1):
        MedicalProposal.objects.update(values={})
    with pytest.raises(Exception, match="permission denied"), acting_as(world.compliance1):
        Hcp.objects.update(city="x")
