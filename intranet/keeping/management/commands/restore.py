"""``manage.py restore FOLDER``: a backup becomes the house again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from intranet.keeping.postgres import ProgramFailed
from intranet.keeping.restoring import CannotRestore, Wishes, restore
from intranet.keeping.verifying import NoBackup


class Command(BaseCommand):
    help = "Verifies a backup and brings it back into this data folder and database, which have to be empty."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="one backup: portico-20261122T020000Z")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="also where somebody lives; files are moved aside, a PostgreSQL database is emptied",
        )
        parser.add_argument("--keep-sessions", action="store_true", help="people stay signed in as they were then")
        parser.add_argument(
            "--erased", type=Path, help="another list of who was erased since (erased.jsonl of the lost data folder)"
        )

    def handle(self, *, folder: Path, replace: bool, keep_sessions: bool, erased: Path | None, **options: Any) -> None:
        wishes = Wishes(replace=replace, keep_sessions=keep_sessions, erased=erased)
        try:
            restore(folder.resolve(), wishes, say=self.stdout.write)
        except (NoBackup, CannotRestore, ProgramFailed, OSError) as problem:
            raise CommandError(str(problem)) from problem
