"""Settings of the site: from the environment, safe when nothing is said.

`HEADLOAD_HOME` (folder), `DATABASE_URL` (PostgreSQL), `HEADLOAD_HOSTS` (names that
the site answers to, with commas between), `HEADLOAD_HTTPS=no` (behind no proxy).
There are no accounts on the public site, so it sets no cookie and keeps no session.
"""

import os

from csp.constants import NONE, SELF

from headload.apps.common.languages import LANGUAGES as SPOKEN
from headload.apps.site.database import database_of
from headload.apps.site.home import home, secret_key

HEADLOAD_HOME = home()
SECRET_KEY = secret_key(HEADLOAD_HOME)
DEBUG = False
HTTPS = os.environ.get("HEADLOAD_HTTPS", "yes") != "no"
_LOCAL = "localhost,127.0.0.1,[::1]"
ALLOWED_HOSTS = os.environ.get("HEADLOAD_HOSTS", _LOCAL).split(",")

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "csp",
    "headload.apps.common",
    "headload.apps.explorer",
    "headload.apps.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "headload.apps.site.urls"
WSGI_APPLICATION = "headload.apps.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["headload.apps.common.languages.of_page"],
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
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = HEADLOAD_HOME / "static"
STORAGES = {
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
    "security.W003",  # no cookies, so no request can be forged with one
    "security.W008",  # a proxy ends TLS
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
