"""Fixtures of the whole suite."""

import pytest

from tests.support.browser import chromium
from tests.support.people import World

__all__ = ["chromium", "world"]

TOGETHER = {"tests/browser/": "browser", "tests/firewall/logins/": "logins", "test_planted_leaks.py": "leaks"}


def pytest_collection_modifyitems(items):
    """Tests that share something dear, a running product or a set of worlds, run in one process."""
    for item in items:
        for where, group in TOGETHER.items():
            if where in item.nodeid:
                item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture
def world(db):
    """Everybody and everything twice; see tests/support/people.py."""
    return World()
