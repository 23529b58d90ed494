"""An inquiry that was sent, and one that medical has moved on."""

import pytest

from handoffs.commercial import services
from handoffs.commercial.models import Interest, Standing
from msl_governance.firewall.database import acting_as
from tests.handoffs.commercial.support import entry_for


@pytest.fixture
def sent(world):
    """An inquiry of rep1, sent."""
    with acting_as(world.rep1):
        return services.submit_inquiry(by=world.rep1, entry=entry_for(world.north_hcp))


@pytest.fixture
def told(sent):
    """``told(state)``: what the door would write when medical moves on. The owner stands in for the door."""
    return lambda state: Standing.objects.create(inquiry=sent, state=state)


@pytest.fixture
def released(sent, world):
    """``released(expires_on)``: a released interest."""
    return lambda expires_on: Interest.objects.create(
        inquiry=sent, topic=world.topic, sentence="Interested in registry data.", expires_on=expires_on
    )


@pytest.fixture
def rep(client, world):
    """rep1's browser."""
    client.force_login(world.rep1)
    return client
