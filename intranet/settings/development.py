"""`make dev`: Daphne's runserver, reload on save, errors in the browser."""

from typing import Any

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, LOGGING, PORT, SITE_URL, STORAGES

DEBUG = True
SECRET_KEY = "development-only-" + "0" * 40
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
LIVE_ORIGINS = [SITE_URL, f"http://localhost:{PORT}", f"http://127.0.0.1:{PORT}"]
CSRF_TRUSTED_ORIGINS = LIVE_ORIGINS
# Daphne brings its own runserver and must come first. It imports Twisted, so it is installed only where it serves.
INSTALLED_APPS = ["daphne", *INSTALLED_APPS]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DEMO = True
# Django's own handler, which only DEBUG wakes, would say everything twice.
_loggers: Any = LOGGING["loggers"]
_loggers["django"] = {"handlers": []}
# A co-edited page may send 2 MiB in one message; Daphne's runserver refuses more than 1 MiB by itself.
DAPHNE_WEBSOCKET_MAX_MESSAGE_SIZE = DAPHNE_WEBSOCKET_MAX_FRAME_SIZE = 2 * 2**20 + 2**10
