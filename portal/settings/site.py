"""Django settings. Every outside value comes typed from `env.py`; nothing else here reads the environment."""

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from portal.settings import stores
from portal.settings.env import SettingsError, read

try:
    ENV = read(os.environ)
    SECRET_KEY = stores.secret_key(ENV)
    DATABASES = {"default": stores.database(ENV)}
    globals().update(stores.mail(ENV))
except SettingsError as error:
    # Plain words instead of a traceback: the reader is the person who starts the site.
    sys.exit(f"Talkoo does not start: {error}")

BASE_DIR = Path(__file__).resolve().parents[2]

# --- the installation ------------------------------------------------------------------------------------------------

PORTAL_DATA = ENV.data
PORTAL_DEMO = ENV.demo
PORTAL_NAME = ENV.name
PORTAL_OPERATOR = ENV.operator
PORTAL_SUPPLIER_LOGO = ENV.supplier_logo
PORTAL_ACCENT = ENV.accent
PORTAL_SUPPORT_PHONE = ENV.support_phone
PORTAL_SUPPORT_MAIL = ENV.support_mail
PORTAL_SUPPORT_HOURS = ENV.support_hours
PORTAL_TIME_ZONE = ENV.time_zone
PORTAL_BASE_URL = ENV.base_url
PORTAL_TRUSTED_PROXIES = ENV.trusted_proxies
PORTAL_MAX_UPLOAD_BYTES = ENV.max_upload_mb * 1024 * 1024
PORTAL_REDIS_URL = ENV.redis_url
PORTAL_EMBEDDED = stores.is_embedded(ENV)
# Without it mails stay in the outbox and the administrator sees why.
PORTAL_CAN_MAIL = bool(ENV.smtp_url) or ENV.demo

PORTAL_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
for _folder in ("files", "quarantine", "queue/messages", "queue/control", "static", "mail", "tmp", "beat"):
    (PORTAL_DATA / _folder).mkdir(parents=True, exist_ok=True)

DEBUG = ENV.debug
_host = urlsplit(ENV.base_url).hostname or ""
ALLOWED_HOSTS = list(dict.fromkeys([_host, *ENV.hosts, *(["localhost", "127.0.0.1", "[::1]"] if ENV.demo else [])]))
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "guardian",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "csp",
    "portal.core",
    "portal.people",
    "portal.spaces",
    "portal.access",
    "portal.activity",
    "portal.notifications",
    "portal.jobs",
    "portal.help",
    "portal.home",
    "portal.ui",
    "documents",
    "sales_module.projects",
    "sales_module.catalogue",
    "sales_module.orders",
    "sales_module.quotations",
    "sales_module.schedule",
    "coop_plan.plans",
    "coop_plan.accounts",
    "demo",
]

MIDDLEWARE = [
    "portal.servers.streams.PieceByPiece",
    "django.middleware.security.SecurityMiddleware",
    "portal.core.headers.SafeHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.people.middleware.SignInRequired",
    # After sign-in: its redirect to a path with a slash would tell anonymous visitors which paths exist.
    "django.middleware.common.CommonMiddleware",
    "portal.people.middleware.PersonalLocale",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.access.middleware.AccessMemo",
    "portal.core.idempotency.Idempotency",
    "portal.core.middleware.DomainErrors",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.ui.context.shell",
            ],
            # The same tags, quicker: pages hold hundreds of them.
            "builtins": ["portal.ui.quick_url"],
            "libraries": {"i18n": "portal.ui.quick_i18n"},
        },
    },
]

# --- languages and time ----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fi", _("Finnish")), ("sv", _("Swedish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- sign-in and session ---------------------------------------------------------------------------------------------

LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["portal.people.backends.PersonBackend"]
ANONYMOUS_USER_NAME = None
SILENCED_SYSTEM_CHECKS = [
    # portal.access asks guardian itself; as a backend its rows would open doors past the policy.
    "guardian.W001",
    # portal.ui.quick_i18n stands in for Django's tags of the same name on purpose.
    "templates.W003",
]
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=24).total_seconds())

