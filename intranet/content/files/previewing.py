"""What a reader sees of a document before fetching it: the first page of a PDF, the first lines of a text."""

from __future__ import annotations

import codecs
import io
import logging
import subprocess
import sys
import tempfile

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from intranet.content.models import Attachment
from intranet.core.images import BadImage, copy_at
from intranet.jobs import job
from intranet.realtime.publish import publish
from intranet.realtime.units import action

from .preparing import SIZES, path_of_copy

log = logging.getLogger(__name__)

PDF = "application/pdf"
TEXTS = frozenset({"text/plain", "text/markdown", "text/csv", "text/tab-separated-values", "application/json"})
MOST_LINES = 24
MOST_LETTERS = 2000
_SECONDS = 25


def has_preview(attachment: Attachment) -> bool:
    return attachment.mime == PDF or attachment.mime in TEXTS


@job(attempts=2, backoff=60)
def preview_file(*, attachment: str) -> None:
    """Make the preview. A file that cannot be read has none, and is fetched as before."""
    found = Attachment.objects.filter(pk=attachment, preview=Attachment.Preview.NONE).first()
    if found is None:
        return
    if found.mime == PDF:
        _first_page(found)
    elif found.mime in TEXTS:
        _first_lines(found)


def _first_lines(attachment: Attachment) -> None:
    with default_storage.open(str(attachment.file.name)) as file:
        head = file.read(MOST_LETTERS * 4)
    text = _decoded(head)[:MOST_LETTERS].replace("\r\n", "\n").replace("\0", "")
    lines = text.split("\n")
    keep(attachment, preview=Attachment.Preview.TEXT, excerpt="\n".join(lines[:MOST_LINES]).rstrip())


def _decoded(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    try:
        # The last letter may have been cut in two.
        return codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return head.decode("latin-1")


def _first_page(attachment: Attachment) -> None:
    with default_storage.open(str(attachment.file.name)) as file, tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        for block in iter(lambda: file.read(2**20), b""):
            copy.write(block)
        copy.flush()
        reader = [sys.executable, "-m", "intranet.content.files.pdf_page", copy.name]
        try:
            # The program and the name of the file are ours.
            done = subprocess.run(reader, cwd=settings.ROOT, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            log.info("No preview of %s: it took too long", attachment.pk)
            return
    count, _newline, picture = done.stdout.partition(b"\n")
    if done.returncode != 0 or not count.isdigit():
        log.info("No preview of %s: the reader ended with %s", attachment.pk, done.returncode)
        return
    try:
        copies = {size: copy_at(io.BytesIO(picture), longest) for size, longest in SIZES.items() if size != "large"}
    except BadImage:
        return
    for size, data in copies.items():
        path = path_of_copy(attachment, size)
        default_storage.delete(path)
        default_storage.save(path, ContentFile(data))
    keep(attachment, preview=Attachment.Preview.PICTURE, pages=int(count[:6]))


@action
def keep(attachment: Attachment, **made: object) -> None:
    """Store what was made. The number of the entry's stream rises, so cards that are kept are made anew."""
    if not Attachment.objects.filter(pk=attachment.pk).update(**made):
        return
    fresh = Attachment.objects.select_related("entry").get(pk=attachment.pk)
    if fresh.entry is not None:
        publish(fresh.entry.root_key, "content.file.previewed", entry=fresh.entry_id)
