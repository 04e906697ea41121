"""Finding pages by their titles, and saying where each stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from intranet.core.text import fold
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space
from wiki.models import Page

# What fits beside a page; more is a matter for the list of all pages.
MOST_FOUND = 30


class Line(NamedTuple):
    """A page and the titles of those above it that this reader may see, the top first."""

    page: Page
    above: tuple[str, ...]


def titled(pages: Any, text: str) -> Any:
    """Those whose title has every word of ``text``, wherever it begins; accents and case do not matter."""
    for word in fold(text).split()[:8]:
        pages = pages.filter(folded_title__contains=word)
    return pages


def lines_for(space: Space, viewer: Viewer, text: str) -> list[Line]:
    """What a few letters find, titles that begin with them first."""
    if not text.strip():
        return []
    found = titled(Page.objects.visible_to(viewer).published().filter(space=space), text)
    begins = fold(text.strip())
    some = list(found.order_by("folded_title", "pk")[: 4 * MOST_FOUND])
    some.sort(key=lambda page: not page.folded_title.startswith(begins))
    return with_places(some[:MOST_FOUND], viewer)


def with_places(pages: Iterable[Page], viewer: Viewer) -> list[Line]:
    """Each with what stands above it, in one query however many; what is hidden from this reader is left out."""
    pages = list(pages)
    above = {pk for page in pages for pk in page.ancestor_ids}
    titles: dict[int, str] = {}
    if above:
        seen = Page.objects.visible_to(viewer).published().filter(pk__in=above)
        titles = dict(seen.values_list("pk", "title"))
    return [Line(page, tuple(titles[pk] for pk in page.ancestor_ids if pk in titles)) for page in pages]
