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
__all__ = ["SIZES", "BadImage", "forget_after_commit", "path_of", "store", "weight_of"]


def store(file: IO[bytes], *, whole: bool = False) -> str:
    """Write the copies of a picture from a stranger and return its new name; ``BadImage`` where it is none.

    What is not square is cut, an upright picture nearer its top, where faces are; or, if ``whole``, it is all there,
    on a ground of its own edge's colour.
    """
    clean = copy_at(file, _FIRST_COPY)
    name = secrets.token_hex(16)
    with Image.open(io.BytesIO(clean), formats=["WEBP"]) as image:
        for size in SIZES:
            square = _padded(image, size) if whole else _cut(image, size)
            out = io.BytesIO()
            square.save(out, "WEBP", quality=82, method=4)
            default_storage.save(path_of(name, size), ContentFile(out.getvalue()))
    return name


def _cut(image: Image.Image, size: int) -> Image.Image:
    return ImageOps.fit(image, (size, size), Image.Resampling.LANCZOS, centering=(0.5, 0.35))


def _padded(image: Image.Image, size: int) -> Image.Image:
    picture = image.convert("RGB")
    wide = picture.width > picture.height
    # The two edges that the ground goes on from, as one pixel.
    edges = [(0, 0, picture.width, 1), (0, picture.height - 1, picture.width, picture.height)]
    if not wide:
        edges = [(0, 0, 1, picture.height), (picture.width - 1, 0, picture.width, picture.height)]
    ground = Image.new("RGB", (2, 1))
    for place, edge in enumerate(edges):
        ground.paste(picture.crop(edge).resize((1, 1), Image.Resampling.BOX), (place, 0))
    colour = ground.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return ImageOps.pad(picture, (size, size), Image.Resampling.LANCZOS, color=colour)  # type: ignore[arg-type]


def weight_of(name: str) -> int:
    """What its copies take on disk, in bytes."""
    return sum(default_storage.size(path_of(name, size)) for size in SIZES)


def path_of(name: str, size: int) -> str:
    return f"avatars/{name[:2]}/{name}-{size}.webp"


def forget_after_commit(name: str) -> None:
    """Delete a picture's files once nobody's row can point to them any more."""
    if name:
        transaction.on_commit(lambda: _delete(name), robust=True)


def _delete(name: str) -> None:
    for size in SIZES:
        default_storage.delete(path_of(name, size))
