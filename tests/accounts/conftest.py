"""What the tests of call reports share."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.medical.drafts import ColleagueDraft, DiscussionDraft
from accounts.medical.services import save_draft
from accounts.medical.signing.services import amend_report
from accounts.shared.models import ScientificTopic
from msl_governance.firewall.database import acting_as

from .reports import REQUEST, draft, submitted


@pytest.fixture
def msl(world, client):
    """msl1, signed in."""
    client.force_login(world.msl1)
    return client


@pytest.fixture
def story(world):
    """Four reports: an amended one beyond the label, a plain one long ago, a draft, one in the south."""
    world.other_topic = ScientificTopic.objects.create(
        name="Potassium homeostasis", disease_area="Nephrology"
    )
    beyond = DiscussionDraft(
        topic_id=world.topic.pk, content_class="off_label", notes="Subgroup below thirty.", request=REQUEST
    )
    heor = DiscussionDraft(topic_id=world.other_topic.pk, content_class="heor", notes="Budget models.")
    with acting_as(world.msl1):
        amended = submitted(world, discussions=(beyond, heor), colleagues=(ColleagueDraft("Joren Valk"),))
        amend_report(
            by=world.msl1,
            report=amended,
            correction="The interval was wider.",
            reason="Typo",
            confirm=lambda: None,
        )
        old = submitted(world, met_at=timezone.now() - timedelta(days=400), summary="Registry of dialysis.")
        kept = save_draft(
            by=world.msl1, client_key=uuid4(), draft=draft(world),
            typed={"summary": ["Unfinished hyperkalemia"], "met_at": ["zebra"], "d-0-notes": ["Telemetry"]},
        )  # fmt: skip
    with acting_as(world.msl2):
        south = submitted(
            world, by=world.msl2, hcp_ids=(world.south_hcp.pk,), summary="Registry in the south."
        )
    return {"amended": amended, "old": old, "draft": kept, "south": south}
