"""A zip, a folder or one file from a stranger, as files with names. Nothing is ever unpacked to disk.

What an archive says of itself is checked before its list is read, what the list says before a file is opened, and what
is read is counted. An archive that lies, or tries to reach out of itself, is refused whole.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .converted import Unreadable

MB = 2**20
MOST_FILES = 20_000
MOST_UNPACKED = 1024 * MB
# Text comes down to a tenth; bombs to a thousandth.
MOST_RATIO = 200
RATIO_COUNTS_FROM = 5 * MB
LONGEST_NAME = 400
DEEPEST = 30
# The list of an archive, at what a file takes in it at most.
_MOST_LIST = MOST_FILES * (46 + LONGEST_NAME + 100)
_UNWANTED = re.compile(r"(?:^|/)(?:__MACOSX|\.[^/]+|Thumbs\.db|desktop\.ini|node_modules|__pycache__)(?:/|$)")
_ARCHIVES = frozenset({"zip", "tar", "gz", "tgz", "bz2", "xz", "7z", "rar", "zst", "jar", "whl"})


class File(NamedTuple):
    """``name`` is a path with slashes, without a beginning slash and without dots to go up by."""

    name: str
    size: int
    read: Callable[[], bytes]

    @property
    def ending(self) -> str:
        return ending_of(self.name)


class Archive:
    """To be used in a ``with``. Files come in the order of their names."""

    def __init__(
        self, source: Path | IO[bytes] | None, *, most_files: int = MOST_FILES, most_bytes: int = MOST_UNPACKED
    ) -> None:
        self.most_files, self.most_bytes = most_files, most_bytes
        self.left = most_bytes
        self._zip: zipfile.ZipFile | None = None
        self.by_name: dict[str, File] = {}
        self.files: list[File] = []
        if source is None:
            return
        if isinstance(source, Path) and source.is_dir():
            self.files = list(self._in_folder(source))
        else:
            self.files = self._in_zip(source)
        self.by_name = {file.name: file for file in self.files}

    @classmethod
    def of(cls, files: list[File]) -> Archive:
        archive = cls(None)
        archive.files = files
        archive.by_name = {file.name: file for file in files}
        return archive

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._zip is not None:
            self._zip.close()

    def _in_zip(self, source: Path | IO[bytes]) -> list[File]:
        self._look_at_the_end(source)
        try:
            self._zip = zipfile.ZipFile(source)
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError) as error:
            raise Unreadable(_("This archive is damaged: it cannot be opened.")) from error
        if len(members) > self.most_files:
            raise _too_many(self.most_files)
        found: dict[str, File] = {}
        unpacked = packed = 0
        for member in members:
            name = safe_name(member.orig_filename)
            if stat.S_ISLNK(member.external_attr >> 16):
                raise Unreadable(_("This archive was refused: “%(name)s” is a link to elsewhere.") % {"name": name})
            if member.flag_bits & 1:
                raise Unreadable(_("This archive is locked by a password. Unpack it and pack it again without."))
            if member.is_dir() or _UNWANTED.search(name):
                continue
            if name in found:
                raise Unreadable(_("This archive was refused: it has “%(name)s” twice.") % {"name": name})
            unpacked, packed = unpacked + member.file_size, packed + member.compress_size
            if _is_bomb(member.file_size, member.compress_size):
                raise _bomb()
            found[name] = File(name, member.file_size, lambda member=member: self._read(member))  # type: ignore[misc]
        if unpacked > self.most_bytes or _is_bomb(unpacked, packed):
            raise _bomb()
        return sorted(found.values())

    def _look_at_the_end(self, source: Path | IO[bytes]) -> None:
        """The list is read into memory whole, so how long it is must be known before."""
        file = source.open("rb") if isinstance(source, Path) else source
        try:
            end = zipfile._EndRecData(file)  # type: ignore[attr-defined]
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            raise Unreadable(_("This archive is damaged: it cannot be opened.")) from error
        finally:
            if isinstance(source, Path):
                file.close()
        if not end:
            raise Unreadable(_("This file is no zip archive."))
        if end[3] > self.most_files or end[4] > self.most_files or end[5] > _MOST_LIST:
            raise _too_many(self.most_files)

    def _read(self, member: zipfile.ZipInfo) -> bytes:
        if self._zip is None or member.file_size > self.left:
            raise _bomb()
        self.left -= member.file_size
        try:
            with self._zip.open(member) as file:
                data = file.read(member.file_size + 1)
        except Exception as error:  # damaged in any of the ways a packed file can be
            raise Unreadable(_("“%(name)s” is damaged.") % {"name": member.filename}) from error
        if len(data) != member.file_size:
            raise _bomb()
        return data

    def _in_folder(self, root: Path) -> Iterator[File]:
        """For whoever works on the server itself. Links are not followed."""
        found = []
        for folder, below, names in os.walk(root, followlinks=False):
            below[:] = sorted(name for name in below if not _UNWANTED.search(name))
            for name in names:
                path = Path(folder, name)
                relative = path.relative_to(root).as_posix()
                if path.is_symlink() or not path.is_file() or _UNWANTED.search(relative):
                    continue
                found.append(File(safe_name(relative), path.stat().st_size, path.read_bytes))
                if len(found) > self.most_files:
                    raise _too_many(self.most_files)
        yield from sorted(found)


def safe_name(name: str) -> str:
    """The path within the archive. Refused is what would lead out of it, or what no one can read."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/"))
    path = PurePosixPath(plain)
    if "\0" in name or any(ord(sign) < 32 for sign in plain):
        raise Unreadable(_("This archive was refused: a name in it has signs that no name has."))
    if plain.startswith("/") or re.match(r"[A-Za-z]:", plain) or ".." in path.parts:
        raise Unreadable(_("This archive was refused: “%(name)s” leads out of it.") % {"name": plain[:100]})
    if len(plain) > LONGEST_NAME or len(path.parts) > DEEPEST:
        raise Unreadable(_("This archive was refused: “%(name)s…” is too long or too deep.") % {"name": plain[:60]})
    return path.as_posix()


def ending_of(name: str) -> str:
    return PurePosixPath(name).suffix.lower().lstrip(".")


def is_archive(name: str) -> bool:
    return ending_of(name) in _ARCHIVES


def text_of(data: bytes) -> tuple[str, bool]:
    """The words of a file, and whether every character could be read."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), True
    try:
        return data.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        said = re.search(rb"""charset=["']?([\w-]+)""", data[:2048])
        try:
            return data.decode(said[1].decode() if said else "cp1252"), True
        except (UnicodeDecodeError, LookupError):
            return data.decode("utf-8", "replace"), False


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * max(packed, 1)


def _bomb() -> Unreadable:
    return Unreadable(_("This archive was refused: it would unpack to far more than it seems."))


def _too_many(most: int) -> Unreadable:
    said = ngettext("This archive has more than %(most)s file.", "This archive has more than %(most)s files.", most)
    return Unreadable(said % {"most": most})
