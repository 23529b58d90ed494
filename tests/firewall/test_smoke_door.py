"""The door end to end, without any screen."""

import pytest
from django.utils import timezone

from handoffs.commercial.models import Inquiry
from handoffs.door import INQUIRY
from handoffs.medical.models import FollowUp
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.doors import cross, preview
from msl_governance.firewall.models import Passage


def submitted(world, **changes):
    now = timezone.now()
    return Inquiry.objects.create(
        **{
            "author_id": world.rep1.pk, "territory": world.commercial_north, "hcp": world.north_hcp,
            "kind": "mechanism", "verbatim": "How does it act?", "unprompted": True, "adverse_event": False,
            "acknowledged_at": now, "acknowledged": True, "submitted_at": now, "state": "submitted",
            "contact_phone": "1", "hcp_name": "Dr. A",
        }
        | changes
    )  # fmt: skip


def test_inquiry_crosses_once_and_is_in_the_ledger(world):
    with acting_as(world.rep1):
        inquiry = submitted(world)
        shown = preview(INQUIRY, {"verbatim": "How does it act?", "hcp_id": str(world.north_hcp.pk)})
        assert shown["verbatim"] == "How does it act?"
        cross(INQUIRY, source_id=inquiry.pk, by=world.rep1, basis="test")
        with pytest.raises(Exception, match="crossed already"):
            cross(INQUIRY, source_id=inquiry.pk, by=world.rep1, basis="test")
    with acting_as(world.msl1):
        arrived = FollowUp.objects.get()
        assert arrived.verbatim == "How does it act?"
        assert arrived.pk != inquiry.pk
        past = arrived.history.get()
        assert past.history_user_id is None
    with acting_as(world.compliance1):
        passage = Passage.objects.get()
        assert passage.person_id == world.rep1.pk
        assert inquiry.history.get().history_user_id == world.rep1.pk
