"""Tests: as development, with quick hashing and mail in memory."""

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES, THRESHOLD

SECRET_KEY = "tests"
ALLOWED_HOSTS = ["*"]
THRESHOLD_DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["ENGINE"] = "tests.support.role_backend"
DATABASES["default"]["CONN_MAX_AGE"] = 0
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CELERY_BROKER_URL = "memory://"
THRESHOLD = THRESHOLD | {"two_persons": False, "second_factor_for_signers": False}
