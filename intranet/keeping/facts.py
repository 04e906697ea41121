"""What a backup and an export say of the house they come from: nothing that opens a door."""

from __future__ import annotations

from importlib import metadata
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

# The settings one wants to know when the house is to stand up elsewhere. Values of these alone are written down.
TELLING = (
    "MODE",
    "SITE_URL",
    "ALLOWED_HOSTS",
    "TRUSTED_PROXIES",
    "TIME_ZONE",
    "DEFAULT_FROM_EMAIL",
    "REPLY_ADDRESS",
    "SERVER",
    "HTTP_THREADS",
    "HTTP_WAITING",
    "JOB_THREADS",
    "MAX_BODY_BYTES",
    "MAX_UPLOAD_BYTES",
    "STAFF_PASSWORDS",
    "EXPERTISE_HALF_LIFE_DAYS",
    "COLLAB_QUIET_SECONDS",
)
# Of these, only whether they are set: they have to be at hand when the house stands up elsewhere.
SECRET = ("SECRET_KEY", "EMAIL_HOST_PASSWORD", "OIDC_CLIENT_SECRET", "CUSTOMER_OIDC_CLIENT_SECRET", "PUSH_PRIVATE_KEY")


def facts_of_the_house() -> dict[str, Any]:
    return {
        "vendor": connection.vendor,
        "migrations": applied(),
        "settings": {name: getattr(settings, name) for name in TELLING if hasattr(settings, name)},
        "secrets_set": [name for name in SECRET if getattr(settings, name, "")],
        "django": metadata.version("django"),
    }


def applied() -> list[str]:
    """The migrations the database has seen: ``app.0001_name``."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def unknown_to_us(migrations: list[str]) -> list[str]:
    """Those of another house that this release does not have: it is of a newer one."""
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    replaced = {
        f"{app}.{name}"
        for migration in MigrationLoader(None).disk_migrations.values()
        for app, name in migration.replaces
    }
    return sorted(set(migrations) - ours - replaced)
