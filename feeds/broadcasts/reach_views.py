"""Whom a broadcast has reached: the numbers, who has not, by the line of managers, and as a table."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from feeds.models import Broadcast
from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from . import policies, reach
from .taking_away import take_table

# On the page; all of them are in the table that is taken away.
MOST_NAMED = 100
MOST_SLICES = 40


@login_required
@require_safe
def broadcast_reach(request: SignedIn, entry_id: int) -> HttpResponse:
    found = get_visible(Broadcast.objects.with_people(), request.user, pk=entry_id)
    require(policies.can_see_reach(request.user, found))
    people = reach.people_of(found)
    manager = _manager(request)
    shown = reach.in_line_of(manager.pk, people) if manager is not None else people
    if found.must_acknowledge:
        missing = [person for person in shown if not reach.has_acknowledged(person, found)]
    else:
        missing = [person for person in shown if person.seen_at is None]
    context: dict[str, Any] = {
        "broadcast": found,
        "entry": found,
        "total": reach.count(people, found),
        "left": reach.left_of(found, people),
        "missing": missing[:MOST_NAMED],
        "more_missing": max(len(missing) - MOST_NAMED, 0),
        "manager": manager,
        "tables": [
            (title, rows[:MOST_SLICES], by)
            for title, rows, by in (
                (_("What it was addressed to"), reach.named_slices(people, found), ""),
                (_("By the line of managers"), reach.lines(people, found), reach.LINE),
                (_("By department"), reach.slices(people, found, reach.DEPARTMENT), ""),
                (_("By place of work"), reach.slices(people, found, reach.PLACE), ""),
                (_("By company"), reach.slices(people, found, reach.COMPANY), ""),
            )
            if rows
        ],
        "may_keep": bool(policies.can_keep(request.user, found)),
        "may_remind": found.must_acknowledge and not found.is_expired and found.is_published,
    }
    return render(request, "feeds/broadcasts/reach.html", context)


@login_required
@require_safe
def broadcast_reach_csv(request: SignedIn, entry_id: int) -> HttpResponse:
    """Everybody it is for, or with ``?who=missing`` those who have not; ``line`` narrows it to one manager's."""
    found = get_visible(Broadcast, request.user, pk=entry_id)
    require(policies.can_see_reach(request.user, found))
    people = reach.people_of(found)
    if (manager := _manager(request)) is not None:
        people = reach.in_line_of(manager.pk, people)
    if request.GET.get("who") == "missing":
        people = [person for person in people if not reach.has_acknowledged(person, found)]
    take_table(found, by=request.user, rows=len(people))
    return HttpResponse(
        reach.as_table(people, found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="broadcast-{found.pk}.csv"'},
    )


def _manager(request: SignedIn) -> User | None:
    """Whose line is asked for: somebody the reader may know of; nobody else narrows anything."""
    handle = request.GET.get("line", "")
    return User.objects.visible_to(request.user).filter(handle=handle).first() if handle else None
