"""Which answers stand on which page of a topic: twenty to a page, by votes or in the order in which they were given.

Pages have numbers, which can be linked to and are found by robots; an answer is linked to by its own number, and stands
on whatever page that is today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import Http404

from forum.models import Answer, Topic
from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer

PAGE = 20
BY_VOTES, BY_TIME = "votes", "time"
_TAKEN_AWAY = (Entry.State.DELETED, Entry.State.HIDDEN)


@dataclass
class Stretch:
    """One page. ``top`` is the accepted answer where it stands before the others and has left a line in its place."""

    order: str
    number: int
    pages: int
    answers: list[Any] = field(default_factory=list)
    top: Any = None

    @property
    def is_last(self) -> bool:
        return self.number >= self.pages

    @property
    def all_of_them(self) -> list[Any]:
        found = [*self.answers]
        return found if self.top is None or self.top in found else [self.top, *found]


def order_of(topic: Topic, asked: str) -> str:
    """As asked; otherwise what helped most stands first, and a conversation is read as it went."""
    if asked in (BY_VOTES, BY_TIME):
        return asked
    return BY_VOTES if topic.wants_answer else BY_TIME


def said_in(topic: Topic, viewer: Viewer | None, order: str) -> QuerySet[Answer]:
    """The answers of a topic as this viewer reads them, or as whoever may read the topic and keeps no order (None). In
    the order of time the places of what was taken away are among them."""
    said = Answer.objects.filter(root=topic.pk)
    if viewer is None:
        readable = Q(audience=topic.audience)
    else:
        seen = Entry.objects.filter(root=topic.pk, published_at__isnull=False).visible_to(viewer)
        readable = Q(pk__in=seen.order_by().values("pk"))
    if order == BY_TIME:
        readable |= Q(state__in=_TAKEN_AWAY, published_at__isnull=False)
    return _in_order(said.filter(readable), topic, order)


def page_of(topic: Topic, viewer: Viewer | None, *, order: str, number: int) -> Stretch:
    """404 for a page that there is not."""
    said = said_in(topic, viewer, order)
    pages = max(-(-said.order_by().count() // PAGE), 1)
    if not 1 <= number <= pages:
        raise Http404
    answers: list[Any] = list(said[(number - 1) * PAGE : number * PAGE])
    found = Stretch(order, number, pages, answers)
    if order == BY_TIME and number == 1 and topic.accepted_id and (not answers or answers[0].pk != topic.accepted_id):
        here = {one.pk: one for one in answers}
        found.top = here.get(topic.accepted_id) or said.filter(pk=topic.accepted_id).first()
    return found


def number_of(topic: Topic, answer: Entry, viewer: Viewer | None, order: str) -> int:
    """The page on which an answer stands."""
    said = said_in(topic, viewer, order).order_by()
    if order == BY_TIME:
        before = said.filter(
            Q(published_at__lt=answer.published_at) | Q(published_at=answer.published_at, pk__lt=answer.pk)
        ).count()
    elif answer.pk == topic.accepted_id:
        before = 0
    else:
        ahead = Q(votes_count__gt=answer.votes_count) | Q(votes_count=answer.votes_count, pk__lt=answer.pk)
        before = said.filter(ahead | Q(pk=topic.accepted_id)).count()
    return before // PAGE + 1


def numbers_around(number: int, pages: int) -> Sequence[int | None]:
    """The numbers that a line of pages shows; None for those left out."""
    shown = sorted({1, pages, *(one for one in range(number - 2, number + 3) if 1 <= one <= pages)})
    found: list[int | None] = []
    for one in shown:
        if found and one - (found[-1] or 0) > 1:
            found.append(None)
        found.append(one)
    return found


def _in_order(said: QuerySet[Answer], topic: Topic, order: str) -> QuerySet[Answer]:
    if order == BY_TIME:
        return said.order_by("published_at", "pk")
    is_it = Case(When(pk=topic.accepted_id or 0, then=Value(0)), default=Value(1), output_field=IntegerField())
    return said.order_by(is_it, "-votes_count", "pk")
