"""What the public pages of ideas say of themselves to search engines: in their head, in the sitemap, in feeds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.core.sitemap import MOST, Address
from intranet.core.street_head import Head, trail

from .addresses import address_of
from .models import Board, Idea


def is_public(board: Board) -> bool:
    return board.space.is_community and board.readers == Board.Readers.EVERYONE


def head_of_home(request: HttpRequest) -> Head:
    lede = str(_("What people would change, and what becomes of it."))
    feed = (str(_("New ideas")), reverse("ideas:atom"))
    return Head(str(_("Ideas")), reverse("ideas:home"), description=lede, is_indexed=not request.GET, feed=feed)


def head_of_roadmap(request: HttpRequest) -> Head:
    lede = str(_("What is planned, under way and delivered."))
    return Head(str(_("Roadmap")), reverse("ideas:roadmap"), description=lede, is_indexed=not request.GET)


def head_of_board(request: HttpRequest, board: Board) -> Head:
    path = board.get_absolute_url()
    return Head(
        board.name,
        path,
        description=board.description,
        is_indexed=is_public(board) and not request.GET,
        data=[trail(_home(), (board.name, path))],
        feed=(board.name, reverse("ideas:board-atom", args=[board.pk, board.slug])) if is_public(board) else None,
    )


def head_of_idea(request: HttpRequest, idea: Any) -> Head:
    board, path = idea.board, address_of(idea)
    return Head(
        idea.title,
        path,
        description=idea.body_text,
        kind="article",
        is_indexed=is_public(board) and idea.is_published and not idea.is_merged and not request.GET,
        changed=idea.last_moved_at.isoformat(),
        data=[trail(_home(), (board.name, board.get_absolute_url()), (idea.title, path))],
        feed=(board.name, reverse("ideas:board-atom", args=[board.pk, board.slug])) if is_public(board) else None,
    )


def addresses() -> Iterable[Address]:
    """For the sitemap: the boards, the road ahead, the ideas, as a guest finds them."""
    boards = list(Board.objects.visible_to(AnonymousUser()).in_use())
    if not boards:
        return
    yield Address(reverse("ideas:home"))
    yield Address(reverse("ideas:roadmap"))
    for board in boards:
        yield Address(board.get_absolute_url())
    rows = Idea.objects.visible_to(AnonymousUser()).listed().order_by("-last_moved_at", "-pk")
    for pk, slug, moved_at in rows.values_list("pk", "slug", "last_moved_at")[:MOST]:
        yield Address(reverse("ideas:idea", args=[pk, slug]), moved_at)


def _home() -> tuple[str, str]:
    return str(_("Ideas")), reverse("ideas:home")
