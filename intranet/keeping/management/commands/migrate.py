"""``manage.py migrate``, which lays out a new house at once.

Django walks every migration of the past, also where there is nothing to change yet, and renders the models again for
each step: with 70 migrations of ours that is a minute of processor time for a database that takes two seconds to make.
So an empty database gets its tables from the models of today, what a house begins with (the code of migrations that is
not ``elidable``, Django's word for code that only matters to what is there already), and a note that every migration is
applied. The idea is that of Rails' ``db:schema:load``. Wherever there is a table, and with ``--step-by-step``,
everything goes as Django does it; a test holds both roads to the same database.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as StepByStep
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import StateApps
from django.utils.translation import override

# What asks for one step, or only about steps.
ABOUT_STEPS = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune", "run_syncdb")


class Command(StepByStep):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--step-by-step", action="store_true", help="Apply every migration, also to an empty database."
        )

    def handle(self, *arguments: Any, step_by_step: bool = False, **options: Any) -> None:
        connection = connections[options["database"]]
        if step_by_step or any(options.get(name) for name in ABOUT_STEPS) or not _is_empty(connection):
            super().handle(*arguments, **options)
            return
        # As Django does for its own: what migrations write is in no language.
        with override(None):
            self._lay_out(connection, verbosity=options["verbosity"], interactive=options["interactive"])

    def _lay_out(self, connection: BaseDatabaseWrapper, *, verbosity: int, interactive: bool) -> None:
        loader = MigrationLoader(connection)
        plan = [loader.disk_migrations[key] for key in _in_order(loader)]
        emit_pre_migrate_signal(verbosity, interactive, connection.alias, stdout=self.stdout, apps=apps, plan=[])
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        with connection.schema_editor() as editor:
            _make_tables(editor, loader)
            for migration in plan:
                _begin_with(migration, editor)
            recorder.migration_qs.bulk_create(
                recorder.Migration(app=one.app_label, name=one.name) for one in loader.disk_migrations.values()
            )
        if verbosity >= 1:
            self.stdout.write(f"  A new database, laid out as {len(plan)} migrations would have left it.")
        emit_post_migrate_signal(
            verbosity,
            interactive,
            connection.alias,
            stdout=self.stdout,
            apps=apps,
            plan=[(migration, False) for migration in plan],
        )


def _is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether nothing was ever made in it; a start that was cut short leaves the table of migrations, without a row."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    own = MigrationRecorder.Migration._meta.db_table
    return not tables or (tables == {own} and not MigrationRecorder(connection).applied_migrations())


def _in_order(loader: MigrationLoader) -> list[tuple[str, str]]:
    """All migrations, each after those it depends on."""
    ordered: dict[tuple[str, str], None] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        ordered.update(dict.fromkeys(loader.graph.forwards_plan(leaf)))
    return list(ordered)


def _make_tables(editor: BaseDatabaseSchemaEditor, loader: MigrationLoader) -> None:
    alias = editor.connection.alias
    for app in apps.get_app_configs():
        if app.models_module is None or app.label not in loader.migrated_apps:
            continue
        for model in router.get_migratable_models(app, alias, include_auto_created=False):
            if model._meta.can_migrate(editor.connection):
                editor.create_model(model)
    # What is seeded below already finds the keys between tables.
    waiting = list(editor.deferred_sql)
    editor.deferred_sql.clear()
    for statement in waiting:
        editor.execute(statement)


def _begin_with(migration: Migration, editor: BaseDatabaseSchemaEditor) -> None:
    """What a new house begins with. Of libraries nothing is: theirs mends what is there."""
    if not _is_ours(migration):
        return
    for operation in migration.operations:
        if not isinstance(operation, RunPython | RunSQL) or operation.elidable:
            continue
        if isinstance(operation, RunSQL):
            # It may speak of tables as they were. Say elidable, or let this command know better.
            raise TypeError(f"{migration} runs SQL that a new database may need: mark it elidable if it does not.")
        # The models of today, which are those that all of them together lead to.
        operation.code(cast(StateApps, apps), editor)


def _is_ours(migration: Migration) -> bool:
    module = apps.get_app_config(migration.app_label).path
    return Path(module).is_relative_to(settings.ROOT) and ".venv" not in Path(module).parts
