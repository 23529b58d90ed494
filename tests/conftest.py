"""Fixtures of the whole suite."""

import pytest
from django.db import connection

from msl_governance.firewall.proof import scratch
from tests.support.browser import chromium
from tests.support.migrated import migrated
from tests.support.people import World

__all__ = ["chromium", "empty_database", "world"]

LONG = (
    "tests/firewall/test_planted_leaks.py",
    "tests/firewall/test_fuzz.py",
    "tests/firewall/test_growth.py",
    "tests/firewall/test_matrix.py",
)


def pytest_collection_modifyitems(items):
    """What takes longest comes first, so that none of it is left over for one process at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


MEASURED = {"recall": "screening: recall", "stopwatch": "the usual case: taps and keystrokes"}


def pytest_terminal_summary(terminalreporter):
    """What was measured (a property of a test, in lines), at the end of every run in which it was."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    properties = [
        found for one in reports if getattr(one, "when", "") == "call" for found in one.user_properties
    ]
    for name, title in MEASURED.items():
        measured = [lines for known, lines in properties if known == name]
        if measured:
            terminalreporter.section(title)
        for lines in measured:
            terminalreporter.write("\n".join(lines) + "\n")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """The test database begins as a copy of one that is migrated; Django migrates it all the same."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated()


@pytest.fixture(scope="session")
def empty_database(django_db_setup, django_db_blocker):
    """The name of a migrated database for the proof's worlds to be copied from: made once, nobody connects to it."""
    original = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        made = scratch.template(migrated=migrated())
        name, _databases = made.__enter__()
        scratch.use(original)
    yield name
    with django_db_blocker.unblock():
        made.__exit__(None, None, None)


@pytest.fixture
def world(db):
    """Everybody and everything twice; see tests/support/people.py."""
    return World()
