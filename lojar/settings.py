"""Settings: one file, from the environment only. A wrong value refuses to start and names itself."""

import base64
import os
from pathlib import Path

from lojar.lib import database, environment, masking
from lojar.lib.encryption import Keyring

BASE = Path(__file__).resolve().parent
LOJAR_HOME = environment.path("LOJAR_HOME", Path.cwd() / ".lojar")
DEBUG = environment.flag("LOJAR_DEBUG")

SECRET_KEY = (
    environment.secret("LOJAR_SECRET_KEY", "", at_least=32) or base64.b64encode(os.urandom(48)).decode()
)
LOJAR_SECRET_KEY_GIVEN = environment.text("LOJAR_SECRET_KEY", None) is not None
LOJAR_EVIDENCE_KEYS = environment.listing("LOJAR_EVIDENCE_KEY")
if LOJAR_EVIDENCE_KEYS:
    environment.checked("LOJAR_EVIDENCE_KEY", ",".join(LOJAR_EVIDENCE_KEYS), by=Keyring.parse)

LOJAR_BASE_URL = environment.url("LOJAR_BASE_URL", "http://127.0.0.1:8000")
LOJAR_MEDIA_URL = environment.url("LOJAR_MEDIA_URL", f"file://{LOJAR_HOME / 'media'}", schemes=("file", "s3"))

LOJAR_WHATSAPP_API_URL = environment.url("LOJAR_WHATSAPP_API_URL", "https://graph.facebook.com")
LOJAR_WHATSAPP_API_VERSION = environment.text("LOJAR_WHATSAPP_API_VERSION", "v25.0")
LOJAR_WHATSAPP_PHONE_NUMBER_ID = environment.text("LOJAR_WHATSAPP_PHONE_NUMBER_ID", "")
LOJAR_WHATSAPP_WABA_ID = environment.text("LOJAR_WHATSAPP_WABA_ID", "")
LOJAR_WHATSAPP_TOKEN = environment.secret("LOJAR_WHATSAPP_TOKEN", "")
LOJAR_WHATSAPP_APP_SECRET = environment.secret("LOJAR_WHATSAPP_APP_SECRET", "")
LOJAR_WHATSAPP_VERIFY_TOKEN = environment.secret("LOJAR_WHATSAPP_VERIFY_TOKEN", "")
LOJAR_WHATSAPP_MEDIA_HOSTS = environment.listing("LOJAR_WHATSAPP_MEDIA_HOSTS", ("lookaside.fbsbx.com",))

LOJAR_ADMIN_EMAIL = environment.text("LOJAR_ADMIN_EMAIL", "")
LOJAR_ADMIN_PASSWORD = environment.secret("LOJAR_ADMIN_PASSWORD", "")
LOJAR_REQUIRE_MFA = environment.flag("LOJAR_REQUIRE_MFA", True)

LOJAR_SIGHT = environment.flag("LOJAR_SIGHT", True)
LOJAR_READING = environment.flag("LOJAR_READING", LOJAR_SIGHT) and LOJAR_SIGHT
LOJAR_SPEECH_COMMAND = environment.text("LOJAR_SPEECH_COMMAND", "")
# Who may read the numbers at /metrics from another machine.
LOJAR_METRICS_TOKEN = environment.secret("LOJAR_METRICS_TOKEN", "", at_least=16)

# The office that `lojar setup` makes; afterwards it is changed at the desk.
LOJAR_OFFICE = {
    "code": environment.text("LOJAR_OFFICE_CODE", "kantor"),
    "name": environment.text("LOJAR_OFFICE_NAME", "Dinas Kependudukan dan Pencatatan Sipil"),
    "short_name": environment.text("LOJAR_OFFICE_SHORT_NAME", "Dispendukcapil"),
    "prefix": environment.text("LOJAR_OFFICE_PREFIX", "LJR"),
    "regency_code": environment.text("LOJAR_OFFICE_REGENCY", "3510"),
    "address": environment.text("LOJAR_OFFICE_ADDRESS", "Jl. Contoh No. 1"),
    "map_url": environment.url("LOJAR_OFFICE_MAP_URL", "") or "",
    "counter_phone": environment.text("LOJAR_OFFICE_PHONE", ""),
    "whatsapp_display": environment.text("LOJAR_OFFICE_WHATSAPP", "62800000000001"),
    "time_zone": environment.text("LOJAR_OFFICE_TIME_ZONE", "Asia/Jakarta"),
}

