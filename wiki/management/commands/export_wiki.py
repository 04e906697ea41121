"""`manage.py export_wiki FILE --space lab --by ada@…`: what she reads of a wiki, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from intranet.accounts.models import User, normal_email
from intranet.spaces.models import Space
from wiki.exporting.choosing import TooMany
from wiki.exporting.making import write
from wiki.exporting.policies import can_export
from wiki.models import Page, PageExport


class Command(BaseCommand):
    help = "Writes the pages of a space, or one with all below it, into a file: a zip of Markdown or HTML, or a PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--space", required=True, help="address of the space, as in /spaces/ADDRESS/")
        parser.add_argument("--by", required=True, help="e-mail address: the file holds what this person reads")
        parser.add_argument("--page", type=int, help="number of the page with which it begins")
        parser.add_argument("--as", dest="form", choices=PageExport.Form.values, default="markdown")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.active().filter(email=normal_email(options["by"])).first()
        space = Space.objects.filter(slug=options["space"]).first()
        if by is None or space is None:
            raise CommandError("No such person." if by is None else "No such space.")
        page = Page.objects.visible_to(by).filter(pk=options["page"]).first() if options["page"] else None
        if (options["page"] and page is None) or not can_export(by, space, page):
            raise CommandError("No such page.")
        export = PageExport(person=by, space=space, page=page, form=options["form"])
        try:
            with (
                options["file"].open("wb") as out,
                translation.override(by.language),
                timezone.override(by.time_zone),
            ):
                write(export, out)
        except (TooMany, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{export.total} pages are in {options['file']}.")