SESSION_ENGINE = "portal.people.sessions"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Scripts and browsers do not send Secure cookies over http, which only demo mode may speak.
_secure = ENV.base_url.startswith("https://")
_prefix = "__Host-" if _secure else ""
SESSION_COOKIE_NAME = f"{_prefix}talkoo_session"
CSRF_COOKIE_NAME = f"{_prefix}talkoo_csrf"
LANGUAGE_COOKIE_NAME = f"{_prefix}talkoo_language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _secure
CSRF_TRUSTED_ORIGINS = [ENV.base_url] if _secure else []

# --- headers ---------------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = _secure
# Probes of a load balancer speak plain http to the process itself.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

# --- bodies (the servers' own caps come first, portal/servers/limits.py) ----------------------------------------------

DATA_UPLOAD_MAX_MEMORY_SIZE = 9 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = str(PORTAL_DATA / "tmp")
FILE_UPLOAD_PERMISSIONS = 0o600
MEDIA_ROOT = str(PORTAL_DATA / "files")

# --- static files ----------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = str(PORTAL_DATA / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = DEBUG

# --- API -------------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["portal.core.authentication.PortalAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "portal.core.schema.PortalAutoSchema",
    "EXCEPTION_HANDLER": "portal.core.api.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Talkoo API",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    # One description for all: the session of the pages, or a token for programs.
    "AUTHENTICATION_WHITELIST": [],
    "SECURITY": [{"session": []}, {"token": []}],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "session": {"type": "apiKey", "in": "cookie", "name": "__Host-talkoo_session"},
            "token": {"type": "http", "scheme": "bearer"},
        }
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "portal.core.schema.add_problem",
    ],
    # Enumerations shared by several kinds get stable names instead of hashes.
    "ENUM_NAME_OVERRIDES": {
        "PhaseEnum": "sales_module.projects.choices.Phase",
        "ScheduleItemKindEnum": "sales_module.schedule.choices.ItemKind",
    },
}

# --- tasks -----------------------------------------------------------------------------------------------------------

CELERY_BROKER_URL = ENV.redis_url or "folder://localhost"
CELERY_BROKER_TRANSPORT = None if ENV.redis_url else "portal.folder_queue:Transport"
CELERY_BROKER_TRANSPORT_OPTIONS = stores.queue_options(ENV)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_POOL_LIMIT = 4
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_TASK_TIME_LIMIT = 900
# The row in the database is the promise, the message only a wake-up call: a web request never waits for the broker.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = ENV.tasks
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(PORTAL_DATA / "beat" / "schedule")
# Also the longest a stopping worker waits for the scheduler.
CELERY_BEAT_MAX_LOOP_INTERVAL = 1


def _every(task: str, seconds: int) -> dict[str, Any]:
    # A tick nobody took in time is dropped, so a stopped worker does not come back to a heap of them.
    return {"task": task, "schedule": seconds, "options": {"expires": seconds * 2}}


CELERY_BEAT_SCHEDULE = {
    "relay deliveries": _every("portal.notifications.tasks.relay", 5),
    "link activities": _every("portal.activity.tasks.link", 5),
    "sweep jobs": _every("portal.jobs.tasks.sweep", 30),
    # Seven o'clock comes at quarter and half hours too: some zones are not whole hours away.
    "send daily mails": {"task": "portal.notifications.tasks.send_daily", "schedule": crontab(minute="*/15")},
    "expire quotations": _every("sales_module.quotations.tasks.expire", 3600),
    "tidy people": _every("portal.people.tasks.tidy", 3600),
    "tell of documents": _every("documents.tasks.announce", 60),
    "apply zone rules": _every("sales_module.schedule.tasks.apply_zone_rules", 86400),
    "sweep files": _every("documents.tasks.sweep_files", 86400),
}

# --- mail and log ----------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from
EMAIL_SUBJECT_PREFIX = ""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # Refusals are ordinary answers here; they are counted in the audit trail, not in the log.
        "django.request": {"level": "ERROR"},
        "portal": {"level": "INFO"},
    },
}
