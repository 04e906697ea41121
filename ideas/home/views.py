"""The front door of ideas: the boards, the ideas of one or of all as a list or in columns, and the road ahead."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ideas import listing, policies, seo
from ideas.budget import budget_of
from ideas.campaigns.reading import running
from ideas.listing import Looking
from ideas.models import Board
from intranet.core.guest_pages import kept_for_guests
from intranet.core.http import get_visible, number_in, render_page, wants_part, with_query
from intranet.spaces.models import Space
from intranet.spaces.views import standing

from .columns import columns_of, one_column, one_of_road, road_of
from .lines import CARD, CARD_OF_BOARD, LINE, LINE_OF_BOARD, lines_of, page_of_lines, rows_of
from .overview import counts_of, with_counts
from .rows import follows_of, ideas_for, statuses_told

SIZE = 25
_PART = "ideas/_rows.html"
_CARDS = "ideas/_cards.html"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All boards that this reader may read, and their ideas as the tabs ask for them."""
    context = _list(request, ideas_for(request.user))
    if not wants_part(request):
        boards = list(_boards(request))
        context |= _around(request, boards) | {"head": seo.head_of_home(request)}
        context["may_manage"] = policies.manages_boards(request.user)
    return kept_for_guests(render_page(request, "ideas/home.html", context, part=_PART))


@require_safe
def of_space(request: HttpRequest, slug: str) -> HttpResponse:
    return ideas_of_space(request, get_visible(Space, request.user, slug=slug))


def ideas_of_space(request: HttpRequest, space: Space) -> HttpResponse:
    """The ideas tab of a space."""
    context = _list(request, ideas_for(request.user).filter(board__space=space))
    context |= {"space": space, "tab": "ideas"} | standing(request, space) | {"layout": layout_for(request)}
    boards = list(_boards(request).filter(space=space))
    context |= _around(request, boards)
    context["may_manage_boards"] = policies.can_manage_boards(request.user, space)
    return kept_for_guests(render_page(request, "ideas/space.html", context, part=_PART))


@require_safe
def board(request: HttpRequest, board_id: int, slug: str) -> HttpResponse:
    """A board. Its number finds it; under a name that it does not have any more it leads to the one it has."""
    boards = Board.objects.select_related("space").prefetch_related("categories")
    found = get_visible(boards, request.user, pk=board_id)
    if slug != found.slug:
        return redirect(with_query(request, found.get_absolute_url()))
    if request.GET.get("view") == "board":
        return _in_columns(request, found)
    context = _list(request, ideas_for(request.user).filter(board=found), board=found)
    if not wants_part(request):
        context |= _around(request, [found]) | _of_board(request, found)
    return kept_for_guests(render_page(request, "ideas/board.html", context, part=_PART))


def _in_columns(request: HttpRequest, found: Board) -> HttpResponse:
    """The columns say the status; what has cooled down is left out here as in a list, unless it is asked for."""
    looking = Looking.read(request.GET).of_columns
    ideas = looking.apply(ideas_for(request.user).filter(board=found), request.user, by_status=False)
    query = "&".join(filter(None, ["view=board", looking.query]))
    context: dict[str, Any] = {"board": found, "query": query, "layout": layout_for(request)}
    if wants_part(request):
        key, cursor = request.GET.get("column", ""), request.GET.get("cursor")
        context["column"] = one_column(ideas, request.user, key, cursor)
        return render(request, _CARDS, context)
    columns = columns_of(ideas, request.user)
    context |= _around(request, [found]) | _of_board(request, found)
    context |= {
        "columns": columns,
        "looking": looking,
        "keeps": any(one.may_move for column in columns for one in column.items),
        "fields": listing.form_of(looking, request.user, found, by_status=False),
    }
    return kept_for_guests(render(request, "ideas/columns.html", context))


@require_safe
def roadmap(request: HttpRequest) -> HttpResponse:
    """What is planned, under way and delivered, of all that this reader may read, or of one board."""
    boards = list(_boards(request))
    asked = request.GET.get("board", "")
    chosen = next((one for one in boards if str(one.pk) == asked), None)
    ideas = ideas_for(request.user).filter(board__in=[chosen] if chosen else boards)
    context: dict[str, Any] = {"query": f"board={chosen.pk}" if chosen else "", "layout": layout_for(request)}
    if wants_part(request):
        key, cursor = request.GET.get("column", ""), request.GET.get("cursor")
        context["column"] = one_of_road(ideas, request.user, key, cursor)
        return render(request, _CARDS, context)
    context |= {
        "boards": boards,
        "chosen": chosen,
        "columns": road_of(ideas, request.user),
        "follows": json.dumps(follows_of(boards, request.user)),
        "head": seo.head_of_roadmap(request),
    }
    return kept_for_guests(render(request, "ideas/roadmap.html", context))


@require_safe
def card(request: HttpRequest, idea_id: int) -> HttpResponse:
    """One idea as it stands in a column, for a page on which it was not; of ``board`` alone where that is given."""
    found = ideas_for(request.user)
    if of_one := (board_id := number_in(request.GET.get("board"))) is not None:
        found = found.filter(board=board_id)
    lines = lines_of(rows_of(found.filter(pk=idea_id)), request.user, CARD_OF_BOARD if of_one else CARD)
    if not lines:
        raise Http404
    return HttpResponse(lines[0].html)


def _boards(request: HttpRequest) -> Any:
    return Board.objects.visible_to(request.user).in_use().select_related("space")


def _list(request: HttpRequest, ideas: Any, *, board: Board | None = None) -> dict[str, Any]:
    viewer, looking = request.user, Looking.read(request.GET)
    look, cursor = LINE_OF_BOARD if board is not None else LINE, request.GET.get("cursor")
    page = page_of_lines(looking.apply(ideas, viewer), viewer, look, by=looking.by, cursor=cursor, size=SIZE)
    context = {"page": page, "looking": looking, "query": looking.query, "board": board, "layout": layout_for(request)}
    if not wants_part(request):
        tabs = listing.tabs_of(looking, viewer, request)
        context |= {
            "tabs": tabs,
            "is_tab": any(tab.current for tab in tabs),
            "fields": listing.form_of(looking, viewer, board),
            "sorts": listing.sorts(),
        }
    return context


def _around(request: HttpRequest, boards: list[Board]) -> dict[str, Any]:
    """What a page says besides the ideas: the boards, whether one may suggest, what it follows."""
    viewer = request.user
    return {
        "boards": with_counts(boards, viewer),
        "new_url": reverse("ideas:new") + (f"?board={boards[0].pk}" if len(boards) == 1 else ""),
        "may_suggest": any(policies.can_suggest(viewer, one) for one in boards),
        "guests_may": not viewer.is_authenticated and any(policies.takes_from_guests(one) for one in boards),
        "running": running(viewer, boards),
        "follows": json.dumps(follows_of(boards, viewer)),
        "statuses": json.dumps(statuses_told()),
    }


def _of_board(request: HttpRequest, found: Board) -> dict[str, Any]:
    return {
        "board": found,
        "budget": budget_of(request.user, found),
        "counts": counts_of(found, request.user),
        "may_manage": policies.can_manage_boards(request.user, found.space),
        "head": seo.head_of_board(request, found),
    }


def layout_for(request: HttpRequest) -> str:
    """Colleagues see ideas from inside the house; customers and guests from the street."""
    viewer = request.user
    return "layouts/app.html" if viewer.is_authenticated and not viewer.is_customer else "layouts/street.html"
