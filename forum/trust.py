"""What the forum knows of customers that levels of trust ask for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Count, F

from intranet.content.models import Entry
from intranet.moderation.trust import figures

from .models import Answer, ReadMark, Topic


def answers_of(people: Collection[int]) -> Mapping[int, int]:
    """What they answered others; under one's own topic one answers nobody."""
    given = Answer.objects.filter(author__in=people, state=Entry.State.PUBLISHED)
    to_others = given.exclude(root__author=F("author"))
    return dict(to_others.order_by().values_list("author").annotate(Count("pk")))


def accepted_of(people: Collection[int]) -> Mapping[int, int]:
    """How many of their answers solved what somebody else had asked."""
    solved = Topic.objects.published().filter(accepted__author__in=people)
    elsewhere = solved.exclude(accepted__author=F("author"))
    return dict(elsewhere.order_by().values_list("accepted__author").annotate(Count("pk")))


def read_by(people: Collection[int]) -> Mapping[int, int]:
    """How many topics of others they have opened."""
    opened = ReadMark.objects.filter(person__in=people).exclude(topic__author=F("person"))
    return dict(opened.order_by().values_list("person").annotate(Count("pk")))


def register() -> None:
    figures.register("read", read_by)
    figures.register("answers", answers_of)
    figures.register("accepted", accepted_of)
