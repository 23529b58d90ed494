"""What the tests of people share."""

import pytest

from msl_governance.firewall.database import acting_as

from .second_factors import NOW


@pytest.fixture
def admin(world):
    """The administrator, within the platform side."""
    with acting_as(world.administrator1):
        yield world.administrator1


@pytest.fixture
def clock(time_machine):
    """A still clock that tests move."""
    time_machine.move_to(NOW, tick=False)
    return time_machine
