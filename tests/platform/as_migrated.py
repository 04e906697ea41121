"""A test has its database made from the models at once. Here it says that all migrations have run, as in a house."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def say_all_migrations_have_run(settings: Any) -> None:
    settings.MIGRATION_MODULES = {}  # pytest-django says that there are none
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    there = recorder.applied_migrations()
    rows = [key for key in MigrationLoader(None).disk_migrations if key not in there]
    recorder.migration_qs.bulk_create([recorder.Migration(app=app, name=name) for app, name in rows])
