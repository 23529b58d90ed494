"""One machine, demo people, mail into files."""

from . import environment as env
from .base import *  # noqa: F403
from .base import THRESHOLD

DEBUG = env.flag("THRESHOLD_DEBUG")
SECRET_KEY = env.secret("THRESHOLD_SECRET_KEY") or "only-for-checks-without-a-home"
ALLOWED_HOSTS = ["*"]
THRESHOLD_DEMO = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = env.home() / "mail"
THRESHOLD = THRESHOLD | {"two_persons": False, "second_factor_for_signers": False}
