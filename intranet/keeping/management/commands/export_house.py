"""``manage.py export_house FILE``: the whole house in one file, for another database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from intranet.keeping.exporting import CannotExport, export_house


class Command(BaseCommand):
    help = "Writes everything that cannot be made again into FILE, while people work; import_house takes it in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="it is not there yet: house.zip")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            export_house(file, now=timezone.now(), say=self.stdout.write)
        except (CannotExport, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{file} ({file.stat().st_size / 2**20:.1f} MB). Keep it as you keep the database.")
