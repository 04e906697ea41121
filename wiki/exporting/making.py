"""Writing the file that somebody has asked for, and handing it out."""

from __future__ import annotations

import secrets
import zipfile
from tempfile import NamedTemporaryFile
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils import timezone, translation

from wiki.actions.exporting import export_failed, export_is_ready
from wiki.models import PageExport

from .choosing import Chosen, TooMany, file_name
from .html_site import write_site
from .markdown import write_markdown
from .policies import can_export

Form = PageExport.Form


def make(export: PageExport) -> bool:
    """Write the file and say that it is there. Run twice, it is made once; who may no longer have it gets none."""
    person = export.person
    if export.state != PageExport.State.WAITING:
        return False
    if not can_export(person, export.space, export.page):
        export_failed(export)
        return False
    ending = "pdf" if export.form == Form.PDF else "zip"
    path = f"copies/{secrets.token_hex(24)}.{ending}"
    with NamedTemporaryFile(dir=settings.DATA, suffix=f".{ending}") as out:
        try:
            with translation.override(person.language), timezone.override(person.time_zone):
                write(export, out)
        except TooMany as error:
            export_failed(export, problem=str(error))
            return False
        size = out.tell()
        out.seek(0)
        default_storage.save(path, File(out))
    if not export_is_ready(export, path=path, size=size):
        default_storage.delete(path)
        return False
    return True


def write(export: PageExport, out: IO[bytes]) -> None:
    chosen = Chosen(export.person, export.space, export.page, alone=export.alone)
    row = PageExport.objects.filter(pk=export.pk)
    export.total = len(chosen)
    row.update(done=0, total=export.total)
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        row.update(done=done)

    if export.form == Form.PDF:
        from .pdf import write_pdf  # noqa: PLC0415 - what draws a PDF is loaded where somebody wants one

        write_pdf(out, chosen, told=told)
        return
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        write_one = write_markdown if export.form == Form.MARKDOWN else write_site
        write_one(archive, chosen, told=told)


def file_of(export: PageExport) -> FileResponse:
    """The answer to a download: within its week, and as long as who asked for it may still have it; else 404."""
    if not export.is_there or not can_export(export.person, export.space, export.page):
        raise Http404
    try:
        file = default_storage.open(export.path, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    ending = "pdf" if export.form == Form.PDF else "zip"
    name = f"{file_name(export.title)}-{export.asked_at:%Y-%m-%d}.{ending}"
    mime = "application/pdf" if ending == "pdf" else "application/zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=mime)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
