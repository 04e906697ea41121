"""All that stands on the page of an idea, for one reader."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ideas import seo
from ideas.home.views import layout_for
from ideas.models import Board, Idea
from ideas.panels import marks, panels_for
from ideas.policies import can_keep_idea, votes_are_open
from ideas.tallies import tally_of
from intranet.content.gone import visible_or_gone
from intranet.content.models import Attachment
from intranet.conversation.discussion import BEST, NEWEST, OLDEST, ORDERS, open_discussion, open_in_order
from intranet.conversation.links.keeping import attach_link_cards
from intranet.conversation.reactions import mark_mine
from intranet.conversation.votes import voted_by
from intranet.core.http import number_in
from intranet.realtime.ledger import heads
from intranet.spaces.audiences import Viewer


def find(viewer: Viewer, idea_id: int) -> Any:
    """The idea with what its page says of it, and the number of its stream, read before it."""
    key = f"entry_{idea_id}"
    since = heads([key])[key] if viewer.is_authenticated else 0
    ideas = Idea.objects.with_place().select_related("product", "answered_by__department").annotate(**marks())
    found = visible_or_gone(ideas, viewer, taken_away(), pk=idea_id)
    found.since = since
    return found


def taken_away() -> str:
    return _("This idea has been taken away.")


def context_of(request: HttpRequest, idea: Any) -> dict[str, Any]:
    viewer = request.user
    idea.preview = _said_about(request, idea)
    idea.files = list(Attachment.objects.filter(entry=idea.pk))
    attach_link_cards([idea])
    mark_mine([idea], viewer)
    return state_of(request, idea) | {
        "idea": idea,
        "entry": idea,
        "head": seo.head_of_idea(request, idea),
        "shown_tags": list(idea.tags.all()),
        "orders": _orders(idea.preview.order),
        "is_inside": layout_for(request) == "layouts/app.html",
        "layout": layout_for(request),
    }


def state_of(request: HttpRequest, idea: Any) -> dict[str, Any]:
    """What becomes of it and who wants it: what the page asks for again when that has changed."""
    viewer = request.user
    return {
        "idea": idea,
        "tally": tally_of(idea),
        "is_mine": idea.pk in voted_by(viewer, [idea]),
        "may_vote": viewer.is_authenticated and bool(votes_are_open(viewer, idea)),
        "guest": "" if viewer.is_authenticated else _sign_in(idea),
        "may_keep": can_keep_idea(viewer, idea),
        "before_customers": idea.board.space.is_community and idea.board.readers != Board.Readers.STAFF,
        "panels": panels_for(request, idea),
    }


def _said_about(request: HttpRequest, idea: Any) -> Any:
    """The best first, unless an order is asked for or a link leads to one comment."""
    if (comment := number_in(request.GET.get("comment"))) is not None:
        return open_discussion(idea, request.user, around=comment, since=idea.since)
    order = request.GET.get("by", "")
    return open_in_order(idea, request.user, order if order in ORDERS else BEST, since=idea.since)


def _orders(chosen: str) -> list[tuple[str, str, bool]]:
    labels = {BEST: _("Best first"), OLDEST: _("Oldest first"), NEWEST: _("Newest first")}
    return [(order, label, order == chosen) for order, label in labels.items()]


def _sign_in(idea: Idea) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': idea.get_absolute_url()})}"
