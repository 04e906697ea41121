"""Where a page can be put: what a request asks for, and what the page about moving offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.core.http import get_visible
from intranet.spaces.audiences import Viewer, spaces_joined
from intranet.spaces.models import Space
from wiki import policies
from wiki.models import Page

from .finding import Line, titled, with_places

MOST_OFFERED = 25
MOST_NEIGHBOURS = 200


def place_of(page: Page) -> dict[str, str]:
    """Where it stands, as ``read`` understands it."""
    assert page.space is not None
    after = Page.objects.in_tree(page.space).filter(parent=page.parent_id).exclude(pk=page.pk)
    following = after.filter(position__gte=page.position).first()
    return {
        "parent": str(page.parent_id or ""),
        "before": str(following.pk if following else ""),
        "space": page.space.slug,
    }


def read(asked: Mapping[str, str], page: Page, viewer: Viewer) -> tuple[Space, Page | None, Page | None]:
    """The space, the page above and the page behind that are asked for. 404 for what this person may not see."""
    parent = _page(asked.get("parent", ""), viewer)
    space = parent.space if parent is not None else space_asked(asked, page, viewer)
    assert space is not None
    return space, parent, _page(asked.get("before", ""), viewer)


def space_asked(asked: Mapping[str, str], page: Page, viewer: Viewer) -> Space:
    slug = asked.get("space", "")
    assert page.space is not None
    return get_visible(Space, viewer, slug=slug) if slug else page.space


def _page(text: str, viewer: Viewer) -> Page | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise ValidationError(_("That page is not there any more."), code="parent")
    return get_visible(Page.objects.select_related("space"), viewer, pk=int(text))


def spaces_for(page: Page, viewer: Viewer) -> list[Space]:
    """The spaces with a wiki in which this person may begin pages: its own first. Without the right to decide about
    the page, only its own."""
    assert page.space is not None
    if not policies.can_manage_page(viewer, page):
        return [page.space]
    joined = Space.objects.filter(pk__in=spaces_joined(viewer), archived_at__isnull=True).order_by("name", "pk")
    others = [space for space in joined if space.pk != page.space_id and policies.can_create_in(viewer, space)]
    return [page.space, *others]


def places_in(space: Space, page: Page, viewer: Viewer, *, matching: str) -> list[Line]:
    """Pages under which it could stand: those that the words find, else those at the top."""
    seen = Page.objects.visible_to(viewer).published().filter(space=space).exclude(path__startswith=page.path)
    if matching:
        found: Any = titled(seen, matching).order_by("folded_title", "pk")
    else:
        found = seen.filter(parent__isnull=True).order_by("position", "pk")
    return with_places(found[:MOST_OFFERED], viewer)


def neighbours_of(page: Page, viewer: Viewer) -> list[Page]:
    """Those it stands among, in order, itself left out."""
    assert page.space is not None
    beside = Page.objects.visible_to(viewer).in_tree(page.space).filter(parent=page.parent_id).exclude(pk=page.pk)
    return list(beside[:MOST_NEIGHBOURS])
