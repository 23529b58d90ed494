"""Pytest plugin (``-p tests.support.servers``): the embedded servers stand before the settings are read."""

import atexit
import os
import shutil
import sys
import tempfile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_governance.settings.test")

from msl_governance.embedded.environment import ensure

# Names the folder in which a run keeps what one of its processes makes for all of them. The first process makes it,
# before there are others, and removes it in the end.
KEPT = "THRESHOLD_TESTS_KEPT"
_made = "" if os.environ.get(KEPT) else tempfile.mkdtemp(prefix="th-kept-")
if _made:
    os.environ[KEPT] = _made
    # Not with the run's end: a run that fails while it starts has none.
    atexit.register(shutil.rmtree, _made, ignore_errors=True)

_servers = ensure(purpose="test")
_servers.__enter__()
# Coverage starts after this plugin: what is loaded by now is loaded again under its eyes.
for _name in [name for name in sys.modules if name.partition(".")[0] == "msl_governance"]:
    del sys.modules[_name]


def pytest_unconfigure(config):
    """Stop what this run started; workers started nothing."""
    _servers.__exit__(None, None, None)
