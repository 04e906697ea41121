"""All that stands on the page of a page, for one reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value
from django.http import HttpRequest

from intranet.accounts.models import User
from intranet.content import floors
from intranet.content.models import Attachment, Credit, Link, Reference, TaggedEntry
from intranet.content.references import fill_in
from intranet.core.http import get_visible, number_in
from intranet.core.prepared import prepared
from intranet.realtime.ledger import head_of
from intranet.spaces.audiences import Viewer, standing_in, told_of
from wiki import policies, rights, tabs
from wiki.models import Anchor, Contribution, Page, Proposal
from wiki.panels import panels_for
from wiki.proposals.policies import can_make_proposal
from wiki.trash.listing import just_trashed
from wiki.tree import nodes, remembering, side

from . import kept

COMMENT_DIGITS = 18
_GREATEST = 10**COMMENT_DIGITS


@dataclass(frozen=True, slots=True)
class Turn:
    """The pages before and after this one, as one reads a tree from top to bottom."""

    previous: nodes.Node | None
    next: nodes.Node | None


def find(viewer: Viewer, page_id: int) -> Any:
    return known_to(viewer, page_id) or get_visible(readable(viewer), viewer, pk=page_id)


def known_to(viewer: Viewer, page_id: int) -> Any:
    """The page, if this reader may read it: asked without being put together each time. Not for who reads of some
    places only what was said after their coming: they get nothing here, and are asked for the long way."""
    if floors.has_any(viewer) or page_id > _GREATEST:
        return None
    return next(iter(_readable_by(page=page_id, **told_of(viewer))), None)


@prepared(page=int, person=int, audiences=[str])
def _readable_by(*, page: int, person: int, audiences: Iterable[str], is_guest: bool) -> Any:
    reader = standing_in(None if is_guest else person, audiences)
    return readable(reader).visible_to(reader).filter(pk=page)


def readable(viewer: Viewer) -> Any:
    """Pages with the numbers of their streams, read in the same moment: what is said meanwhile arrives by ``since``."""
    by_customers = Contribution.objects.filter(person__kind=User.Kind.CUSTOMER)
    return Page.objects.select_related("space").annotate(
        head=head_of("entry_", "pk"),
        # Guests have no socket.
        tree_head=head_of("space_", "space_id") if viewer.is_authenticated else Value(0),
        # Most pages have none of these, and then nobody need ask which.
        has_translations=Exists(Page.objects.filter(translation_of=OuterRef("pk"))),
        is_pointed_at=Exists(Reference.objects.filter(target=OuterRef("pk"))),
        has_credits=Exists(Credit.objects.filter(entry=OuterRef("pk"))),
        has_sources=Exists(Link.objects.filter(Q(source=OuterRef("pk")) | Q(target=OuterRef("pk")))),
        has_remarks=Exists(Anchor.objects.filter(page=OuterRef("pk"))),
        has_proposals=Exists(Proposal.objects.filter(of_page=OuterRef("pk"), outcome=Proposal.Outcome.OPEN)),
        has_customers=Exists(by_customers.filter(version__page=OuterRef("pk"))),
        has_files=Exists(Attachment.objects.filter(entry=OuterRef("pk"))),
        has_tags=Exists(TaggedEntry.objects.filter(content_object=OuterRef("pk"))),
    )


def context_of(request: HttpRequest, page: Any) -> dict[str, Any]:
    viewer = request.user
    page.line_known = rights.line_of(page)
    tree = nodes.branches(page.space, viewer, opened=remembering.opened_in(request), at=page)
    text = kept.text_of(page)
    foot = kept.foot_of(page, viewer, head=page.head, around=comment_asked(request))
    return {
        "page": page,
        "entry": page,
        "space": page.space,
        "above": tree.line_to(page.pk),
        "turn": turn_of(tree, page.pk),
        "under": tree.under(page.pk),
        "side": side.side_of(request, page.space, tree, at=page.pk, since=page.tree_head),
        "text": text,
        # What the text points at is called as this reader may know it.
        "html": fill_in(text.html, viewer),
        "facts": kept.facts_of(page),
        "foot": foot,
        "trashed": just_trashed(request),
        "panels": panels_for(request, page),
        "tabs": [tab for tab in tabs.tabs_for(viewer, page) if tab.count or tab.key == "history"],
        "may_edit": (may_edit := policies.can_edit_page(viewer, page)),
        "may_propose": not may_edit and can_make_proposal(viewer, page),
        "layout": "layouts/app.html" if viewer.is_authenticated else "layouts/street.html",
    }


def turn_of(tree: nodes.Branches, pk: int) -> Turn:
    """Before it: the one above in the list as it stands there, open as it is. After it: its first child, or the next
    beside it or beside one of those above."""
    node = tree.by_id.get(pk)
    if node is None:
        return Turn(None, None)
    level = tree.under(node.under)
    at = next((place for place, one in enumerate(level) if one.pk == pk), 0)
    previous = level[at - 1] if at > 0 else tree.by_id.get(node.under) if node.under is not None else None
    children = tree.under(pk)
    return Turn(previous, children[0] if children else _next_beside(tree, node))


def _next_beside(tree: nodes.Branches, node: nodes.Node) -> nodes.Node | None:
    line: list[nodes.Node] = [*tree.line_to(node.pk), node]
    for one in reversed(line):
        level = tree.under(one.under)
        at = next((place for place, other in enumerate(level) if other.pk == one.pk), len(level))
        if at + 1 < len(level):
            return level[at + 1]
    return None


def comment_asked(request: HttpRequest) -> int | None:
    return number_in(request.GET.get("comment"))
