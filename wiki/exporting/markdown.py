"""Pages as files of Markdown: folders are the tree, ``index.md`` is the page of its folder, files lie beside in
``files/``. Each begins with what is known of it, so that bringing it in again leaves nothing out."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from typing import Any

from django.utils.timezone import localtime

from intranet.accounts.models import User
from intranet.content.credits import not_named
from wiki.models import Contribution, Page

from .choosing import Chosen, Leaf, relative
from .packing import copy_file
from .pointing import Pointer, placed

Told = Callable[[int], None]


def write_markdown(archive: zipfile.ZipFile, chosen: Chosen, *, told: Told) -> None:
    pointer = Pointer(chosen, chosen.person, ".md")
    taken: set[str] = set()
    for batch in chosen.batches():
        pages = [page.pk for _leaf, page in batch]
        files, authors = chosen.files_of(pages), authors_of(pages)
        for leaf, page in batch:
            own = files.get(page.pk, [])
            names = placed(own, taken, leaf.folder)
            text = page_text(page, leaf, pointer, names, authors.get(page.pk, []))
            archive.writestr(f"{leaf.path}.md", text)
            for file in own:
                copy_file(archive, file, names[str(file.pk)])
        told(len(batch))


def page_text(page: Page, leaf: Leaf, pointer: Pointer, names: dict[str, str], authors: list[str]) -> str:
    def from_here(number: str) -> str:
        return relative(names[number], leaf.path) if number in names else ""

    return front_matter(page, leaf, authors) + pointer.markdown(page.body, leaf, from_here).strip("\n") + "\n"


def single_markdown(page: Page, person: User) -> str:
    """One page as text; its pictures and links lead to the house."""
    assert page.space is not None
    chosen = Chosen(person, page.space, page, alone=True)
    leaf = chosen.leaves[page.pk]
    pointer = Pointer(chosen, person, ".md")
    return page_text(page, leaf, pointer, {}, authors_of([page.pk]).get(page.pk, []))


def front_matter(page: Page, leaf: Leaf, authors: list[str]) -> str:
    """YAML; each value as JSON, which YAML reads as well."""
    said: dict[str, Any] = {
        "title": page.title,
        "authors": authors,
        "created": _moment(page.created_at),
        "edited": _moment(page.edited_at) if page.edited_at else None,
        "language": page.language,
        "tags": sorted(tag.name for tag in page.tags.all()),
        "former_titles": sorted(former.folded for former in page.former_titles.all()),
        "order": leaf.place,
        "portico": page.pk,
    }
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in said.items() if value)
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def authors_of(pages: list[int]) -> dict[int, list[str]]:
    """Who had a part in each, the first first."""
    found: dict[int, list[str]] = {}
    rows = Contribution.objects.filter(version__page__in=pages).exclude(not_named("person", "version__page"))
    rows = rows.order_by("version__number", "pk")
    for page, name in rows.values_list("version__page", "person__name"):
        if name not in found.setdefault(page, []):
            found[page].append(name)
    return found


def _moment(when: Any) -> str:
    return str(localtime(when).isoformat(timespec="seconds"))
