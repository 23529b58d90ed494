"""Real servers. Refuses to start without its secrets."""

from django.core.exceptions import ImproperlyConfigured

from . import environment as env
from .base import *  # noqa: F403
from .base import SECRET_KEY

if not SECRET_KEY:
    raise ImproperlyConfigured(env.MISSING.format(name="THRESHOLD_SECRET_KEY"))
THRESHOLD_DEMO = False
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = env.words("THRESHOLD_TRUSTED_ORIGINS")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("THRESHOLD_SMTP_HOST", "localhost")
EMAIL_PORT = int(env.text("THRESHOLD_SMTP_PORT", "25"))
EMAIL_HOST_USER = env.text("THRESHOLD_SMTP_USER")
EMAIL_HOST_PASSWORD = env.secret("THRESHOLD_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("THRESHOLD_SMTP_TLS")
EMAIL_TIMEOUT = 10  # seconds; a server that hangs would hold a worker, and with it all tasks of a side
