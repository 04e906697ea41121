"""Files on their way into an archive."""

from __future__ import annotations

import zipfile

from django.core.files.storage import default_storage

from intranet.content.models import Attachment

_BLOCK = 64 * 1024
# What a browser would run when it is opened from a disk. The bytes stay, the name says text.
_RUN = (".htm", ".html", ".xhtml", ".shtml", ".mht", ".mhtml", ".svg", ".xml", ".js", ".mjs", ".hta")


def safe_ending(name: str) -> str:
    return f"{name}.txt" if name.lower().endswith(_RUN) else name


def copy_file(archive: zipfile.ZipFile, file: Attachment, name: str) -> bool:
    """Copy the bytes block by block. False where they are not there any more."""
    try:
        source = default_storage.open(str(file.file.name), "rb")
    except FileNotFoundError:
        return False
    with source, archive.open(safe_ending(name), "w", force_zip64=True) as target:
        while block := source.read(_BLOCK):
            target.write(block)
    return True
