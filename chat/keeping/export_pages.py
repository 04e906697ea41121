"""The readable half of a room's export: a page for each month, without a script, and a list of them."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import get_language

from chat.models import Room
from intranet.accounts.models import User

_LOCAL = re.compile(r'\b(href|src)="/(?!/)')


class Pages:
    """Takes the rows of the export in their order, and writes a month when the next begins."""

    def __init__(self, archive: zipfile.ZipFile, room: Room, person: User) -> None:
        self.archive, self.room, self.person = archive, room, person
        self.name = called(room, person)
        self.months: list[tuple[str, date, int]] = []
        self.waiting: list[dict[str, Any]] = []
        self.month: date | None = None

    def write(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            day = localtime(row["at"]).date()
            if self.month != day.replace(day=1):
                self._turn()
                self.month = day.replace(day=1)
            self.waiting.append(row | {"day": day, "html": _with_addresses(row["html"])})

    def end(self) -> None:
        self._turn()
        self._page("index.html", "chat/export/index.html", {"months": self.months})
        self.archive.writestr("page.css", render_to_string("chat/export/page.css"))

    def _turn(self) -> None:
        if self.month is None or not self.waiting:
            return
        name = self._file_of(self.month)
        self._page(name, "chat/export/month.html", {"month": self.month, "rows": self.waiting})
        self.months.append((name, self.month, len(self.waiting)))
        self.waiting = []

    def _file_of(self, month: date) -> str:
        """Clocks that were put back may bring a month twice."""
        parts = sum(1 for _name, other, _count in self.months if other == month)
        return f"{month:%Y-%m}{f'-{parts + 1}' if parts else ''}.html"

    def _page(self, name: str, template: str, context: dict[str, Any]) -> None:
        context |= {"room": self.room, "name": self.name, "language": get_language() or "en", "site": settings.SITE_URL}
        self.archive.writestr(name, render_to_string(template, context))


def called(room: Room, person: User) -> str:
    """Its name, or who else is in it."""
    others = room.members.exclude(pk=person.pk).order_by("name").values_list("name", flat=True)
    return room.name or ", ".join(others) or person.name


def _with_addresses(html: str) -> str:
    """Links that began at our own door lead there from a disk as well."""
    return _LOCAL.sub(rf'\1="{settings.SITE_URL}/', html)
