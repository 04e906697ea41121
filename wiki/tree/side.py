"""The list at the side of the wiki's pages: the tree of a space, and the ways that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from intranet.spaces.audiences import Viewer, audiences_of
from intranet.spaces.models import Space
from wiki import policies

from . import nodes, remembering
from .html import beginning_url, level_url, tree_html


@dataclass(frozen=True, slots=True)
class Side:
    # None for who reads single pages of a space that they do not know of: its name is not for them.
    space: Space | None
    url: str
    html: SafeString
    at: int | None
    is_empty: bool
    # May this reader begin pages here (and so put them in order)?
    writes: bool
    # The stream that tells of the tree; guests, and who reads single pages of a space, have none.
    stream: str
    since: int


def side_of(request: HttpRequest, space: Space, tree: nodes.Branches, *, at: int | None = None, since: int = 0) -> Side:
    viewer: Any = request.user
    known = knows_of(viewer, space)
    url = level_url(space) if known or at is None else reverse("wiki:tree-around", args=[at])
    writes = viewer.is_authenticated and known and bool(policies.can_create_in(viewer, space))
    html = tree_html(tree, url=url, at=at, new_url=beginning_url(space) if writes else "")
    follows = viewer.is_authenticated and space.audience in audiences_of(viewer)
    return Side(
        space if known else None,
        url,
        html,
        at,
        not tree.under(None),
        writes,
        space.audience if follows else "",
        since,
    )


def side_for(request: HttpRequest, space: Space, *, since: int = 0) -> Side:
    """The same on a page that is about no page."""
    tree = nodes.branches(space, request.user, opened=remembering.opened_in(request))
    return side_of(request, space, tree, since=since)


def knows_of(viewer: Viewer, space: Space) -> bool:
    """Whether this reader may be told that there is such a space. Pages of it may be open to people who may not."""
    if space.audience in audiences_of(viewer):
        return True
    return Space.objects.visible_to(viewer).filter(pk=space.pk).exists()
