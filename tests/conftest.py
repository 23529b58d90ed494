"""Fixtures of the whole suite."""

import pytest

from tests.support.people import World


@pytest.fixture
def world(db):
    """Everybody and everything twice; see tests/support/people.py."""
    return World()
