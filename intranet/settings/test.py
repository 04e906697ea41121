"""The tests: a throw-away data folder, quick passwords, and a database on disk that threads and sockets share."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_a_folder_of_our_own = "PORTICO_DATA" not in os.environ
if _a_folder_of_our_own:
    os.environ["PORTICO_DATA"] = tempfile.mkdtemp(prefix="portico-test-")
    atexit.register(shutil.rmtree, os.environ["PORTICO_DATA"], ignore_errors=True)

from .base import *  # noqa: F403
from .base import DATA, DATABASES, ON_SQLITE, STORAGES

if _a_folder_of_our_own:
    # Processes that this one starts, pytest's parallel workers above all, are to have a folder of their own too.
    del os.environ["PORTICO_DATA"]

SECRET_KEY = "test-only-" + "0" * 50
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
LIVE_ORIGINS = ["http://testserver", "http://localhost", "http://127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if ON_SQLITE:
    DATABASES["default"]["TEST"] = {"NAME": str(Path(DATA) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = DATABASES["default"]["OPTIONS"]["init_command"].replace(
        "synchronous=FULL", "synchronous=OFF"
    )
DATABASES["default"]["CONN_MAX_AGE"] = 0
DEMO = False
# Tests that count readers say so.
COUNT_READERS = False
# One test does not get what another was shown. Those about it say so.
KEEP_GUEST_PAGES = False
# Tests fill in forms at once. Those about that say so.
FORM_LEAST_SECONDS = 0
# A test that fetches says from where.
FETCH_OUTSIDE = False
# The example of RFC 8291: the tests know what it signs.
PUSH_PRIVATE_KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
# Whatever the disk of whoever tests has left. Those about that say so.
DISK_LEAST_PERCENT = DISK_LEAST_MB = 0
