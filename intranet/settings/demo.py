"""What `make run` sets: DEBUG off, plain HTTP, demo passwords, mail to files; only ever bound to loopback."""

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403
from .base import DATA, HOST, PORT, SECRET_KEY, SITE_URL

if HOST not in ("127.0.0.1", "localhost", "::1"):
    raise ImproperlyConfigured(
        f"PORTICO_MODE=demo has passwords everybody knows, so it only listens on this machine; HOST is {HOST!r}. "
        "Set PORTICO_MODE=production and its settings (README, “Configuration”) to be reached from elsewhere."
    )

if not SECRET_KEY:
    _key_file = DATA / "secret_key"
    if not _key_file.exists():
        _key_file.touch(mode=0o600)
        _key_file.write_text(get_random_secret_key())
    SECRET_KEY = _key_file.read_text()

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
LIVE_ORIGINS = [SITE_URL, f"http://localhost:{PORT}", f"http://127.0.0.1:{PORT}", f"http://[::1]:{PORT}"]
CSRF_TRUSTED_ORIGINS = LIVE_ORIGINS
DEMO = True
