"""The product's settings and one more app."""

from msl_governance.settings.test import *  # noqa: F403
from msl_governance.settings.test import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.firewall.growth"]
ROOT_URLCONF = "tests.firewall.growth.urls"
DATABASES["default"]["ENGINE"] = "msl_governance.firewall.database"
