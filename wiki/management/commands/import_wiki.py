"""`manage.py import_wiki PATH --space lab --by ada@…`: the same dry look as the page; --apply makes the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from intranet.accounts.models import User, normal_email
from intranet.spaces.models import Space
from wiki.actions import importing
from wiki.importing.archives import Archive, File
from wiki.importing.bringing import Bringing
from wiki.importing.converted import LOSSES, Unreadable
from wiki.importing.looking import look
from wiki.models import ImportedPage, Page, PageImport


class Command(BaseCommand):
    help = "Reads a folder, a zip or a text and says which pages it would become. Nothing is made without --apply."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--space", required=True, help="address of the space, as in /spaces/ADDRESS/")
        parser.add_argument("--under", type=int, help="number of the page under which they come; the top unless given")
        parser.add_argument("--by", required=True, help="e-mail address of whoever brings them in")
        parser.add_argument("--apply", action="store_true", help="make the pages")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.active().filter(email=normal_email(options["by"])).first()
        space = Space.objects.filter(slug=options["space"]).first()
        if by is None or space is None:
            raise CommandError("No such person." if by is None else "No such space.")
        parent = Page.objects.visible_to(by).filter(pk=options["under"]).first() if options["under"] else None
        if options["under"] and parent is None:
            raise CommandError("No such page.")
        with translation.override(by.language):
            try:
                self._bring(options["path"], by, space, parent, apply=options["apply"])
            except (Unreadable, PermissionDenied, ValidationError, OSError) as error:
                raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error

    def _bring(self, path: Path, by: User, space: Space, parent: Page | None, *, apply: bool) -> None:
        passage = importing.begin_on_server(by=by, space=space, parent=parent, name=path.name)
        with _opened(path) as archive:
            try:
                look(passage, archive, told=lambda _done, _total: True)
            except Unreadable:
                importing.forget_import(passage, by=by)
                raise
            importing.import_looked_through(passage)
            if not apply:
                self._tell(passage)
                importing.forget_import(passage, by=by)
                self.stdout.write("Nothing was made. With --apply the pages are.")
                return
            passage = importing.let_in(passage, by=by, by_job=False)
            bringing = Bringing(passage, archive)
            bringing.make_shells()
            while bringing.bring_texts():
                pass
        importing.import_is_in(passage)
        self._tell(passage)
        self.stdout.write(f"What came of it: /wiki/imports/{passage.pk}/")

    def _tell(self, passage: PageImport) -> None:
        pages = passage.rows.exclude(place=0).count()
        refused = passage.rows.filter(outcome=ImportedPage.Outcome.REFUSED).count()
        self.stdout.write(f"{pages} pages; {refused} files cannot be read; {passage.files} other files.")
        counts: dict[str, int] = {}
        for row in passage.rows.exclude(losses=[]).iterator():
            for sort, _detail, count in row.losses:
                counts[sort] = counts.get(sort, 0) + count
        for sort, count in sorted(counts.items(), key=lambda one: -one[1]):
            self.stdout.write(f"{count:7} × {LOSSES[sort]}")
        for row in passage.rows.exclude(refusal="")[:50]:
            self.stdout.write(f"{row.source}: {row.refusal}")


def _opened(path: Path) -> Archive:
    if path.is_dir() or path.suffix.lower() == ".zip":
        return Archive(path)
    return Archive.of([File(path.name, path.stat().st_size, path.read_bytes)])
