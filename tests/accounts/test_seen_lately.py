"""Before anything is typed those stand whom the person saw lately: by their own records, of their own side."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.medical import selectors as medical
from accounts.shared.models import Hcp
from msl_governance.firewall.database import acting_as
from tests.accounts import promotion
from tests.accounts.reports import submitted

SEEN = "The latest you saw"
PAGES = {
    "msl1": "/accounts/medical/reports/new/",
    "rep1": "/accounts/commercial/calls/new/",
}


def named(page):
    """Names in the order in which they are offered."""
    return [one.split("</a>")[0].split(">")[-1] for one in page.split('class="fw-list-b"')[1:]]


@pytest.fixture
def third(world):
    """One more HCP in the north."""
    return Hcp.objects.create(
        first_name="Ines", last_name="Veldran", region=world.north_hcp.region, npi="1245319599"
    )


def test_each_side_is_offered_its_own_latest_and_nobody_else_s(world, client, third):
    with acting_as(world.msl1):
        for days, hcp in ((2, world.north_hcp), (1, third)):
            submitted(world, hcp_ids=(hcp.pk,), met_at=timezone.now() - timedelta(days=days))
    promotion.call(world, [promotion.piece(world)])
    client.force_login(world.msl1)
    page = client.get(PAGES["msl1"]).content.decode()
    assert SEEN in page
    assert named(page) == [str(third), str(world.north_hcp)]
    client.force_login(world.rep1)
    page = client.get(PAGES["rep1"]).content.decode()
    assert named(page) == [str(world.north_hcp)]
    for other in ("msl2", "rep2"):
        client.force_login(getattr(world, other))
        page = client.get(PAGES[other.replace("2", "1")]).content.decode()
        assert SEEN not in page
        assert named(page) == []


def test_words_take_their_place_and_a_merged_duplicate_is_not_offered(world, client, third):
    with acting_as(world.msl1):
        submitted(world, hcp_ids=(third.pk,))
        assert medical.met_lately(world.msl1) == [third.pk]
    client.force_login(world.msl1)
    found = client.post("/accounts/medical/reports/choose/", {"q": "marchetti"}).content.decode()
    assert SEEN not in found
    assert named(found) == [str(world.north_hcp)]
    Hcp.objects.filter(pk=third.pk).update(merged_into=world.north_hcp)
    assert named(client.get(PAGES["msl1"]).content.decode()) == []
