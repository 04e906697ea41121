"""Which files we take. What a file calls itself and what it begins with must both be on the list, and agree."""

from __future__ import annotations

import io
import zipfile
from typing import IO, NamedTuple

import puremagic
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.content.models import Attachment
from intranet.core.images import BadImage, Facts, look_at

from .names import ending_of

Kind = Attachment.Kind
MB = 2**20


class Type(NamedTuple):
    mime: str
    kind: Attachment.Kind
    # The bytes it begins with, any of these; empty for plain text.
    begins: tuple[bytes, ...] = ()
    # Where those bytes stand.
    at: int = 0
    # A name that must be in the archive, for what is a zip by its nature.
    holds: str = ""
    most_bytes: int = 2**40


_ZIP = (b"PK\x03\x04",)
_OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_JPEG = Type("image/jpeg", Kind.IMAGE, (b"\xff\xd8\xff",), most_bytes=25 * MB)

TYPES: dict[str, Type] = {
    "png": Type("image/png", Kind.IMAGE, (b"\x89PNG\r\n\x1a\n",), most_bytes=25 * MB),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "gif": Type("image/gif", Kind.IMAGE, (b"GIF87a", b"GIF89a"), most_bytes=15 * MB),
    "webp": Type("image/webp", Kind.IMAGE, (b"RIFF",), most_bytes=25 * MB),
    "mp4": Type("video/mp4", Kind.VIDEO, (b"ftyp",), at=4),
    "m4v": Type("video/mp4", Kind.VIDEO, (b"ftyp",), at=4),
    "mov": Type("video/quicktime", Kind.VIDEO, (b"ftyp", b"moov", b"wide", b"mdat"), at=4),
    "webm": Type("video/webm", Kind.VIDEO, (b"\x1aE\xdf\xa3",)),
    "mp3": Type("audio/mpeg", Kind.AUDIO, (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "m4a": Type("audio/mp4", Kind.AUDIO, (b"ftyp",), at=4),
    "wav": Type("audio/wav", Kind.AUDIO, (b"RIFF",)),
    "ogg": Type("audio/ogg", Kind.AUDIO, (b"OggS",)),
    "opus": Type("audio/ogg", Kind.AUDIO, (b"OggS",)),
    "flac": Type("audio/flac", Kind.AUDIO, (b"fLaC",)),
    "pdf": Type("application/pdf", Kind.DOCUMENT, (b"%PDF-",)),
    "docx": Type(_OFFICE + "wordprocessingml.document", Kind.DOCUMENT, _ZIP, holds="word/document.xml"),
    "xlsx": Type(_OFFICE + "spreadsheetml.sheet", Kind.DOCUMENT, _ZIP, holds="xl/workbook.xml"),
    "pptx": Type(_OFFICE + "presentationml.presentation", Kind.DOCUMENT, _ZIP, holds="ppt/presentation.xml"),
    "odt": Type(_OPEN + "text", Kind.DOCUMENT, _ZIP, holds="content.xml"),
    "ods": Type(_OPEN + "spreadsheet", Kind.DOCUMENT, _ZIP, holds="content.xml"),
    "odp": Type(_OPEN + "presentation", Kind.DOCUMENT, _ZIP, holds="content.xml"),
    "doc": Type("application/msword", Kind.DOCUMENT, _OLE),
    "xls": Type("application/vnd.ms-excel", Kind.DOCUMENT, _OLE),
    "ppt": Type("application/vnd.ms-powerpoint", Kind.DOCUMENT, _OLE),
    "rtf": Type("application/rtf", Kind.DOCUMENT, (b"{\\rtf",)),
    "txt": Type("text/plain", Kind.DOCUMENT),
    "md": Type("text/markdown", Kind.DOCUMENT),
    "csv": Type("text/csv", Kind.DOCUMENT),
    "tsv": Type("text/tab-separated-values", Kind.DOCUMENT),
    "log": Type("text/plain", Kind.DOCUMENT),
    "json": Type("application/json", Kind.OTHER),
    "ics": Type("text/calendar", Kind.OTHER),
    "vcf": Type("text/vcard", Kind.OTHER),
    "zip": Type("application/zip", Kind.OTHER, _ZIP),
    "7z": Type("application/x-7z-compressed", Kind.OTHER, (b"7z\xbc\xaf\x27\x1c",)),
    "gz": Type("application/gzip", Kind.OTHER, (b"\x1f\x8b\x08",)),
}
# What puremagic may also call the same bytes.
_ALSO = {
    "jpg": {"jpg", "jpeg", "jpe", "jfif"},
    "jpeg": {"jpg", "jpeg", "jpe", "jfif"},
    "m4v": {"mp4", "m4v"},
    "m4a": {"m4a", "mp4", "f4a"},
    "mp3": {"mp3", "mpga"},
    "opus": {"ogg", "opus", "oga"},
    "ogg": {"ogg", "oga", "opus", "ogv", "ogx"},
    "mov": {"mov", "qt", "3gp", "qtvr"},
}
_MARKUP = ("<!doctype", "<html", "<svg", "<script", "<?xml", "<body", "<head", "<iframe", "mime-version:")
MOST_IN_ARCHIVE = 10_000
MOST_UNPACKED = 4 * 1024 * MB
MOST_RATIO = 150


def recognise(file: IO[bytes], name: str) -> tuple[Type, Facts | None]:
    """The type of ``file`` and, for a picture, what its header says. ValidationError with a sentence for the rest."""
    ending = ending_of(name)
    found = TYPES.get(ending)
    if found is None:
        if not ending:
            raise _refused(_("The name of this file has no ending, so nobody can tell what it is."))
        raise _refused(_("Files that end in .%(ending)s are not accepted.") % {"ending": ending[:20]})
    file.seek(0)
    head = file.read(4096)
    if not head:
        raise _refused(_("This file is empty."))
    if not found.begins:
        _must_be_text(head, ending)
    elif not head[found.at :].startswith(found.begins) or ending not in _guesses(file):
        raise _disagrees(ending)
    if found.begins == _ZIP:
        _must_be_sane_archive(file, found, ending)
    facts = None
    if found.kind == Kind.IMAGE:
        try:
            facts = look_at(file)
        except BadImage as error:
            raise _refused(str(error)) from error
        if facts.mime != found.mime:
            raise _disagrees(ending)
    file.seek(0)
    return found, facts


def _guesses(file: IO[bytes]) -> set[str]:
    """The endings that puremagic would give these bytes, in our spelling."""
    file.seek(0)
    try:
        guesses = {match.extension.lstrip(".").lower() for match in puremagic.magic_stream(file)}
    except (puremagic.PureError, ValueError):
        return set()
    finally:
        file.seek(0)
    return guesses | {ours for ours, theirs in _ALSO.items() if theirs & guesses}


def _must_be_text(head: bytes, ending: str) -> None:
    text = head.decode("utf-8-sig", "replace").lstrip().lower()
    # UTF-16 is full of NULs; everything else that has one is no text.
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _disagrees(ending)
    if text.startswith(_MARKUP):
        raise _refused(_("Web pages are not accepted as files, whatever they are called. Paste the text instead."))


def _must_be_sane_archive(file: IO[bytes], found: Type, ending: str) -> None:
    """Nothing here is unpacked; but whoever fetches it should not be handed a bomb, nor a macro as a document."""
    try:
        file.seek(0)
        with zipfile.ZipFile(_Unclosed(file)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise _refused(_("This file is damaged: it cannot be opened.")) from error
    names = {member.filename for member in members}
    if found.holds and found.holds not in names:
        raise _disagrees(ending)
    if found.holds and any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refused(_("Documents with macros are not accepted."))
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if (
        len(members) > MOST_IN_ARCHIVE
        or unpacked > MOST_UNPACKED
        or (unpacked > 100 * MB and unpacked / packed > MOST_RATIO)
    ):
        raise _refused(_("This archive would unpack to far more than it seems. It was not accepted."))


class _Unclosed(io.BufferedIOBase):
    """The upload as zipfile wants it, and which zipfile may not close."""

    def __init__(self, file: IO[bytes]) -> None:
        self.read, self.seek, self.tell = file.read, file.seek, file.tell  # type: ignore[assignment, method-assign]

    def seekable(self) -> bool:
        return True


def _disagrees(ending: str) -> ValidationError:
    return _refused(_("This is not what its name says: no .%(ending)s file begins like this.") % {"ending": ending})


def _refused(sentence: str) -> ValidationError:
    return ValidationError(sentence, code="refused")
