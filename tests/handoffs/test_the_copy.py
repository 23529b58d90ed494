"""What crossed says the same words for ever: on the representative's page, on the MSL's, and in the ledger."""

import json

import pytest
from django.urls import reverse

from accounts.shared.models import Hcp, Organisation
from handoffs.commercial import services
from handoffs.commercial.models import Inquiry
from handoffs.door import INQUIRY
from handoffs.medical import pages
from handoffs.medical.models import FollowUp
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.models import Passage
from tests.handoffs.commercial.support import entry_for
from tests.handoffs.medical import story

NAME, PLACE = "Dr. Elena Marchetti", "Northgate University Hospital"


@pytest.fixture
def renamed(world):
    """Sent and routed; then the directory learns of a marriage and a merger."""
    with acting_as(world.rep1):
        sent = services.submit_inquiry(by=world.rep1, entry=entry_for(world.north_hcp))
    story.route()
    Hcp.objects.filter(pk=world.north_hcp.pk).update(last_name="Quillfeather", credentials="")
    Organisation.objects.update(name="Great Lakes Integrated Health")
    return sent


def test_three_copies_and_one_wording(world, client, renamed):
    client.force_login(world.rep1)
    lines = client.get(reverse("handoffs_commercial:detail", args=[renamed.pk])).context["lines"]
    assert (lines[0].pieces[0].text, lines[0].below) == (NAME, [PLACE])
    follow_up = FollowUp.objects.get()
    client.force_login(world.msl1)
    received = dict(client.get(reverse("handoffs_medical:detail", args=[follow_up.pk])).context["received"])
    assert received["Healthcare professional"] == f"{NAME}, {PLACE}"
    payload = json.loads(Passage.objects.get(crossing="inquiry").payload)
    assert (payload["hcp_name"], payload["hcp_place"]) == (NAME, PLACE)


def test_a_place_that_was_not_known_is_not_made_up():
    follow_up = FollowUp(
        hcp_name=NAME, hcp_place="", verbatim="How?", kind="heor", preferred_day="any", preferred_part="any"
    )
    assert pages.received(follow_up)[0][1] == NAME


def test_what_is_frozen_is_what_crosses(world, renamed):
    near = Inquiry.objects.get()
    far = FollowUp.objects.get()
    assert {name: getattr(near, source) for name, source in INQUIRY.fields.items()} == {
        name: getattr(far, name) for name in INQUIRY.fields
    }


def test_a_draft_is_not_frozen(world):
    with acting_as(world.rep1):
        draft = services.save_draft(by=world.rep1, entry=entry_for(world.north_hcp))
        assert draft.hcp_name == ""
        sent = services.submit_inquiry(by=world.rep1, entry=entry_for(world.south_hcp), inquiry_id=draft.pk)
    assert sent.hcp_name == "Dr. Samuel Adeyemi"
