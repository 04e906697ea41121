"""What shows that somebody knows about something. Each part registers what it sees of it:

::

    evidence.register(Source("answers", said=…, weight=3, verbs=…, abouts=…, pieces=…))

Nothing of it is worked out here: ``insights`` gathers it, and asks for each reader what that reader may see of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from .models import AppliesTo, Product, Tag, TaggedEntry

if TYPE_CHECKING:
    from intranet.accounts.models import User


class Piece(NamedTuple):
    """``person`` has shown it in ``entry``: who reads that may know of it. It was looked for under ``about`` (a topic,
    of an answer); ``themes`` are keys such as "tag_12", "product_3", "category_5"."""

    about: int
    person: int
    entry: int
    at: datetime
    themes: Sequence[str]


def _no_load(people: Collection[int], since: datetime, viewer: User) -> Mapping[int, int]:
    return {}


@dataclass(frozen=True)
class Source:
    """One sort of evidence. ``said(count)`` is how it reads: "3 accepted answers".

    ``abouts(after, most)``: the numbers of the entries to look under, in order, for the nightly round. ``pieces``: what
    is to be seen under these, in a fixed number of queries. ``verbs``: after which the root of what they are about is
    looked at again. ``load(people, since, viewer)``: how often each was at it since then, as far as the viewer may see.
    """

    name: str
    said: Callable[[int], str]
    abouts: Callable[[int, int], list[int]]
    pieces: Callable[[Collection[int]], Iterable[Piece]]
    weight: float = 1.0
    verbs: frozenset[str] = field(default_factory=frozenset)
    load: Callable[[Collection[int], datetime, User], Mapping[int, int]] = _no_load


Named = Callable[[Collection[int]], Mapping[int, str]]
_sources: dict[str, Source] = {}
_names: dict[str, Named] = {}


def register(source: Source) -> None:
    _sources[source.name] = source


def name_themes(sort: str, named: Named) -> None:
    """How the themes of a sort are called: those with keys such as "category_5"."""
    _names[sort] = named


def all_sources() -> list[Source]:
    return list(_sources.values())


def known(name: str) -> Source | None:
    return _sources.get(name)


def names_of(themes: Iterable[str]) -> dict[str, str]:
    """By key; one question for each sort. What has no name any more is left out."""
    wanted: dict[str, list[int]] = {}
    for theme in set(themes):
        sort, _sep, number = theme.rpartition("_")
        if sort in _names and number.isdigit():
            wanted.setdefault(sort, []).append(int(number))
    return {f"{sort}_{pk}": name for sort, ids in wanted.items() for pk, name in _names[sort](ids).items()}


def themes_of_entries(entries: Iterable[int]) -> dict[int, list[str]]:
    """The tags of these entries and the products they are said to be of. Two questions."""
    numbers = set(entries)
    found: dict[int, list[str]] = {pk: [] for pk in numbers}
    for entry, tag in TaggedEntry.objects.filter(content_object__in=numbers).values_list("content_object", "tag"):
        found[entry].append(f"tag_{tag}")
    applies = AppliesTo.objects.filter(entry__in=numbers)
    for entry, product in applies.values_list("entry", "version__product").distinct():
        found[entry].append(f"product_{product}")
    return found


name_themes("tag", lambda ids: dict(Tag.objects.filter(pk__in=ids).values_list("pk", "name")))
name_themes("product", lambda ids: dict(Product.objects.filter(pk__in=ids).values_list("pk", "name")))
