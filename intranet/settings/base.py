"""What every mode shares. Everything a firm may change comes from the environment (README, "Configuration")."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from . import env, search
from .logs import *  # noqa: F403 - one module for what is written down, and how
from .sign_in import *  # noqa: F403 - one module for all that concerns the firm's own directory

# Whoosh was written before Python minded "is 0"; it says so once, when it is first compiled.
warnings.filterwarnings("ignore", category=SyntaxWarning, module=r".*whoosh.*")

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(env.text("PORTICO_DATA", str(ROOT / "var"))).resolve()
DATA.mkdir(mode=0o750, parents=True, exist_ok=True)

# --- Where we are -----------------------------------------------------------------------------------------------
HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, least=1)
SITE_URL = env.text("SITE_URL", f"http://{'localhost' if HOST in ('0.0.0.0', '127.0.0.1') else HOST}:{PORT}").rstrip(
    "/"
)
SECRET_KEY = env.text("SECRET_KEY")
DEBUG = False
DEMO = False
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or [urlsplit(SITE_URL).hostname or "localhost"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Full origins, scheme and port included, that may open a socket.
LIVE_ORIGINS = [SITE_URL]
TRUSTED_PROXIES = env.words("TRUSTED_PROXIES")
# Addresses and networks of the house that webhooks may be sent to; everything else has to be public.
WEBHOOK_PRIVATE_ADDRESSES = env.networks("WEBHOOK_PRIVATE_ADDRESSES")
# What push services know us by; empty: made once and kept in the database (docs/notifications.md).
PUSH_PRIVATE_KEY = env.curve_key("PUSH_PRIVATE_KEY")

# --- What is installed ------------------------------------------------------------------------------------------
PLATFORM_APPS = [
    "intranet.core",
    "intranet.serving",
    "intranet.jobs",
    "intranet.realtime",
    "intranet.activity",
    "intranet.accounts",
    "intranet.spaces",
    "intranet.content",
    "intranet.conversation",
    "intranet.collab",
    "intranet.notifications",
    "intranet.search",
    "intranet.moderation",
    "intranet.insights",
    "intranet.api",
    "intranet.demo",
    "intranet.keeping",
]
PARTS = ["feeds", "chat", "wiki", "forum", "ideas"]
INSTALLED_APPS = [
    "intranet.admin.PorticoAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "intranet.core.staticfiles.PorticoStaticFilesConfig",
    "channels",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "haystack",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    *PLATFORM_APPS,
    "intranet.accounts.oidc",
    "intranet.accounts.customer_oidc",
    "intranet.accounts.saml",
    "intranet.accounts.ldap",
    "intranet.crm",
    *PARTS,
    "intranet.flows",
]
MIDDLEWARE = [
    "intranet.core.request_numbers.RequestNumbersMiddleware",
    "intranet.core.metrics.MetricsMiddleware",
    "intranet.core.guest_pages.GuestPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "intranet.core.language.SiteLanguageMiddleware",
    "intranet.core.unstorable.UnstorableMiddleware",
    "intranet.activity.whence.WhenceMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "intranet.accounts.middleware.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "intranet.core.rates.RatesMiddleware",
    "intranet.core.read_only.ReadOnlyMiddleware",
    "intranet.accounts.middleware.ThresholdMiddleware",
    "intranet.core.shut_doors.ShutDoorsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "intranet.spaces.view_as.ViewAsMiddleware",
    "intranet.moderation.rules.around.AroundWriting",
]
ROOT_URLCONF = "intranet.urls"
WSGI_APPLICATION = "intranet.wsgi.application"
ASGI_APPLICATION = "intranet.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "intranet.core.context.site",
            ],
            "builtins": [
                "intranet.core.templatetags.addresses",
                "intranet.core.templatetags.portico",
                "intranet.core.templatetags.markup",
                "django.templatetags.i18n",
                "intranet.core.templatetags.words",
                "django.templatetags.static",
            ],
        },
    }
]

# {{ form }} is drawn by templates/components.
FORM_RENDERER = "intranet.core.form_renderer.PorticoRenderer"

# --- The spine: everything that happens because something happened ------------------------------------------------
ACTIVITY_REACTORS = [
    "intranet.notifications.reactor.NOTIFY",
    "intranet.search.indexing.INDEX",
    "intranet.search.indexing.SHELVES",
    "intranet.search.indexing.AUTHORS",
    "intranet.api.webhooks.reactor.WEBHOOKS",
    "intranet.content.repointing.POINTED_AT",
    "intranet.flows.announcing.DOCUMENTS",
    "intranet.moderation.reactors.TAKEN_BACK",
    "wiki.proposals.queue.CASES",
    "intranet.moderation.trust.jobs.TRUST",
    "intranet.insights.jobs.EVIDENCE",
]

# --- Data ---------------------------------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{DATA / 'portico.sqlite3'}")
DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
if not DATABASES["default"].get("ENGINE", "").endswith(("sqlite3", "postgresql")):
    # Without its value, which may hold a password.
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://.")
DATABASES["default"].update(CONN_MAX_AGE=None, CONN_HEALTH_CHECKS=True)
ON_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if ON_SQLITE:
    DATABASES["default"]["ENGINE"] = "intranet.core.sqlite3"
    # IMMEDIATE: a transaction that reads and then writes waits for its turn instead of failing at once.
    # FULL: what was acknowledged survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728;"
        ),
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        "options": "-c statement_timeout=10000 -c idle_in_transaction_session_timeout=15000 -c lock_timeout=3000"
    }
REDIS_URL = env.text("REDIS_URL")
if REDIS_URL:
    CACHES: dict[str, Any] = {"default": {"BACKEND": "intranet.core.shared_cache.SharedCache", "LOCATION": REDIS_URL}}
    CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}
    }
else:
    # With Django's 300 entries the counters of throttles would push each other out.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 50_000},
        }
    }
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
TASKS = {"default": {"BACKEND": "intranet.jobs.backend.NumberedBackend", "QUEUES": []}}
SEARCH_URL = env.text("SEARCH_URL")
HAYSTACK_CONNECTIONS = search.connections(SEARCH_URL, on_sqlite=ON_SQLITE, data=DATA)
# On, every query first collects every document of the index.
HAYSTACK_LIMIT_TO_REGISTERED_MODELS = False

# --- Files --------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "intranet.core.staticfiles.ModuleStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
# Bodies: counted before anything is spooled (intranet/serving/limit.py); uploads have a limit of their own.
MAX_BODY_BYTES = env.number("MAX_BODY_BYTES", 2 * 2**20, least=1024)
MAX_UPLOAD_BYTES = env.number("MAX_UPLOAD_BYTES", 25 * 2**20, least=1024)
UPLOAD_PATHS = [
    "/files/",
    "/settings/picture/",
    "/admin/site/",
    "/people/import/",
    "/api/v1/files",
    "/api/v1/me/picture",
    "/api/v1/people-imports",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES
# Writes a minute at most (core/rates.py; 0: no limit); the disk below which nothing is taken (core/read_only.py).
PERSON_WRITES_A_MINUTE = env.number("PERSON_WRITES_A_MINUTE", 600)
GUEST_WRITES_A_MINUTE = env.number("GUEST_WRITES_A_MINUTE", 120)
DISK_LEAST_PERCENT, DISK_LEAST_MB = env.number("DISK_LEAST_PERCENT", 5), env.number("DISK_LEAST_MB", 500)

# --- People -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["intranet.accounts.backends.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "intranet.accounts.adapter.PorticoAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_DISPLAY = "intranet.accounts.adapter.display_name"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# A code, typed where one signed up: a link could be pressed by the owner of an address that a stranger signed up with.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "intranet.accounts.reset_tokens.ResetTokens"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_FORM_CLASS = "intranet.accounts.forms.CustomerSignupFields"
ACCOUNT_FORMS = {
    "add_email": "intranet.accounts.allauth_forms.AddEmailForm",
    "change_password": "intranet.accounts.allauth_forms.ChangePasswordForm",
    "confirm_email_verification_code": "intranet.accounts.allauth_forms.CodeForm",
    "login": "intranet.accounts.allauth_forms.LoginForm",
    "reauthenticate": "intranet.accounts.allauth_forms.ReauthenticateForm",
    "reset_password": "intranet.accounts.allauth_forms.ResetPasswordForm",
    "reset_password_from_key": "intranet.accounts.allauth_forms.ResetPasswordKeyForm",
    "set_password": "intranet.accounts.allauth_forms.SetPasswordForm",
    "signup": "intranet.accounts.allauth_forms.SignupForm",
}
USERSESSIONS_ADAPTER = "intranet.accounts.sessions_adapter.SessionsAdapter"
USERSESSIONS_TRACK_ACTIVITY = False
MFA_ADAPTER = "intranet.accounts.mfa_adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# The code before and the one after are taken too: people type slowly, and clocks drift.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "activate_totp": "intranet.accounts.mfa_forms.ActivateTOTPForm",
    "add_webauthn": "intranet.accounts.mfa_forms.AddPasskeyForm",
    "authenticate": "intranet.accounts.mfa_forms.AuthenticateForm",
    "authenticate_webauthn": "intranet.accounts.mfa_forms.AuthenticateWithPasskeyForm",
    "edit_webauthn": "intranet.accounts.mfa_forms.RenamePasskeyForm",
    "login_webauthn": "intranet.accounts.mfa_forms.LoginWithPasskeyForm",
    "reauthenticate": "intranet.accounts.mfa_forms.ReauthenticateForm",
    "reauthenticate_webauthn": "intranet.accounts.mfa_forms.ReauthenticateWithPasskeyForm",
}
SESSION_ENGINE = "intranet.accounts.session_store"
SESSION_COOKIE_NAME = "portico_session"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "portico_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "intranet.core.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# After so many days what somebody has shown to know counts half.
EXPERTISE_HALF_LIFE_DAYS = env.number("EXPERTISE_HALF_LIFE_DAYS", 180, least=1)

# What people need to fill in a form at the door (core/form_trap.py).
FORM_LEAST_SECONDS = env.number("FORM_LEAST_SECONDS", 3, least=0)

# --- Words --------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("it", _("Italian"))]
FORMAT_MODULE_PATH = "intranet.core.formats"
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_NAME = "portico_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Europe/Rome")
TAGGIT_CASE_INSENSITIVE = True

# --- Safety -------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF, "blob:"],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Mail ---------------------------------------------------------------------------------------------------------
EMAIL_URL = env.text("EMAIL_URL", f"filemail://{DATA / 'mail'}")
_email = environ.Env.email_url_config(EMAIL_URL)
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(_email.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(_email.get("EMAIL_USE_SSL"))
EMAIL_FILE_PATH = str(DATA / "mail")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"Portico <portico@{urlsplit(SITE_URL).hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where notifications are answered, and where `manage.py serve_mail` listens: both off until they are set.
REPLY_ADDRESS = env.mail_address("REPLY_ADDRESS")
INBOUND_LMTP = env.loopback("INBOUND_LMTP")

# Whether jobs may read public pages that people link to (core/fetching); the site settings can switch it off.
FETCH_OUTSIDE = True

# --- Serving ------------------------------------------------------------------------------------------------------
SERVER = env.choice("SERVER", "uvicorn", ("uvicorn", "daphne"))
HTTP_THREADS = env.number("HTTP_THREADS", 4, least=1)
HTTP_WAITING = env.number("HTTP_WAITING", 64, least=1)
JOB_THREADS = env.number("JOB_THREADS", 2, least=1)

# --- Writing together (its limits: intranet/collab/limits.py) ---------------------------------------------------------
# So long after the last change a document has come to rest, and what was written becomes a version of the page.
COLLAB_QUIET_SECONDS = env.number("COLLAB_QUIET_SECONDS", 120, least=5)
# Whether pages count their readers (docs/wiki.md says how, and what is not kept).
COUNT_READERS = True
# Whether a page that all guests get alike is kept for them for a moment (intranet/core/guest_pages.py).
KEEP_GUEST_PAGES = True
# Who may ask for the figures at /metrics from another machine (a Prometheus); from this one, anybody may.
METRICS_TOKEN = env.text("METRICS_TOKEN")
