"""What happens to a picture after its upload: copies for pages, and an original that tells nothing of its owner."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from intranet.content.models import Attachment
from intranet.core.images import BadImage, cleaned, copy_at

from .names import folder_of

# The longest side of each copy; the smallest stands still, also of an animation.
SIZES = {"thumb": 320, "medium": 960, "large": 2048}


def path_of_copy(attachment: Attachment, size: str) -> str:
    return f"{folder_of(attachment.pk)}/{size}.webp"


def prepare(attachment: Attachment) -> None:
    """Make the copies and drop the metadata. Can be run again after being cut short."""
    row = Attachment.objects.filter(pk=attachment.pk, state=Attachment.State.PROCESSING)
    try:
        with default_storage.open(str(attachment.file.name)) as file:
            for size, longest in SIZES.items():
                _write(path_of_copy(attachment, size), copy_at(file, longest, moving=size != "thumb"))
            clean = cleaned(file)
    except BadImage as error:
        # It is no picture after all. The uploader reads why; the bytes go.
        row.update(state=Attachment.State.REFUSED, refusal=str(error)[:200])
        remove_bytes(attachment)
        return
    path = f"{folder_of(attachment.pk)}/clean"
    _write(path, clean)
    if row.update(file=path, size=len(clean), state=Attachment.State.READY):
        default_storage.delete(f"{folder_of(attachment.pk)}/original")
    else:
        remove_bytes(attachment)  # taken back meanwhile


def _write(path: str, data: bytes) -> None:
    default_storage.delete(path)
    default_storage.save(path, ContentFile(data))


def remove_bytes(attachment: Attachment) -> None:
    """Everything of it that lies on disk."""
    folder = folder_of(attachment.pk)
    for name in ("original", "clean", *(f"{size}.webp" for size in SIZES)):
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)