ALLOWED_HOSTS = environment.listing("LOJAR_ALLOWED_HOSTS", ("*",))
CSRF_TRUSTED_ORIGINS = [LOJAR_BASE_URL]
# Behind a proxy that ends TLS (nginx or Caddy in deploy/), which sets this header itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
_https = LOJAR_BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SESSION_COOKIE_AGE = 60 * 60 * 10  # a working day
SESSION_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "template_partials",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "lojar.offices",
    "lojar.catalogue",
    "lojar.channels",
    "lojar.evidence",
    "lojar.applications",
    "lojar.visits",
    "lojar.handover",
    "lojar.notifications",
    "lojar.intake",
    "lojar.desk",
    "lojar.hall",
    "lojar.reports",
]

MIDDLEWARE = [
    "lojar.reports.machines.ForMachines",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lojar.desk.chosen_language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lojar.desk.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "lojar.urls"
WSGI_APPLICATION = "lojar.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "desk" / "templates", BASE / "intake" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    }
]

LOJAR_DATABASE_URL = environment.url("LOJAR_DATABASE_URL", None, schemes=("postgres", "postgresql"))
EMBEDDED_POSTGRES = None
if not LOJAR_DATABASE_URL:
    from lojar.lib.embedded_postgres import EmbeddedPostgres

    EMBEDDED_POSTGRES = EmbeddedPostgres(LOJAR_HOME)  # names the place; the command line starts it


def _database() -> dict[str, object]:
    if LOJAR_DATABASE_URL:
        return database.entry_of(LOJAR_DATABASE_URL)
    return EMBEDDED_POSTGRES.settings() if EMBEDDED_POSTGRES else {}


DATABASES = {
    "default": {**database.with_limits(_database()), "CONN_MAX_AGE": 300, "CONN_HEALTH_CHECKS": True},
}
_test_name = environment.text("LOJAR_TEST_NAME", "")
if _test_name:
    DATABASES["default"]["TEST"] = {"NAME": f"test_lojar_{_test_name}"}

AUTH_USER_MODEL = "offices.Officer"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/desk/masuk/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "lojar.desk.accounts.OfficerAccounts"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _https else 0
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_ADAPTER = "lojar.desk.accounts.SealedSecondFactors"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _https
MFA_TOTP_ISSUER = "Lojar"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
}

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # no collectstatic step to forget; the files lie inside the package

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = LOJAR_OFFICE["time_zone"]
USE_THOUSAND_SEPARATOR = False

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

masking.hide(
    SECRET_KEY, *LOJAR_EVIDENCE_KEYS, LOJAR_WHATSAPP_TOKEN, LOJAR_WHATSAPP_APP_SECRET, LOJAR_WHATSAPP_VERIFY_TOKEN,
    LOJAR_ADMIN_PASSWORD, LOJAR_METRICS_TOKEN, str(DATABASES["default"].get("PASSWORD", "")),
)  # fmt: skip
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"personal_data": {"()": "lojar.lib.masking.PersonalDataFilter"}},
    "formatters": {"lines": {"()": "lojar.lib.masking.JsonLines"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["personal_data"]},
    },
    "root": {
        "handlers": ["stderr"],
        "level": environment.one_of("LOJAR_LOG_LEVEL", ("DEBUG", "INFO", "WARNING"), default="INFO"),
    },
    "loggers": {
        # Addresses of Graph and of media carry tokens and hashes.
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
        "botocore": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
        # The worker itself says, once a minute, that the database is away.
        "psycopg.pool": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS = [
    "security.W005", "security.W008", "security.W021",  # what the proxy that ends TLS decides
]  # fmt: skip
