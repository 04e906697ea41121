"""The ideas of a board weighed against each other, and the whole board as a table."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideas.models import Board
from ideas.policies import can_keep_board
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from . import policies
from .forms import ScoreForm
from .lists import weighed
from .table import board_as_table


@login_required
@require_safe
def chart(request: SignedIn, board_id: int) -> HttpResponse:
    """Impact against effort: what is worth most for least stands at the top left, and first in the list below."""
    board = get_visible(Board.objects.select_related("space"), request.user, pk=board_id)
    require(policies.can_see_work_on(request.user, board))
    ideas, rows = weighed(board, request.user)
    may_score = bool(can_keep_board(request.user, board))
    if may_score:
        for idea in ideas:
            idea.score_form = ScoreForm(idea=idea, auto_id=f"of-{idea.pk}-%s")
    context = {"board": board, "ideas": ideas, "rows": rows, "efforts": range(1, 6), "may_score": may_score}
    return render(request, "ideas/doing/chart.html", context)


@login_required
@require_safe
def export(request: SignedIn, board_id: int) -> StreamingHttpResponse:
    """CSV of all ideas of a board, for those who keep it."""
    board = get_visible(Board.objects.select_related("space"), request.user, pk=board_id)
    require(can_keep_board(request.user, board))
    return StreamingHttpResponse(
        board_as_table(board, request.user),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{board.slug}.csv"'},
    )
