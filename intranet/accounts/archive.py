"""The file that a person takes along: JSON for programs, the files themselves, and a page to read it by."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import escape
from django.utils.text import get_valid_filename
from django.utils.timezone import localtime, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intranet.core.models import SiteSettings

from .models import User
from .personal_data import Chapter, chapters

# Of one chapter, in the page; the JSON has all.
SHOWN = 500
_BLOCK = 64 * 1024


def write_archive(person: User, out: IO[bytes]) -> None:
    """Write it into ``out``, piece by piece, so that memory does not grow with what the person wrote."""
    told = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for chapter in chapters():
            shown, count = _write_rows(archive, chapter, person)
            files = _write_files(archive, chapter, person)
            told.append((chapter, shown, count, files))
        archive.writestr("index.html", _page(person, told))


def _write_rows(archive: zipfile.ZipFile, chapter: Chapter, person: User) -> tuple[list[dict[str, Any]], int]:
    shown: list[dict[str, Any]] = []
    count = 0
    encoder = DjangoJSONEncoder(ensure_ascii=False, indent=1)
    with archive.open(f"data/{chapter.name}.json", "w", force_zip64=True) as file:
        file.write(b"[")
        for row in chapter.rows(person):
            file.write(b",\n" if count else b"\n")
            for piece in encoder.iterencode(row):
                file.write(piece.encode())
            if count < SHOWN:
                shown.append(row)
            count += 1
        file.write(b"\n]\n")
    return shown, count


def _write_files(archive: zipfile.ZipFile, chapter: Chapter, person: User) -> list[str]:
    """The names under which they stand. A file whose bytes are gone is left out: the row still tells of it."""
    written = []
    for wanted, path in chapter.files(person):
        safe = f"files/{get_valid_filename(wanted.replace('/', '_'))}"
        try:
            with default_storage.open(path, "rb") as source, archive.open(safe, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target, _BLOCK)
        except FileNotFoundError:
            continue
        written.append(safe)
    return written


def _page(person: User, told: list[tuple[Chapter, list[dict[str, Any]], int, list[str]]]) -> str:
    site = SiteSettings.current().name
    title = _("The data of %(name)s at %(site)s") % {"name": person, "site": site}
    day = localtime(now()).strftime("%Y-%m-%d %H:%M %Z")
    parts = [
        f'<!doctype html><html lang="{escape(get_language() or "en")}"><meta charset="utf-8">',
        f"<title>{escape(title)}</title><h1>{escape(title)}</h1><p>{escape(day)}</p><ul>",
        *(
            f'<li><a href="#{chapter.name}">{escape(chapter.label)}</a> ({count})</li>'
            for chapter, _shown, count, _files in told
        ),
        "</ul>",
    ]
    for chapter, shown, count, files in told:
        parts.append(f'<h2 id="{chapter.name}">{escape(chapter.label)}</h2>')
        parts.extend(_section(chapter, shown, count, files))
    return "".join([*parts, "</html>"])


def _section(chapter: Chapter, shown: list[dict[str, Any]], count: int, files: list[str]) -> Iterator[str]:
    if not count:
        yield f"<p>{escape(_('Nothing.'))}</p>"
    for row in shown:
        yield "<dl>"
        for name, value in row.items():
            if value not in (None, "", [], {}):
                text = escape(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).strip('"'))
                yield f"<dt>{escape(name)}</dt><dd>{text}</dd>"
        yield "</dl><hr>"
    if count > len(shown):
        yield f'<p><a href="data/{chapter.name}.json">{escape(_("All of it"))}</a></p>'
    if files:
        yield "<ul>" + "".join(f'<li><a href="{escape(name)}">{escape(name)}</a></li>' for name in files) + "</ul>"
