"""Django's settings, derived from one `onestory.config.Settings`. The folder is named by the
environment variable ONESTORY_DATA, which `onestory` sets for its own process."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from onestory import config

HERE = Path(__file__).resolve().parent
ONESTORY = config.load(Path(os.environ.get("ONESTORY_DATA", "onestory-data")))

SECRET_KEY = ONESTORY.secret
DEBUG = False
_BASE = urlsplit(ONESTORY.site.base_url)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", _BASE.hostname or "localhost", *ONESTORY.hosts]
if ONESTORY.akismet.server:  # some clients put their key before the host's name
    ALLOWED_HOSTS += [".localhost", f".{_BASE.hostname or 'localhost'}"]
CSRF_TRUSTED_ORIGINS = [f"{_BASE.scheme}://{_BASE.netloc}"]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "onestory.web.news",
    "onestory.web.talk",
    "onestory.web.akismet",
    "onestory.web.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
]

ROOT_URLCONF = "onestory.web.urls"
WSGI_APPLICATION = "onestory.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "onestory.web.news.context.site",
            ],
            "builtins": [
                "onestory.web.news.templatetags.proof",
                "onestory.web.news.templatetags.names",
            ],
        },
    }
]


def _database() -> dict[str, object]:
    if not ONESTORY.database:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": ONESTORY.sqlite_path,
            "OPTIONS": {
                # Writers queue instead of failing; readers never block the gather loop.
                "timeout": 30,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA cache_size=-65536;",
            },
        }
    parts = urlsplit(ONESTORY.database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "onestory",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Wrong passwords are counted here: in files, so that all processes of the site count together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": ONESTORY.data / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

LANGUAGE_CODE = "en"
TIME_ZONE = ONESTORY.site.time_zone
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

_SECURE = _BASE.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
SECURE_CONTENT_TYPE_NOSNIFF = True
# Outlets should see that a reader came from here: credit is part of the deal.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "connect-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
LOGIN_URL = "/desk/login/"

_MAIL = urlsplit(ONESTORY.mail.server)
_FILES = _MAIL.scheme == "file"
_KIND = "filebased" if _FILES else "smtp" if ONESTORY.mail.server else "dummy"
EMAIL_BACKEND = f"django.core.mail.backends.{_KIND}.EmailBackend"
EMAIL_FILE_PATH = ONESTORY.data / unquote(_MAIL.path) if _FILES else None
EMAIL_HOST = _MAIL.hostname or "localhost"
EMAIL_PORT = (None if _FILES else _MAIL.port) or (465 if _MAIL.scheme == "smtps" else 587)
EMAIL_HOST_USER = unquote(_MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(_MAIL.password or "")
EMAIL_USE_SSL = _MAIL.scheme == "smtps"
# A relay on the same machine is asked in the clear; any other must speak TLS.
EMAIL_USE_TLS = _MAIL.scheme == "smtp" and EMAIL_HOST not in {"localhost", "127.0.0.1", "::1"}
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ONESTORY.mail.sender or "onestory@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        # What is refused is answered with 400; a traceback for each would let a flood fill the log.
        "django.security": {"level": "CRITICAL"},
    },
}
