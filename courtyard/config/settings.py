"""Django's settings. Production is the default; COURTYARD_DEMO=1 makes the demo."""

import sys
from datetime import timedelta

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from courtyard.config.environment import ROOT, Environment, database, listed

TESTING = "pytest" in sys.modules
ENVIRONMENT = Environment(demo=True) if TESTING else Environment()
DEMO = ENVIRONMENT.demo
DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key.get_secret_value()
VAR = ENVIRONMENT.var.resolve()
VAR.mkdir(parents=True, exist_ok=True)

ALLOWED_HOSTS = listed(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = listed(ENVIRONMENT.origins)

INSTALLED_APPS = [
    "courtyard.demo",
    "courtyard.front",
    "courtyard.compliance",
    "courtyard.disclosure",
    "courtyard.services",
    "courtyard.money",
    "courtyard.committee",
    "courtyard.assembly",
    "courtyard.desk",
    "courtyard.meetings",
    "courtyard.cases",
    "courtyard.duties",
    "courtyard.search",
    "courtyard.notify",
    "courtyard.people",
    "courtyard.places",
    "courtyard.trail",
    "courtyard.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "courtyard.web.middleware.reading",
    "courtyard.web.middleware.private",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "courtyard.web.middleware.refusals",
    "courtyard.people.middleware.hat",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "courtyard.config.urls"
WSGI_APPLICATION = "courtyard.config.wsgi.application"
APPEND_SLASH = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "courtyard.web.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "courtyard.web.templatetags.courtyard",
            ],
        },
    }
]

DATABASES = {"default": database(ENVIRONMENT.database_url, synchronous=ENVIRONMENT.sqlite_synchronous)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["courtyard.people.signin.SignInBackend"]
PASSWORD_HASHERS = ["courtyard.people.signin.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "front:home"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LOCALE_PATHS = [ROOT / "courtyard" / "core" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_MAX_AGE = 24 * 3600
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "courtyard.web.uploads.LimitUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 8
UPLOAD_BYTES_MAX = 80 * 1024 * 1024

SECURE = not (DEMO or DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 30 * 24 * 3600
CSRF_FAILURE_VIEW = "courtyard.web.views.csrf_failed"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxies else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "worker-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if ENVIRONMENT.mail_host
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS = ENVIRONMENT.mail_host, ENVIRONMENT.mail_port, ENVIRONMENT.mail_tls
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENVIRONMENT.mail_user, ENVIRONMENT.mail_password.get_secret_value()
EMAIL_TIMEOUT = 10
SITE = next(iter(listed(ENVIRONMENT.origins)), "http://127.0.0.1:8000")
"""What stands before a link in a message: the first of COURTYARD_ORIGINS."""
SENDERS = {"sms": ENVIRONMENT.sms, "wechat": ENVIRONMENT.wechat}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from

CHECKPOINT_KEY = ENVIRONMENT.checkpoint_key or VAR / "checkpoint.key"
VOTE_KEYS = ENVIRONMENT.vote_keys or VAR / "vote-keys"
"""A folder outside the database: the keys under which confidential choices lie until the box is opened."""
PAY_KEYS = ENVIRONMENT.pay_keys or VAR / "pay-keys"
"""A folder outside the database: the secrets with which payment gateways sign what they tell."""
CLOCK_SHIFT = timedelta(0)
"""How far the demo's story and the tests move the database's time; anywhere else a check refuses it."""
PROXIES = ENVIRONMENT.proxies

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"courtyard": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
PRODUCT_NAME = _("Courtyard")

if TESTING:
    from courtyard.config.testing import *
