"""``manage.py backup FOLDER``: the database, the uploads and the key, while people work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from intranet.keeping.backup import BackupFailed, back_up


class Command(BaseCommand):
    help = "Writes a backup into a new folder below FOLDER. verify_backup reads it, restore brings it back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where backups are kept; best on another disk")

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            made = back_up(folder, now=timezone.now())
        except BackupFailed as failure:
            raise CommandError(str(failure)) from failure
        size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
        self.stdout.write(f"{made} ({size / 2**20:.1f} MB)")
