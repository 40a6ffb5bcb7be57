"""Settings of the site: from the environment, safe when nothing is said.

`HEADLOAD_HOME` (folder), `DATABASE_URL` (PostgreSQL), `HEADLOAD_HOSTS` (names that
the site answers to, with commas between), `HEADLOAD_HTTPS=no` (behind no proxy),
`HEADLOAD_ADDRESS` (what stands before links in mails), `HEADLOAD_MAIL` (the server that
sends them, ``smtp://name:password@host:587``; without it mails lie in the folder),
`HEADLOAD_MAIL_FROM`, `HEADLOAD_SMS` (the file that describes the gateway for short
messages, or ``folder``; without it there are none), `HEADLOAD_LOG` (``lines`` or
``json``: a line a request) and `HEADLOAD_METRICS` (networks that may ask for
`/metrics`, with commas between).
`HEADLOAD_SECOND_STEP=no` lets a password alone open the desk: with `HEADLOAD_HTTPS=no`
only, for a trial on one's own machine.
Editors sign in below ``/desk/``, organisations below ``/<language>/my/``; readers get
no cookie and have no session.
"""

import os

from csp.constants import NONE, SELF

from headload.apps.common.components import FOLDER as COMPONENTS
from headload.apps.common.languages import LANGUAGES as SPOKEN
from headload.apps.site.asked import networks_of
from headload.apps.site.database import database_of
from headload.apps.site.home import home, secret_key
from headload.apps.site.logs import logging_of
from headload.apps.site.mail import mail_of
from headload.apps.site.sms import gateway_of

HEADLOAD_HOME = home()
SECRET_KEY = secret_key(HEADLOAD_HOME)
DEBUG = False
HTTPS = os.environ.get("HEADLOAD_HTTPS", "yes") != "no"
_LOCAL = "localhost,127.0.0.1,[::1]"
ALLOWED_HOSTS = os.environ.get("HEADLOAD_HOSTS", _LOCAL).split(",")

INSTALLED_APPS = [
    "headload.apps.common",
    "headload.apps.search",
    "headload.apps.library",
    "headload.apps.network",
    "headload.apps.explorer",
    "headload.apps.voice",
    "headload.apps.pages",
    "headload.apps.site",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
]
MIDDLEWARE = [
    "headload.apps.site.health.for_watchers",
    "headload.apps.site.metrics.count_and_log",
    "headload.apps.site.methods.known_methods",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "headload.apps.site.desk.policy_of_the_desk",
    "headload.apps.site.own.policy_of_own_pages",
    "headload.apps.site.own.Sessions",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "headload.apps.site.second_step.first.second_step_first",
    "headload.apps.site.desk.private_choosers",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "headload.apps.site.urls"
WSGI_APPLICATION = "headload.apps.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [COMPONENTS],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "headload.apps.common.languages.of_page",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["headload.apps.common.templatetags.words"],
        },
    },
]
DATABASES = {"default": database_of(os.environ.get("DATABASE_URL", ""), HEADLOAD_HOME)}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}

LANGUAGES = [(code, name) for code, (_, name) in SPOKEN.items()]
LANGUAGE_CODE = "en"
USE_I18N = True  # for the desk; what readers see speaks through words.toml
USE_TZ = True
TIME_ZONE = "UTC"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
WAGTAIL_SITE_NAME = "Headload"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [
    (code, name) for code, name in [*LANGUAGES, ("pt-br", "Português")] if code != "pt"
]
WAGTAILADMIN_BASE_URL = os.environ.get("HEADLOAD_ADDRESS", "http://localhost:8000")
globals().update(mail_of(os.environ.get("HEADLOAD_MAIL", ""), HEADLOAD_HOME))
DEFAULT_FROM_EMAIL = os.environ.get("HEADLOAD_MAIL_FROM", "headload@localhost")
HEADLOAD_SMS = gateway_of(os.environ.get("HEADLOAD_SMS", ""))
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no request leaves the host
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "ATOMIC_REBUILD": True}
}
LOGIN_URL = "wagtailadmin_login"
AUTHENTICATION_BACKENDS = ["headload.apps.network.own.backend.Careful"]
HEADLOAD_SECOND_STEP = HTTPS or os.environ.get("HEADLOAD_SECOND_STEP") != "no"
OTP_TOTP_ISSUER = WAGTAIL_SITE_NAME
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0  # our own counting holds
WAGTAIL_PASSWORD_RESET_ENABLED = False  # /my/password/ mails links, with a limit
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "headload.apps.site.passwords.NoOwnWords"},
]
SESSION_COOKIE_PATH = "/desk/"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 8 * 3600
CSRF_USE_SESSIONS = True  # no cookie of its own
MEDIA_ROOT = HEADLOAD_HOME / "media"

STATIC_URL = "static/"
STATIC_ROOT = HEADLOAD_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
WHITENOISE_MAX_AGE = 31_536_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False  # a proxy ends TLS; the site never sees plain requests
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # a proxy ends TLS
]
LOGGING = logging_of(os.environ.get("HEADLOAD_LOG", ""))
HEADLOAD_METRICS = networks_of(os.environ.get("HEADLOAD_METRICS", "127.0.0.0/8,::1"))
