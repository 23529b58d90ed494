"""Pytest plugin (``-p tests.support.servers``): the embedded servers stand before the settings are read."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_governance.settings.test")

from msl_governance.embedded.environment import ensure

_servers = ensure(purpose="test")
_servers.__enter__()
# Coverage starts after this plugin: what is loaded by now is loaded again under its eyes.
for _name in [name for name in sys.modules if name.partition(".")[0] == "msl_governance"]:
    del sys.modules[_name]


def pytest_unconfigure(config):
    """Stop what this run started; workers started nothing."""
    _servers.__exit__(None, None, None)
