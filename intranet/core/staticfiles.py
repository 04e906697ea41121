"""Static files under names that carry their content, so that a browser keeps them for ever."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.apps import StaticFilesConfig
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class PorticoStaticFilesConfig(StaticFilesConfig):
    """Leaves out htmx's extensions: nobody loads them, and a remark in one looks like an import of a missing file."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext"]


# Here stand the sheets that pages link: one for every page, and one for each part that has its own. Each is made of
# what it imports; as all keep one layer order, the pieces can be put one after the other.
FOLDER = "css"
IMPORT = re.compile(r'@import url\("([^"]+)"\);\n')
REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\s*\n\s*")

Paths = dict[str, tuple[Storage, str]]


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites the ``import`` lines of our ES modules, which Django leaves alone unless told."""

    support_js_module_import_aggregation = True
    # One pass for each step from a module down to one that imports nothing. A circle of imports never ends.
    max_post_process_passes = 15

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Hands out each linked sheet as one file: thirty small ones are thirty questions before the first paint."""
        if not dry_run:
            whole = InMemoryStorage()
            for name in _linked(paths):
                whole.save(name, ContentFile(_in_one(name, paths).encode()))
                paths = {**paths, name: (whole, name)}
        yield from super().post_process(paths, dry_run, **options)


def _text(name: str, paths: Paths) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())


def _linked(paths: Paths) -> list[str]:
    top = [name for name in paths if posixpath.dirname(name) == FOLDER and name.endswith(".css")]
    return [name for name in top if IMPORT.search(_text(name, paths))]


def _in_one(name: str, paths: Paths) -> str:
    whole = IMPORT.sub(lambda found: _text(posixpath.join(FOLDER, found[1]), paths), _text(name, paths))
    return slim(whole)


def slim(sheet: str) -> str:
    """Without remarks and indents, which are for those who write it."""
    return INDENT.sub("\n", REMARK.sub("", sheet))
