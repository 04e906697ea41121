"""What happens to a picture after its upload: copies for pages, and an original that tells nothing of its owner."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from intranet.content.models import Attachment
from intranet.core.images import BadImage, cleaned, copy_at
from intranet.realtime.publish import publish
from intranet.realtime.units import action

from .names import folder_of

# The longest side of each copy; the smallest stands still, also of an animation.
SIZES = {"thumb": 320, "medium": 960, "large": 2048}


def path_of_copy(attachment: Attachment, size: str) -> str:
    return f"{folder_of(attachment.pk)}/{size}.webp"


def prepare(attachment: Attachment) -> None:
    """Make the copies, drop the metadata, and say that it is ready. Can be run again after being cut short."""
    if attachment.state != Attachment.State.PROCESSING:
        return
    try:
        with default_storage.open(attachment.file.name) as file:
            for size, longest in SIZES.items():
                _write(path_of_copy(attachment, size), copy_at(file, longest, moving=size != "thumb"))
            clean = cleaned(file)
    except BadImage as error:
        _refuse(attachment, str(error))
        return
    path = f"{folder_of(attachment.pk)}/clean"
    _write(path, clean)
    _settle(attachment, path=path, size=len(clean))


def _write(path: str, data: bytes) -> None:
    default_storage.delete(path)
    default_storage.save(path, ContentFile(data))


@action
def _settle(attachment: Attachment, *, path: str, size: int) -> None:
    row = Attachment.objects.filter(pk=attachment.pk)
    if not row.update(file=path, size=size, state=Attachment.State.READY):
        remove_bytes(attachment)  # taken back meanwhile
        return
    transaction.on_commit(lambda: default_storage.delete(f"{folder_of(attachment.pk)}/original"), robust=True)
    _tell(attachment)


@action
def _refuse(attachment: Attachment, reason: str) -> None:
    """It is no picture after all. The uploader reads why; the bytes go."""
    row = Attachment.objects.filter(pk=attachment.pk)
    row.update(state=Attachment.State.REFUSED, refusal=reason[:200])
    transaction.on_commit(lambda: remove_bytes(attachment), robust=True)
    _tell(attachment)


def remove_bytes(attachment: Attachment) -> None:
    """Everything of it that lies on disk."""
    folder = folder_of(attachment.pk)
    for name in ("original", "clean", *(f"{size}.webp" for size in SIZES)):
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def _tell(attachment: Attachment) -> None:
    """Whoever has the entry on screen gets the picture in the place of its frame."""
    row = Attachment.objects.select_related("entry").filter(pk=attachment.pk, entry__isnull=False).first()
    if row is not None and row.entry.is_published:
        publish(
            row.entry.root_key,
            "content.attachment.prepared",
            entry=row.entry_id,
            attachment=str(row.pk),
            state=row.state,
        )
