"""Campaigns as one reader sees them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Avg, Count, Prefetch, Q
from django.utils.timezone import now

from ideas.home.lines import LINE_OF_BOARD, lines_of, rows_of
from ideas.home.rows import ideas_for
from ideas.models import Board, Campaign, Contribution, Idea, Juror, Score
from intranet.conversation.models import Vote
from intranet.spaces.audiences import Viewer

from .policies import can_enter_with

MOST = 200
MOST_RUNNING = 3
MOST_OFFERED = 20


def campaigns_for(viewer: Viewer) -> Any:
    return Campaign.objects.visible_to(viewer).published().with_board().prefetch_related("attachments")


def running(viewer: Viewer, boards: Iterable[Board]) -> list[Campaign]:
    """What is asked on these boards now, what ends first first."""
    now_open = Campaign.objects.visible_to(viewer).under_way().filter(board__in=list(boards), opens_at__lte=now())
    return list(now_open.order_by("closes_at", "pk")[:MOST_RUNNING])


def entered_by(person: Viewer, idea: Idea) -> list[Campaign]:
    """The campaigns which this person may have an idea take part in; none where it takes part in one already."""
    if Contribution.objects.filter(idea=idea).exists():
        return []
    now_open = Campaign.objects.visible_to(person).under_way().filter(board=idea.board_id, opens_at__lte=now())
    found = now_open.with_board().order_by("closes_at", "pk")[:MOST_OFFERED]
    return [one for one in found if can_enter_with(person, one, idea)]


def with_counts(campaigns: list[Campaign]) -> list[Campaign]:
    """How many ideas each has that all its readers may read."""
    rows = Contribution.objects.filter(campaign__in=campaigns, idea__state=Idea.State.PUBLISHED, idea__head=None)
    counts = dict(rows.order_by().values_list("campaign").annotate(n=Count("pk")))
    for one in campaigns:
        one.ideas_count = counts.get(one.pk, 0)  # type: ignore[attr-defined]
    return campaigns


def contributions_of(campaign: Campaign, viewer: Viewer) -> list[Contribution]:
    """Those this reader may read, with their ideas complete: in the order of their places when they have some, until
    then the newest first, so that nobody is ahead by being on top."""
    ideas = ideas_for(viewer)
    rows = Contribution.objects.filter(campaign=campaign, idea__in=ideas.values("pk"))
    rows = rows.prefetch_related(Prefetch("idea", queryset=ideas))
    order = ("place", "-is_winner", "pk") if campaign.closed_at is not None else ("-idea",)
    found = [one for one in rows.order_by(*order)[:MOST] if one.idea is not None]
    for one in found:
        one.campaign = campaign
    drawn = lines_of(rows_of(Idea.objects.filter(pk__in=[one.idea.pk for one in found])), viewer, LINE_OF_BOARD)
    lines = {line.pk: line for line in drawn}
    for one in found:
        one.line = lines.get(one.idea.pk)  # type: ignore[attr-defined]
    return found


def means_of(campaign: Campaign) -> dict[int, dict[int, Any]]:
    """Contribution -> criterion -> mean; nothing before the deadline, whoever asks."""
    if campaign.closed_at is None:
        return {}
    rows = Score.objects.filter(contribution__campaign=campaign).order_by()
    found: dict[int, dict[int, Any]] = {}
    for contribution, criterion, mean in rows.values_list("contribution", "criterion").annotate(mean=Avg("points")):
        found.setdefault(contribution, {})[criterion] = mean
    return found


def people_count(campaign: Campaign) -> int:
    """How many suggested or voted."""
    ideas = Contribution.objects.filter(campaign=campaign).values("idea")
    wrote = set(Idea.objects.filter(pk__in=ideas, author__is_system=False).values_list("author", flat=True))
    joined = Idea.objects.filter(head__in=ideas).order_by().values("pk")
    votes = Vote.objects.filter(Q(entry__in=ideas) | Q(entry__in=joined), on_behalf_of=None)
    return len(wrote | set(votes.values_list("person", flat=True)))


def jury_of(campaign: Campaign) -> list[Juror]:
    return list(Juror.objects.filter(campaign=campaign).select_related("person").order_by("person__name", "pk"))
