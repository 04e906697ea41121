"""A board as a table for a spreadsheet: what each idea is, who wants it, and what the house does about it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Count, Q, prefetch_related_objects
from django.utils.translation import gettext as _

from ideas.models import Board, Idea
from ideas.tallies import tallies_of
from intranet.accounts.models import User
from intranet.core.tables import stream_table
from intranet.spaces.audiences import Viewer

AT_ONCE = 300


def board_as_table(board: Board, viewer: Viewer) -> Iterator[str]:
    """Line by line. What was joined stands with the number of the idea it is part of; its votes count there."""
    header = [
        _("Number"), _("Title"), _("Status"), _("Meaning"), _("Category"), _("Suggested on"), _("By"),
        _("Votes"), _("Staff"), _("Customers"), _("Companies"), _("Comments"), _("Official answer"), _("Answered on"),
        _("Owner"), _("Due on"), _("Steps done"), _("Steps"), _("Impact"), _("Effort"), _("Joined with"),
        _("Cooled down on"),
    ]  # fmt: skip
    return stream_table(header, _rows(board, viewer))


def _rows(board: Board, viewer: Viewer) -> Iterator[list[Any]]:
    found = Idea.objects.visible_to(viewer).published().filter(board=board).select_related("status", "category")
    found = found.annotate(
        steps_count=Count("steps"), steps_done=Count("steps", filter=Q(steps__done_at__isnull=False))
    )
    in_order: Iterator[Any] = found.order_by("pk").iterator(chunk_size=AT_ONCE)
    while ideas := list(islice(in_order, AT_ONCE)):
        prefetch_related_objects(ideas, "owner")
        tallies = tallies_of(ideas)
        named = User.objects.visible_to(viewer).in_bulk({idea.author_id for idea in ideas})
        for idea in ideas:
            tally, author = tallies[idea.pk], named.get(idea.author_id)
            yield [
                idea.pk, idea.title, idea.status.label, idea.status.get_meaning_display(), idea.category or "",
                _day(idea.published_at), author.name if author is not None else "",
                idea.votes_count, tally.staff, tally.customers, tally.companies, idea.comments_count,
                idea.answer, _day(idea.answered_at), idea.owner.name if idea.owner is not None else "",
                idea.due_on or "", idea.steps_done, idea.steps_count, idea.impact or "", idea.effort or "",
                idea.merged_into_id or "", _day(idea.cooled_at),
            ]  # fmt: skip


def _day(moment: Any) -> str:
    return moment.date().isoformat() if moment is not None else ""
