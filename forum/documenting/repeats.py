"""Questions that are asked again and again in much the same words, and that no page answers.

Titles are compared by their telling words: two thirds of them are the same. Words that stand in many titles tell
nothing and bring nobody together, so the work grows with the number of titles and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Exists

from forum.models import LeftOut, Topic
from forum.models.categories import TopicSort
from intranet.accounts.models import User
from intranet.search.words import stems_of, words_of

from .worklists import documenting

LOOKED_AT = 2000
FEWEST = 2
MOST = 50
ALIKE = 2 / 3
# A word in more titles than that says nothing of any.
COMMON = 60
LEAST_LETTERS = 3


@dataclass(frozen=True)
class Repeated:
    """``best`` is the one to make a page of: solved if one is, else met by most; the others after it, newest first."""

    best: Any
    others: list[Any]

    @property
    def count(self) -> int:
        return 1 + len(self.others)


def repeated(viewer: User) -> list[Repeated]:
    """Of the newest questions and problems that this person reads; what was asked most often first."""
    left_out = LeftOut.objects.filter(list=LeftOut.List.REPEATED, entry__isnull=False)
    asked = Topic.objects.visible_to(viewer).listed().filter(sort__in=[TopicSort.QUESTION, TopicSort.PROBLEM])
    asked = asked.exclude(Exists(documenting("pk"))).exclude(pk__in=left_out.values("entry"))
    titles = dict(asked.order_by("-pk").values_list("pk", "title")[:LOOKED_AT])
    groups = alike({pk: telling(title) for pk, title in titles.items()})[:MOST]
    topics = asked.with_place().in_bulk([pk for group in groups for pk in group])
    return [_group([topics[pk] for pk in group if pk in topics]) for group in groups]


def telling(title: str) -> frozenset[str]:
    stems = [stems_of(word) for word in words_of(title) if len(word) >= LEAST_LETTERS]
    return frozenset(min(found, key=len) for found in stems if found)


def alike(words: dict[int, frozenset[str]]) -> list[list[int]]:
    """The groups of those whose words are much the same, the largest first; each falling by number."""
    having: dict[str, list[int]] = defaultdict(list)
    for pk, own in words.items():
        for word in own:
            having[word].append(pk)
    together = {pk: pk for pk in words}

    def head(pk: int) -> int:
        while together[pk] != pk:
            together[pk] = pk = together[together[pk]]
        return pk

    first: dict[frozenset[str], int] = {}
    for pk, own in words.items():
        if len(own) >= FEWEST:
            together[pk] = first.setdefault(own, pk)
    for one, other in _pairs(having.values()):
        if _much_the_same(words[one], words[other]):
            together[head(one)] = head(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for pk in words:
        groups[head(pk)].append(pk)
    found = [sorted(group, reverse=True) for group in groups.values() if len(group) >= FEWEST]
    return sorted(found, key=lambda group: (-len(group), -group[0]))


def _pairs(sharing: Iterable[list[int]]) -> set[tuple[int, int]]:
    return {pair for group in sharing if len(group) <= COMMON for pair in combinations(sorted(group), 2)}


def _much_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    both = len(one & other)
    return both >= FEWEST and both >= ALIKE * len(one | other)


def _group(topics: list[Any]) -> Repeated:
    best = max(topics, key=lambda topic: (topic.is_solved, topic.votes_count, topic.pk))
    return Repeated(best, [topic for topic in topics if topic is not best])
