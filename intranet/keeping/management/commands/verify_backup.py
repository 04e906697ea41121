"""``manage.py verify_backup FOLDER``: reads a whole backup and says whether it is of use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from intranet.keeping.verifying import NoBackup, verify


class Command(BaseCommand):
    help = "Reads every byte of a backup, opens its database and compares counts and hashes. Changes nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="one backup: portico-20261122T020000Z")

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            verdict = verify(folder)
        except NoBackup as problem:
            raise CommandError(str(problem)) from problem
        for line in verdict.wrong[:50]:
            self.stderr.write(line)
        if not verdict.is_whole:
            raise CommandError(f"The backup is not whole: {len(verdict.wrong)} things are wrong. Keep the older ones.")
        for name in verdict.facts["vanished"]:
            self.stdout.write(f"{name} was deleted while the backup was being made.")
        self.stdout.write(f"Whole: {verdict.files} files, {verdict.rows} rows, of {verdict.facts['made_at']}.")
