"""Archives and documents as people and attackers make them, for the tests of importing."""

from __future__ import annotations

import io
import zipfile

from django.core.files.base import ContentFile
from PIL import Image

from wiki import actions
from wiki.actions import importing
from wiki.models import Page, PageImport


def picture(colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), colour).save(out, "PNG")
    return out.getvalue()


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def brought(space, by, files: dict[str, str | bytes] | bytes, *, name: str = "docs.zip", parent=None) -> PageImport:
    """What was brought, not yet looked through."""
    data = files if isinstance(files, bytes) else zipped(files)
    return importing.bring_files(ContentFile(data, name), by=by, space=space, parent=parent, name=name)


def came_in(space, by, files, run_jobs, *, name: str = "docs.zip", parent=None) -> PageImport:
    """Looked through, let in, and in."""
    passage = brought(space, by, files, name=name, parent=parent)
    run_jobs()
    passage.refresh_from_db()
    assert passage.state == "ready", passage.problem
    importing.let_in(passage, by=by)
    run_jobs()
    passage.refresh_from_db()
    assert passage.state == "done", passage.problem
    return passage


def tree_of(space, person) -> list[str]:
    """Titles, indented as they stand."""
    below: dict[int | None, list[Page]] = {}
    for page in Page.objects.visible_to(person).in_tree(space):
        below.setdefault(page.parent_id, []).append(page)
    lines: list[str] = []

    def walk(parent: int | None, depth: int) -> None:
        for page in below.get(parent, []):
            lines.append("  " * depth + page.title)
            walk(page.pk, depth + 1)

    walk(None, 0)
    return lines


def losses_of(passage: PageImport) -> set[tuple[str, str]]:
    return {(sort, detail) for row in passage.rows.all() for sort, detail, _count in row.losses}


__all__ = ["actions", "brought", "came_in", "losses_of", "picture", "tree_of", "zipped"]
