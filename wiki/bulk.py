"""Many pages at once, for load data: what ``create_page`` would leave, without a transaction each.

A test compares. What is left out is what does not last, frames and what open pages are told; nobody is notified, and
the index is rebuilt afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction

from intranet.content.bulk import insert_entries
from intranet.content.rerendering import point_again
from wiki.actions.trees import GAP
from wiki.models import Contribution, Page, Tree, Version
from wiki.words import count_changes

BATCH = 500


def insert_pages(pages: Iterable[Page], *, told: Callable[[int], None] = lambda _count: None) -> int:
    """Insert unsaved pages that follow the page above them in who reads them: each has its space, author, title, body
    and ``published_at``, and perhaps a ``parent`` of the same call. They stand in the order in which they come.
    Returns how many were inserted."""
    last: dict[tuple[int | None, int | None], int] = {}
    levels: list[list[Page]] = []
    depth: dict[int, int] = {}
    for page in pages:
        down = depth[id(page.parent)] + 1 if page.parent is not None else 0
        depth[id(page)] = down
        if down == len(levels):
            levels.append([])
        levels[down].append(page)
        place = (page.space_id, id(page.parent) if page.parent is not None else None)
        page.position = last[place] = last.get(place, 0) + GAP
        page.set_title(page.title)
        assert page.space is not None
        page.audience = page.space.audience
        page.version_number = page.published_number = 1
    count = 0
    for level in levels:
        for start in range(0, len(level), BATCH):
            batch = level[start : start + BATCH]
            with transaction.atomic():
                _insert(batch)
            count += len(batch)
            told(count)
    _plant(levels[0] if levels else [])
    # What titles mean is known when all are there.
    naming = [page.pk for level in levels for page in level if "[[" in page.body]
    for start in range(0, len(naming), BATCH):
        point_again(naming[start : start + BATCH])
    return count


def _insert(pages: list[Page]) -> None:
    for page in pages:
        page.parent_id = page.parent.pk if page.parent is not None else None
    insert_entries(pages)
    for page in pages:
        page.path = f"{page.parent.path if page.parent is not None else '/'}{page.pk}/"
    Page.objects.bulk_update(pages, ["path"], batch_size=200)
    versions = [_first(page) for page in pages]
    Version.objects.bulk_create(versions)
    Contribution.objects.bulk_create(
        Contribution(version=version, person_id=page.author_id) for version, page in zip(versions, pages, strict=True)
    )


def _first(page: Page) -> Version:
    added, _removed = count_changes("", page.body)
    version = Version(page=page, number=1, sort=Version.Sort.FIRST, title=page.title, added=added)
    version.made_at = page.published_at or version.made_at
    version.published_at = page.published_at
    version.readers = page.audience
    version.text = page.body
    return version


def _plant(top: list[Page]) -> None:
    spaces = {page.space_id for page in top}
    Tree.objects.bulk_create([Tree(space_id=pk) for pk in spaces if pk is not None], ignore_conflicts=True)
