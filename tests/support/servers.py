"""Pytest plugin (``-p tests.support.servers``): the embedded servers stand before the settings are read."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_governance.settings.test")

from msl_governance.embedded.environment import ensure

_servers = ensure(purpose="test")
_servers.__enter__()


def pytest_unconfigure(config):
    """Stop what this run started; workers started nothing."""
    _servers.__exit__(None, None, None)
