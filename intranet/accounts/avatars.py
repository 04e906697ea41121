"""The pictures in the arches: square, small, ours, under a name nobody can guess.

Whoever may read something may see who wrote it, so a picture has no audience of its own: its random name is its key,
and it is deleted when another takes its place.
"""

from __future__ import annotations

import io
import secrets
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image, ImageOps

from intranet.core.images import BadImage, copy_at

SIZES = (256, 64)
# Larger than any square needs, so that what is cut from a wide picture is still sharp.
_FIRST_COPY = 1024
__all__ = ["SIZES", "BadImage", "forget_after_commit", "path_of", "store"]


def store(file: IO[bytes]) -> str:
    """Write the copies of a picture from a stranger and return its new name; ``BadImage`` where it is none."""
    clean = copy_at(file, _FIRST_COPY)
    name = secrets.token_hex(16)
    with Image.open(io.BytesIO(clean), formats=["WEBP"]) as image:
        for size in SIZES:
            square = ImageOps.fit(image, (size, size), Image.Resampling.LANCZOS)
            out = io.BytesIO()
            square.save(out, "WEBP", quality=82, method=4)
            default_storage.save(path_of(name, size), ContentFile(out.getvalue()))
    return name


def path_of(name: str, size: int) -> str:
    return f"avatars/{name[:2]}/{name}-{size}.webp"


def forget_after_commit(name: str) -> None:
    """Delete a picture's files once nobody's row can point to them any more."""
    if name:
        transaction.on_commit(lambda: _delete(name), robust=True)


def _delete(name: str) -> None:
    for size in SIZES:
        default_storage.delete(path_of(name, size))
