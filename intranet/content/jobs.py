"""Work on files and texts that no request waits for."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.timezone import now

from intranet.jobs import job, scheduled

from .files.preparing import prepare, remove_bytes
from .files.untied import attachments_of_nothing
from .kinds import real
from .models import Attachment, Entry
from .rerendering import render_older_texts
from .waiting import due

UNTIED_FOR = timedelta(days=1)
BATCH = 200


@job(attempts=4, backoff=20)
def prepare_picture(*, attachment: str) -> None:
    waiting = Attachment.objects.filter(pk=attachment, state=Attachment.State.PROCESSING)
    found = waiting.select_related("uploader").first()
    if found is None:
        return
    # A refusal is read by the uploader.
    with translation.override(found.uploader.language):
        prepare(found)


@job(attempts=5, backoff=15)
def release(*, entry_id: int) -> bool:
    """Put out an entry at its time. What has been put off further, taken back or published meanwhile is left alone."""
    from .actions import release_due  # noqa: PLC0415 - actions enqueue this job

    entry = Entry.objects.filter(pk=entry_id).first()
    return entry is not None and release_due(real(entry))


@scheduled(cron="* * * * *", name="release-what-is-due")
def release_what_is_due() -> None:
    """The net under the jobs of single entries: nothing waits because a queue was emptied."""
    for pk in due().order_by("due_at").values_list("pk", flat=True)[:BATCH]:
        release.enqueue_once(key=str(pk), entry_id=pk)


@scheduled(cron="17 * * * *", name="forget-untied-files")
def forget_untied_files() -> None:
    """Delete the files that nobody tied to anything for a day, a few at a time so that nobody waits for the lock."""
    while True:
        untied = attachments_of_nothing(created_before=now() - UNTIED_FOR)
        batch = list(untied.order_by("created_at")[:BATCH])
        if not batch:
            return
        with transaction.atomic():
            # Asked again in the statement: one of them may have been tied meanwhile.
            gone = [file for file in batch if untied.filter(pk=file.pk).delete()[0]]
        for file in gone:
            remove_bytes(file)
        if not gone:
            return


@scheduled(cron="23 3 * * *", name="render-older-texts")
def render_older_texts_soon() -> None:
    """Once a night look for texts of an older renderer; a job for each half minute of them, so that others get on."""
    if not render_older_texts(seconds=30):
        render_older_texts_soon.enqueue()


@scheduled(cron="41 4 * * 0", name="sweep-lost-files")
def sweep_lost_files() -> None:
    """Delete the bytes that no row knows: of an upload cut short between writing the file and writing the row."""
    for shelf in _folders_in("private"):
        folders = {name: f"private/{shelf}/{name}" for name in _folders_in(f"private/{shelf}")}
        known = {
            pk.hex for pk in Attachment.objects.filter(pk__in=[*filter(_is_hex, folders)]).values_list("pk", flat=True)
        }
        for name, path in folders.items():
            if name not in known and _is_hex(name) and _is_old(path):
                remove_bytes(Attachment(pk=UUID(name)))


def _folders_in(path: str) -> list[str]:
    try:
        return default_storage.listdir(path)[0]
    except FileNotFoundError:
        return []


def _is_hex(name: str) -> bool:
    return len(name) == 32 and set(name) <= set("0123456789abcdef")


def _is_old(path: str) -> bool:
    return default_storage.get_modified_time(path) < now() - UNTIED_FOR
