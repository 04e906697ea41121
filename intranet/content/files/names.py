"""What a file may be called once it is here, and where its bytes lie."""

from __future__ import annotations

import re
import unicodedata
import uuid

LONGEST = 150
# Controls (a name that runs right to left hides its ending), and what file systems give a meaning.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_MEANT_FOR_MACHINES = re.compile(r'[<>:"|?*%]')


def clean_name(name: str) -> str:
    """The last part of ``name`` as one readable line; never empty, never hidden, never a path."""
    name = unicodedata.normalize("NFC", name)
    name = _UNSEEN.sub("", name)
    name = re.split(r"[/\\]", name)[-1]
    name = " ".join(_MEANT_FOR_MACHINES.sub("_", name).split()).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return (name or "file")[:LONGEST]
    stem = stem.strip(". ") or "file"
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"[-LONGEST:]


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def folder_of(attachment: uuid.UUID) -> str:
    """Where the bytes of an attachment lie: chosen by us, and saying nothing of what they are."""
    return f"private/{attachment.hex[:2]}/{attachment.hex}"
