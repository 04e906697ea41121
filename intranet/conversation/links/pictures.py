"""The pictures of link cards: a copy of ours, so that no reader's browser knocks at the other house."""

from __future__ import annotations

import io
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from intranet.core.images import BadImage, copy_at

LONGEST = 640
__all__ = ["LONGEST", "BadImage", "path_of", "remove", "store"]


def store(data: bytes) -> str:
    """Keep a clean copy of a picture from a stranger; its new random name. ``BadImage`` where it is none."""
    name = secrets.token_hex(16)
    default_storage.save(path_of(name), ContentFile(copy_at(io.BytesIO(data), LONGEST)))
    return name


def path_of(name: str) -> str:
    return f"link-pictures/{name[:2]}/{name}.webp"


def remove(name: str) -> None:
    if name:
        default_storage.delete(path_of(name))
