"""What the forum shows of who knows what: accepted answers, for the topic's tags, product and category."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import Count, F
from django.utils.translation import ngettext

from intranet.accounts.models import User
from intranet.content import evidence
from intranet.content.evidence import Piece, Source

from .models import Answer, Category, Topic


def _abouts(after: int, most: int) -> list[int]:
    solved = Topic.objects.published().filter(accepted__isnull=False, pk__gt=after).order_by("pk")
    return list(solved.values_list("pk", flat=True)[:most])


def _pieces(topics: Collection[int]) -> Iterable[Piece]:
    """Nobody shows anything by accepting what they said themselves."""
    solved = Topic.objects.published().filter(pk__in=topics, accepted__state=Answer.State.PUBLISHED)
    rows = list(
        solved.exclude(accepted__author=F("author")).values_list(
            "pk", "accepted", "accepted__author", "accepted_at", "accepted__published_at", "category", "product"
        )
    )
    tags = evidence.themes_of_entries(row[0] for row in rows)
    for topic, answer, author, accepted_at, said_at, category, product in rows:
        themes = [*tags[topic], f"category_{category}"] + ([f"product_{product}"] if product is not None else [])
        if (at := said_at or accepted_at) is not None:
            yield Piece(topic, author, answer, at, themes)


def _load(people: Collection[int], since: datetime, viewer: User) -> Mapping[int, int]:
    seen = Answer.objects.visible_to(viewer).published().filter(author__in=people, published_at__gte=since)
    return dict(seen.order_by().values_list("author").annotate(times=Count("pk")))


def register() -> None:
    evidence.name_themes("category", lambda ids: dict(Category.objects.filter(pk__in=ids).values_list("pk", "name")))
    evidence.register(
        Source(
            "answers",
            said=lambda n: ngettext("%(n)s accepted answer", "%(n)s accepted answers", n) % {"n": n},
            abouts=_abouts,
            pieces=_pieces,
            weight=3,
            verbs=frozenset(
                {
                    "forum.answer.accepted",
                    "forum.answer.unaccepted",
                    "forum.answer.deleted",
                    "forum.answer.undeleted",
                    "forum.answer.hidden",
                    "forum.answer.restored",
                    "forum.topic.edited",
                    "forum.topic.tagged",
                    "forum.topic.moved",
                    "forum.topic.deleted",
                    "forum.topic.undeleted",
                }
            ),
            load=_load,
        )
    )
