"""The words of files: read once, by a job, and indexed with the entry that the file belongs to."""

from __future__ import annotations

import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from intranet.content.files.previewing import TEXTS
from intranet.content.models import Attachment
from intranet.jobs import job

from .file_text import ARCHIVES, MOST_LETTERS, PDF
from .highlight import matches
from .models import FileText

log = logging.getLogger(__name__)

READABLE = frozenset({PDF, *ARCHIVES, *TEXTS})
_SECONDS = 40
# For showing where in a file something was found: so many files of a page, and so much of each.
MOST_FILES = 10
MOST_SHOWN = 100_000


def read_new_files(entry_ids: Iterable[int]) -> None:
    """Have the files of these entries read that nobody has read yet."""
    new = Attachment.objects.filter(
        entry__in=list(entry_ids), words__isnull=True, mime__in=READABLE, state=Attachment.State.READY
    )
    for pk in new.values_list("pk", flat=True):
        read_file.enqueue_once(key=str(pk), attachment=str(pk))


@job(attempts=2, backoff=60)
def read_file(*, attachment: str) -> None:
    """Store the words of a file, and have its entry indexed again. A file that cannot be read has none."""
    from .indexing import mark_changed  # noqa: PLC0415 - it asks for files to be read

    found = Attachment.objects.filter(pk=attachment, words__isnull=True).first()
    if found is None:
        return
    text = " ".join(_text_of(found).replace("\0", " ").split())[:MOST_LETTERS]
    _row, is_new = FileText.objects.get_or_create(attachment=found, defaults={"text": text})
    if is_new and text and found.entry_id:
        mark_changed([found.entry_id])


def _text_of(file: Attachment) -> str:
    with default_storage.open(str(file.file.name)) as stored:
        if file.mime in TEXTS:
            return _decoded(stored.read(MOST_LETTERS * 2))
        with tempfile.NamedTemporaryFile() as copy:
            for block in iter(lambda: stored.read(2**20), b""):
                copy.write(block)
            copy.flush()
            reader = [sys.executable, "-m", "intranet.search.file_text", copy.name, file.mime]
            try:
                # The program, the name of the file and the sort of file are ours.
                done = subprocess.run(reader, cwd=settings.ROOT, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
            except subprocess.TimeoutExpired:
                log.info("The words of %s were not read: it took too long", file.pk)
                return ""
    if done.returncode != 0:
        log.info("The words of %s were not read: the reader ended with %s", file.pk, done.returncode)
    # What it had read before it met what it could not read is better than nothing.
    return done.stdout.decode("utf-8", "replace")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    text = data.decode("utf-8-sig", "replace")
    return text if text.count("�") <= 2 else data.decode("latin-1")


@dataclass(frozen=True)
class InFile:
    """In which file of an entry the words stand, and its text from a little before."""

    name: str
    text: str


def say_in_which_file(entries: list[Any], words: list[str]) -> None:
    """Give each entry ``found_in``: an ``InFile``, or None where its own words say why it was found."""
    silent = []
    for entry in entries:
        entry.found_in = None
        own = f"{entry.title}\n{entry.body_text}\n{entry.author.name}"
        if words and entry.attachments.all() and not matches(own, words):
            silent.append(entry)
    files = {file.pk: (entry, file) for entry in silent for file in entry.attachments.all()}
    if not files:
        return
    rows = FileText.objects.filter(pk__in=list(files)).exclude(text="").values_list("pk", "text")[:MOST_FILES]
    for pk, text in rows:
        entry, file = files[pk]
        if entry.found_in is None and (places := matches(text[:MOST_SHOWN], words)):
            start = max(0, places[0][0] - 200)
            entry.found_in = InFile(file.name, text[start : start + 1000])
    for entry, file in files.values():
        if entry.found_in is None and matches(file.name, words):
            entry.found_in = InFile(file.name, file.excerpt[:1000])
