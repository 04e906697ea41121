"""Many ideas at once, for load data and importers: what the actions would leave, without a transaction each.

Nobody is notified and no frame is published; the index is rebuilt afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from django.db.models import Max

from intranet.content.bulk import BATCH, insert_entries
from intranet.content.models import Entry
from intranet.content.titles import slug_of
from intranet.conversation.models import Comment, Vote

from .heat import heats_of
from .models import Idea
from .tallies import joined


def insert_ideas(suggested: Iterable[Idea], *, told: Callable[[int], None] = lambda _count: None) -> list[int]:
    """Insert unsaved ideas (with board, status, author, title, body and ``published_at``). Returns their ids."""
    ideas = list(suggested)
    insert_entries(_placed(ideas), told=told)
    return [idea.pk for idea in ideas]


def _placed(ideas: list[Idea]) -> Iterator[Idea]:
    for idea in ideas:
        idea.space, idea.audience = idea.board.space, idea.board.audience
        idea.slug = slug_of(idea.title, "idea")
        idea.status_at = idea.last_moved_at = idea.published_at or idea.last_moved_at
        yield idea


def recount_ideas(ids: Sequence[int]) -> None:
    """What votes and comments that were inserted in bulk leave in these ideas: who wants each, with what was joined
    into it, and when it last moved."""
    for place in range(0, len(ids), BATCH):
        _recount(ids[place : place + BATCH])


def _recount(ids: Collection[int]) -> None:
    """As ``conversation.votes.voices_for`` counts, for many."""
    groups = joined(ids)
    votes = Vote.objects.filter(entry__in=[one for group in groups.values() for one in group])
    given: dict[int, list[tuple[int, int | None, int | None]]] = defaultdict(list)
    for entry, *vote in votes.values_list("entry", "person", "person__company", "on_behalf_of"):
        given[entry].append((vote[0], vote[1], vote[2]))
    said = Comment.objects.published().filter(root__in=ids).order_by().values_list("root")
    last = dict(said.annotate(last=Max("published_at")))
    ideas, heats = list(Idea.objects.filter(pk__in=ids)), heats_of(ids)
    for idea in ideas:
        own = [vote for one in groups[idea.pk] for vote in given[one]]
        people = {person: company for person, company, behalf in own if behalf is None}
        idea.votes_count = len(people) + len({behalf for *_who, behalf in own} - {None} - set(people.values()))
        idea.wanted, idea.heat = idea.votes_count, heats.get(idea.pk, 0)
        idea.last_moved_at = max(idea.last_moved_at, last.get(idea.pk) or idea.last_moved_at)
    Entry.objects.bulk_update(ideas, ["votes_count"], batch_size=BATCH)
    Idea.objects.bulk_update(ideas, ["last_moved_at", "wanted", "heat"], batch_size=BATCH)
