"""``manage.py import_house FILE``: an exported house moves into this one, which has to be empty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from intranet.keeping.importing import CannotImport, import_house


class Command(BaseCommand):
    help = "Takes in what export_house has written, all of it or nothing. Run migrate before it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="what export_house has written: house.zip")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            import_house(file, say=self.stdout.write)
        except CannotImport as problem:
            raise CommandError(str(problem)) from problem
