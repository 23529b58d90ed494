"""What all settings share. No secret and no environment variable is read here except through ``environment``."""

from datetime import timedelta

from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from . import environment as env

BASE_DIR = env.ROOT
SECRET_KEY = env.secret("THRESHOLD_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.words("THRESHOLD_HOSTS", "localhost,127.0.0.1,[::1]")
THRESHOLD_SIDE = env.side()
THRESHOLD_PUBLIC_URL = env.public_url()
THRESHOLD_PUBLIC_URLS = env.public_urls()
THRESHOLD_FACTOR_KEYS = env.secret("THRESHOLD_FACTOR_KEYS").split()
THRESHOLD_OIDC = {
    "issuer": env.text("THRESHOLD_OIDC_ISSUER"),
    "client_id": env.text("THRESHOLD_OIDC_CLIENT"),
    "client_secret": env.secret("THRESHOLD_OIDC_SECRET"),
    "claim": env.text("THRESHOLD_OIDC_CLAIM", "sub"),
}
THRESHOLD_PROXIES = int(env.text("THRESHOLD_PROXIES", "0"))

INSTALLED_APPS = [
    "msl_governance.firewall",
    "msl_governance.people",
    "msl_governance.audit",
    "msl_governance.notifications",
    "msl_governance.ui",
    "accounts.shared",
    "accounts.medical",
    "accounts.commercial",
    "accounts.oversight",
    "accounts",
    "handoffs.commercial",
    "handoffs.medical",
    "handoffs.oversight",
    "handoffs",
    "msl_governance.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "guardian",
    "simple_history",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "csp",
]

MIDDLEWARE = [
    "msl_governance.firewall.middleware.IdentityMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "msl_governance.firewall.middleware.SidePageHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "msl_governance.people.middleware.AddressMiddleware",
    "msl_governance.people.middleware.OwnMannerMiddleware",
    "msl_governance.firewall.middleware.FirewallMiddleware",
]

ROOT_URLCONF = "msl_governance.urls"
WSGI_APPLICATION = "msl_governance.wsgi.application"

LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", LOADERS)])
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "msl_governance.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "msl_governance.ui.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "msl_governance.ui.forms.ThresholdRenderer"

DATABASES = {
    "default": {
        "ENGINE": "msl_governance.firewall.database",
        "NAME": env.database_name(),
        "LOGINS": env.database_logins(),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # PgBouncer in transaction mode
        "OPTIONS": {"application_name": "threshold"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "msl_governance.firewall.backend.WallFirst",
    "msl_governance.people.lockout.Lockout",
    "msl_governance.firewall.backend.SignIn",
    "msl_governance.firewall.backend.ContainerGrants",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # its backend answers by group and globally; ContainerGrants is stricter
    "axes.W002",  # its middleware's page would tell who is closed out; ours answers in the sign-in form
    "axes.W003",  # its backend would be asked for the signed-in person; Lockout wraps it
]
LOGIN_URL = reverse_lazy("people:login")
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = reverse_lazy("people:login")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
PASSWORD_RULES: dict[str, dict] = {
    "UserAttributeSimilarityValidator": {"user_attributes": ("username", "full_name", "email")},
    "MinimumLengthValidator": {"min_length": 12},
    "CommonPasswordValidator": {},
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in PASSWORD_RULES.items()
]

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "msl_governance.people.lockout.hashed_name"
AXES_CLIENT_IP_CALLABLE = "msl_governance.people.lockout.address_of"
AXES_SENSITIVE_PARAMETERS = ["username", "code", "csrfmiddlewaretoken", "next"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # a log of who signed in when
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_ENGINE = "msl_governance.people.sessions"
SESSION_COOKIE_NAME = f"threshold_{THRESHOLD_SIDE}" if THRESHOLD_SIDE else "threshold"
SESSION_COOKIE_AGE = 30 * 60  # idle time, in seconds
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SIMPLE_HISTORY_ENABLED = False  # triggers write history; signals would miss bulk, raw and cascaded writes
SIMPLE_HISTORY_HISTORY_ID_USE_UUID = True
SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": with it Chromium sends "Origin: null" with every form, and no form passes the CSRF check.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "msl_governance.firewall.views.csrf_failure"

LANGUAGE_CODE = "en"
# One language, in the manners of several countries: dates and numbers follow.
LANGUAGES = [
    ("en", _("English, international")),
    ("en-us", _("English, United States")),
    ("en-gb", _("English, United Kingdom")),
    ("en-ie", _("English, Ireland")),
    ("en-ca", _("English, Canada")),
    ("en-au", _("English, Australia")),
]
TIME_ZONE = "America/New_York"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.home() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_SUBJECT_PREFIX = ""
DEFAULT_FROM_EMAIL = "Threshold <no-reply@threshold.example>"
ADMINS: list = []  # an error mail would carry local variables, and with them the text of records

CELERY_BROKER_URL = env.redis_url(THRESHOLD_SIDE or "core")

# Settings of the field, each with its unit. Country tables come with their issues.
THRESHOLD = {
    "acknowledge_business_days": 1,
    "first_contact_business_days": 2,
    "close_business_days": 10,
    "interest_expiry_days": 90,
    "interest_needs_release": True,
    "attestation_days": 365,
    "attestation_required": True,
    "show_rep_to_msl": False,
    "second_factor_for_signers": True,  # MSL, MSL director, head of medical, compliance
    "two_persons": True,  # an account or another role takes effect when a second person confirms it
    "administrators_confirm": True,  # the second person may be an administrator; else compliance alone
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_text": {"()": "msl_governance.firewall.logs.NoRecordText"}},
    "formatters": {"plain": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["no_text"],
            "formatter": "plain",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},  # its lines hold addresses
        "threshold": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
