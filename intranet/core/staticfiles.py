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


# The style sheet every page links, and what it imports. All in one layer order, so they can be put one after the other.
SHEET = "css/index.css"
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
        """Hands out the style sheet as one file: thirty small ones are thirty questions before the first paint."""
        if SHEET in paths and not dry_run:
            one = InMemoryStorage()
            one.save(SHEET, ContentFile(_in_one(paths).encode()))
            paths = {**paths, SHEET: (one, SHEET)}
        yield from super().post_process(paths, dry_run, **options)


def _in_one(paths: Paths) -> str:
    def text(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()

    folder = posixpath.dirname(SHEET)
    whole = IMPORT.sub(lambda found: text(posixpath.join(folder, found[1])), text(SHEET))
    return slim(whole)


def slim(sheet: str) -> str:
    """Without remarks and indents, which are for those who write it."""
    return INDENT.sub("\n", REMARK.sub("", sheet))
