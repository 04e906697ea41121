"""`manage.py import_people FILE`: the same dry run as the page, row by row; with --apply it is done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from intranet.accounts import actions
from intranet.accounts.models import ImportedRow, PeopleImport, User, normal_email


class Command(BaseCommand):
    help = "Reads people from a CSV file and says what would come of each row. Nothing happens without --apply."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="do it")
        parser.add_argument("--by", help="e-mail address of the admin who does it; the first admin unless given")
        parser.add_argument("--make-departments", action="store_true", help="make departments that are missing")
        parser.add_argument("--invite", action="store_true", help="write to the new people")

    def handle(self, *args: Any, **options: Any) -> None:
        by = self._admin(options["by"])
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        try:
            kept = actions.look_through(
                data,
                by=by,
                name=options["file"].name,
                make_departments=options["make_departments"],
                invite=options["invite"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if options["apply"]:
            kept = actions.apply_import(kept, by=by)
        self._tell(kept)
        if kept.state == PeopleImport.State.READY:
            actions.forget_imports([kept], by=by)
            self.stdout.write("Nothing was changed. With --apply it is done.")
        elif kept.state == PeopleImport.State.RUNNING:
            self.stdout.write(
                f"The table is long, so the worker does it: /people/import/{kept.pk}/ shows how far it is."
            )

    def _admin(self, email: str | None) -> User:
        admins = User.objects.active().filter(role=User.Role.ADMIN).order_by("pk")
        found = admins.filter(email=normal_email(email)).first() if email else admins.first()
        if found is None:
            raise CommandError(f"No admin has the address {email}." if email else "There is no admin yet.")
        return found

    def _tell(self, kept: PeopleImport) -> None:
        for row in kept.rows.exclude(outcome=ImportedRow.Outcome.SAME).iterator():
            changes = "; ".join(f"{name}: {before or '-'} > {after}" for name, before, after in row.changes)
            said = " ".join([changes, *row.reasons]).strip()
            self.stdout.write(f"{row.number:>6}  {row.outcome:<7} {row.cells.get('email', '')}  {said}".rstrip())
        counted = [f"{kept.count(value)} {value}" for value in ImportedRow.Outcome.values]
        self.stdout.write(", ".join(counted))
