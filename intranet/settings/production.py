"""A firm's own installation. `manage.py check --deploy` and intranet/core/checks.py say why it will not start."""

from . import env
from .base import *  # noqa: F403
from .base import SITE_URL

# Says that every connection is encrypted before it reaches Portico although SITE_URL reads http (a VPN, say).
BEHIND_TLS_PROXY = env.flag("BEHIND_TLS_PROXY")
_SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SECURE_SSL_REDIRECT = _SECURE and env.flag("SECURE_SSL_REDIRECT", default=False)
SECURE_HSTS_SECONDS = 31536000 if _SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
DEMO = False
# Redirecting to https is the proxy's work, and the browsers' preload list is for a firm to ask for, not for us.
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W021"]
