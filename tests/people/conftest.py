"""What the tests of people share."""

import pytest

from msl_governance.firewall.database import acting_as


@pytest.fixture
def admin(world):
    """The administrator, within the platform side."""
    with acting_as(world.administrator1):
        yield world.administrator1
