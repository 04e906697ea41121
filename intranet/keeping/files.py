"""Folders of files: copied, listed with their hashes, and compared with the list, a block at a time."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

BLOCK = 2**20
Listed = dict[str, str]


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """(name below ``folder``, path) of every file, in the order of their names. Links are not followed."""
    for top, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(top, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix(), path


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_file(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def write_list(listed: Listed, path: Path) -> None:
    """As ``sha256sum`` writes and checks it."""
    path.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(listed.items())))


def read_list(path: Path) -> Listed:
    found = {}
    for line in path.read_text().splitlines():
        digest, _gap, name = line.partition("  ")
        found[name] = digest
    return found


def is_inside(name: str) -> bool:
    """Whether a name from elsewhere stays below the folder it is put into."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name and "\0" not in name


def is_empty(folder: Path) -> bool:
    return not folder.exists() or next(files_in(folder), None) is None
