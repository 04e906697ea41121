"""What was suggested last, for readers of feeds: what a guest reads, whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ideas.addresses import address_of
from ideas.models import Board, Idea
from intranet.content.references import told_in
from intranet.core.feed import Item, atom
from intranet.core.http import get_visible
from intranet.core.street_head import LONGEST_DESCRIPTION, absolute
from intranet.core.text import excerpt

MOST = 30


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    return _feed(request, lambda: _("New ideas"), reverse("ideas:home"), _public())


@require_safe
def of_board(request: HttpRequest, board_id: int, slug: str) -> HttpResponse:
    found = get_visible(Board, AnonymousUser(), pk=board_id)
    return _feed(request, lambda: found.name, found.get_absolute_url(), _public().filter(board=found))


def _public() -> Any:
    return Idea.objects.visible_to(AnonymousUser()).listed().select_related("author")


def _feed(request: HttpRequest, title: Callable[[], str], path: str, ideas: Any) -> HttpResponse:
    found = list(ideas.order_by("-published_at", "-pk")[:MOST])
    words = told_in([idea.body_text for idea in found], AnonymousUser())
    items = [
        Item(
            title=idea.title,
            path=address_of(idea),
            key=absolute(idea.address),
            words=excerpt(said, LONGEST_DESCRIPTION * 2),
            at=idea.edited_at or idea.published_at,
            author=idea.author.name,
        )
        for idea, said in zip(found, words, strict=True)
    ]
    return atom(request, title, path, items)
