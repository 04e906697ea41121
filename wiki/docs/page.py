"""All that stands on a page of the documentation, for one reader."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from intranet.content.references import fill_in
from intranet.spaces.audiences import Viewer
from wiki import rights
from wiki.exporting.policies import can_export
from wiki.languages.groups import told_once
from wiki.proposals.policies import can_make_proposal
from wiki.reading import kept
from wiki.reading.page import comment_asked, turn_of
from wiki.tree import nodes

from .asked import asked_about
from .head import head_of
from .outside import audiences_outside, point_outside
from .panels import panels_for
from .tree import for_readers, tree_html
from .versions import badges_of


def context_of(request: HttpRequest, page: Any) -> dict[str, Any]:
    viewer = request.user
    page.line_known = rights.line_of(page)
    found = nodes.branches(page.space, viewer, at=page, within=audiences_outside(viewer))
    tree = for_readers(found, at=page.pk)
    text = kept.text_of(page)
    above = tree.line_to(page.pk)
    languages = told_once(request, page)
    return {
        "page": page,
        "entry": page,
        "above": above,
        "turn": turn_of(tree, page.pk),
        "under": tree.under(page.pk),
        "tree": tree_html(tree, at=page.pk),
        "text": text,
        "html": point_outside(fill_in(text.html, viewer)),
        "versions": badges_of(page),
        "updated": page.edited_at or page.published_at,
        "languages": [one for one in languages if not one.here],
        "here": next((one for one in languages if one.here and one.outdated), None),
        "foot": _foot_of(page, viewer, comment_asked(request)),
        "panels": panels_for(request, page),
        "asked": asked_about(page, viewer),
        "may_propose": bool(can_make_proposal(viewer, page)),
        "may_take_along": bool(can_export(viewer, page.space, page)),
        "head": head_of(page, above, languages),
    }


def _foot_of(page: Any, viewer: Viewer, around: int | None) -> SafeString:
    """Files, tags, and what is said about it: the latter for who may say something, or where something was said."""
    if page.comments_count or viewer.is_authenticated:
        return kept.foot_of(page, viewer, head=page.head, around=around)
    kept.bring_files(page)
    return conditional_escape("")
