"""What an attacker tried on directory care: a proposal answered by another merge, words of a side undone, broken rows."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.commercial.models import CommercialProposal, CommercialProposalStanding, ImportanceSetting
from accounts.medical.models import InfluenceSetting
from accounts.oversight.care import proposals as proposed
from accounts.oversight.care import services
from accounts.shared.proposing.drafts import Draft
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.models import Refusal

from .care import decided, listed, merged, place, twin_of, works_at
from .proposing import SERVICES, form_of

NEW = "/accounts/commercial/proposals/new/"


@pytest.fixture
def twin(world):
    """A second record of the northern doctor."""
    return twin_of(world.north_hcp, last_name="Marcheti")


def proposal(world, **draft):
    with acting_as(world.rep1):
        return SERVICES["rep1"](by=world.rep1, draft=Draft(source="office", **draft))


def test_a_merge_answers_the_proposal_that_reported_it_and_no_other(world, twin, client):
    other = proposal(world, kind="correct", account=world.south_hcp, values={"city": "Tampa"})
    client.force_login(world.compliance1)
    path = f"/oversight/directory/duplicates/{world.north_hcp.pk}/{twin.pk}/merge/"
    answer = client.post(f"{path}?proposal={other.pk}", {"survivor": str(world.north_hcp.pk)})
    assert answer.status_code == 422
    twin.refresh_from_db()
    assert twin.merged_into_id is None
    another = proposal(world, kind="duplicate", account=world.north_hcp, other=world.south_hcp)
    for one in (other, another):
        with pytest.raises(ValidationError, match="something else"):
            decided(world, proposed.make_merge, proposal=one, duplicate=twin, survivor=world.north_hcp)
    assert not CommercialProposalStanding.objects.exists()
    right = proposal(world, kind="duplicate", account=world.north_hcp, other=twin)
    decided(world, proposed.make_merge, proposal=right, duplicate=twin, survivor=world.north_hcp)
    assert CommercialProposalStanding.objects.get().answer == "made"


@pytest.mark.parametrize(
    ("model", "said", "kept"),
    [
        (InfluenceSetting, {"influence": "1"}, "influence"),
        (ImportanceSetting, {"importance": "A"}, "importance"),
    ],
)
def test_what_a_side_has_said_since_a_merge_stays_when_it_is_taken_back(world, twin, model, said, kept):
    listed(twin, "Corvanta", "North", influence="1", importance="A")
    entry = listed(world.north_hcp, "Corvanta", "North")
    decision = merged(world, twin, world.north_hcp)
    author = world.msl1 if model is InfluenceSetting else world.rep1
    model.objects.create(entry=entry, author_id=author.pk, set_at=timezone.now(), **said)
    decided(world, services.separate, decision=decision)
    entry.refresh_from_db()
    stands = {"influence": entry.influence, "importance": entry.importance}
    assert stands == {name: ("1" if name == "influence" else "A") if name == kept else "" for name in stands}


def test_a_merge_is_taken_back_though_a_place_has_ended_since(world, twin):
    works_at(world.north_hcp, place("Second Clinic"), is_primary=True)
    moved = works_at(twin, place(), is_primary=True)
    decision = merged(world, twin, world.north_hcp)
    moved.refresh_from_db()
    decided(world, services.end_affiliation, affiliation=moved, until=timezone.localdate())
    decided(world, services.separate, decision=decision)
    moved.refresh_from_db()
    assert (moved.hcp, moved.is_primary) == (twin, False)


@pytest.mark.parametrize(
    "values", [{"zzz": "x"}, {"since": "x"}, {"until": 7}, {"city": ["x"]}, {"city": "Troy"}]
)
def test_what_sql_put_among_the_values_stops_no_page_of_the_steward(world, client, values):
    one = CommercialProposal.objects.create(
        kind="correct", source="office", author_id=world.rep1.pk, hcp=world.north_hcp, values=values
    )
    client.force_login(world.compliance1)
    page = f"/oversight/directory/proposals/{one.pk}/"
    for path in ("/", "/oversight/directory/?side=commercial", page):
        assert client.get(path).status_code == 200, path
    assert proposed.initial_of(one).get("since") is None
    assert client.post(f"{page}decline/", {"reason": "unclear"}).status_code == 302


def test_a_wording_that_is_held_leaves_a_row_for_compliance(world, client):
    client.force_login(world.rep1)
    address = "decile.ten.target@x.example"
    path = f"{NEW}?account={world.north_hcp.pk}&kind=correct"
    assert client.post(path, form_of(world.north_hcp, email=address)).status_code == 422
    assert client.post(path, form_of(world.north_hcp, phone="after lunch")).status_code == 422
    held = Refusal.objects.get()
    assert (held.kind, held.place, held.text, held.person_id) == (
        "screening",
        "directory",
        address,
        world.rep1.pk,
    )


def test_a_fact_with_a_text_that_nobody_sees_is_not_proposed(world, client):
    """The steward would make it for both sides without seeing it."""
    hidden = "".join(chr(0xE0200 + number) for number in b"Decile ten, go for him")
    client.force_login(world.rep1)
    path = f"{NEW}?account={world.north_hcp.pk}&kind=correct"
    for name in ("last_name", "city"):
        answer = client.post(path, form_of(world.north_hcp, **{name: f"Albany{hidden}"}))
        assert answer.status_code == 422, name
        assert "cannot be seen" in answer.content.decode(), name
    assert not CommercialProposal.objects.exists()
