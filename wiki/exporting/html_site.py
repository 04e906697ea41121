"""Pages as a site that any browser reads from a disk: no script, nothing fetched from elsewhere, fit to be printed."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.timezone import localtime, now
from django.utils.translation import get_language

from intranet.accounts.models import User
from intranet.content.files.preparing import path_of_copy
from intranet.content.models import Attachment
from wiki.models import Page

from .choosing import Chosen, Leaf, relative
from .markdown import authors_of
from .packing import copy_file, safe_ending
from .pointing import Pointer, placed

Told = Callable[[int], None]
LONGEST_INSIDE = 20 * 2**20


def write_site(archive: zipfile.ZipFile, chosen: Chosen, *, told: Told) -> None:
    pointer = Pointer(chosen, chosen.person, ".html")
    name = chosen.page.title if chosen.page is not None else chosen.space.name
    taken: set[str] = set()
    shared = {"name": name, "site": settings.SITE_URL, "made": localtime(now())}
    for batch in chosen.batches():
        pages = [page.pk for _leaf, page in batch]
        files, authors = chosen.files_of(pages), authors_of(pages)
        names = {leaf.pk: placed(files.get(leaf.pk, []), taken, leaf.folder) for leaf, _page in batch}

        def at(leaf: Leaf, names: dict[int, dict[str, str]] = names) -> Callable[[str], str]:
            return lambda number: safe_ending(relative(found, leaf.path)) if (
                found := names[leaf.pk].get(number)) else ""  # fmt: skip

        htmls = pointer.html([(leaf, page.body_html) for leaf, page in batch], at)
        for (leaf, page), html in zip(batch, htmls, strict=True):
            own = files.get(page.pk, [])
            context = shared | _around(leaf, chosen) | _of(page, html, authors.get(page.pk, []))
            context["files"] = [
                {"name": file.name, "href": at(leaf)(str(file.pk)), "size": file.size}
                for file in own
                if not file.is_image
            ]
            archive.writestr(f"{leaf.path}.html", render_to_string("wiki/export/page.html", context))
            for file in own:
                copy_file(archive, file, names[leaf.pk][str(file.pk)])
        told(len(batch))
    tree = [{"title": leaf.title, "href": f"{leaf.path}.html", "depth": depth_of(leaf)} for leaf in chosen.in_order()]
    contents = shared | {"tree": tree, "language": get_language() or "en", "up": "", "root": chosen.root}
    archive.writestr("contents.html", render_to_string("wiki/export/contents.html", contents))
    if chosen.root is None:
        archive.writestr("index.html", render_to_string("wiki/export/contents.html", contents))
    archive.writestr("page.css", render_to_string("wiki/export/page.css"))


def single_html(page: Page, person: User) -> str:
    """One page with everything in it: its pictures and its style."""
    assert page.space is not None
    chosen = Chosen(person, page.space, page, alone=True)
    leaf = chosen.leaves[page.pk]
    inside = _Inside(chosen.files_of([page.pk]).get(page.pk, []))
    html = Pointer(chosen, person, ".html").html([(leaf, page.body_html)], lambda _leaf: inside.address)[0]
    context = _of(page, html, authors_of([page.pk]).get(page.pk, [])) | {
        "name": page.title,
        "site": settings.SITE_URL,
        "made": localtime(now()),
        "style": render_to_string("wiki/export/page.css"),
        "up": "",
    }
    return render_to_string("wiki/export/page.html", context)


class _Inside:
    """Pictures as text within the page, as long as there is room for them."""

    def __init__(self, files: list[Attachment]) -> None:
        self.files = {str(file.pk): file for file in files if file.is_image}
        self.left = LONGEST_INSIDE
        self.known: dict[str, str] = {}

    def address(self, number: str) -> str:
        file = self.files.get(number)
        if file is None or number in self.known:
            return self.known.get(number, "")
        try:
            with default_storage.open(path_of_copy(file, "large"), "rb") as source:
                data = source.read(self.left + 1)
        except FileNotFoundError:
            data = b""
        if not data or len(data) > self.left:
            return ""
        self.left -= len(data)
        self.known[number] = f"data:image/webp;base64,{base64.b64encode(data).decode()}"
        return self.known[number]


def _of(page: Page, html: str, authors: list[str]) -> dict[str, Any]:
    return {"page": page, "html": html, "authors": ", ".join(authors), "language": page.language or "en"}


def _around(leaf: Leaf, chosen: Chosen) -> dict[str, Any]:
    """Where it stands: the pages above, beside and below it, and the ones before and after."""
    above: list[Leaf] = []
    one = leaf.parent
    while one is not None:
        above.insert(0, one)
        one = one.parent
    beside = leaf.parent.below if leaf.parent else chosen.tops

    def shown(some: Leaf) -> dict[str, Any]:
        return {
            "title": some.title,
            "href": relative(f"{some.path}.html", leaf.path),
            "here": some is leaf,
        }

    return {
        "up": "../" * leaf.path.count("/"),
        "above": [shown(one) for one in above],
        "beside": [
            shown(one) | {"below": [shown(child) for child in one.below] if one is leaf else []} for one in beside
        ],
    }


def depth_of(leaf: Leaf) -> int:
    depth, one = 0, leaf.parent
    while one is not None:
        depth, one = depth + 1, one.parent
    return depth
