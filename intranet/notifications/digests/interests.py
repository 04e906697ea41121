"""What people say interests them: tags and products everywhere; a part adds its own sort (categories of the forum).

::

    interests.register(Sort("category", _("Categories"), offered=..., followed=...))
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.content.models import Product, Tag
from intranet.content.stances import stances_of
from intranet.content.tags import tags_seen_by
from intranet.notifications.models import Interest

MOST_TAGS = 24

# (number, name), of what this person may be offered.
Offered = Callable[[User], Iterable[tuple[int, str]]]
# Numbers of what they follow anyway, in the part itself.
Followed = Callable[[User], Collection[int]]


def _nothing(person: User) -> Collection[int]:
    return ()


@dataclass(frozen=True)
class Sort:
    name: str
    label: Any
    offered: Offered
    followed: Followed = _nothing
    order: int = 50


@dataclass
class Choices:
    """One heading of the form: what there is, and what is chosen."""

    sort: Sort
    options: list[tuple[str, str, bool]] = field(default_factory=list)


_sorts: dict[str, Sort] = {}


def register(sort: Sort) -> None:
    _sorts[sort.name] = sort


def all_sorts() -> list[Sort]:
    return sorted(_sorts.values(), key=lambda sort: (sort.order, sort.name))


def of(person: User) -> dict[str, set[int]]:
    """By sort, the numbers of what interests this person: chosen here, or followed where it stands."""
    found: dict[str, set[int]] = {sort.name: set(sort.followed(person)) for sort in all_sorts()}
    for key in Interest.objects.filter(person=person).values_list("key", flat=True):
        name, _sep, number = key.rpartition("_")
        if name in found and number.isdecimal():
            found[name].add(int(number))
    return found


def choices_for(person: User) -> list[Choices]:
    """What somebody can choose from, and has: what they may not see is not offered."""
    chosen = of(person)
    headings = []
    for sort in all_sorts():
        mine = chosen[sort.name]
        options = [(f"{sort.name}_{pk}", name, pk in mine) for pk, name in sort.offered(person)]
        if options:
            headings.append(Choices(sort, options))
    return headings


def _products(person: User) -> Iterable[tuple[int, str]]:
    return Product.objects.visible_to(person).values_list("pk", "name")


def _tags(person: User) -> Iterable[tuple[int, str]]:
    own = [int(key[4:]) for key in _keys(person) if key.startswith("tag_")]
    shown = {pk: f"#{name}" for pk, name, _count in tags_seen_by(person).values_list("pk", "name", "count")[:MOST_TAGS]}
    # What was chosen stays in the form, however few use it.
    shown |= {tag.pk: f"#{tag.name}" for tag in Tag.objects.filter(pk__in=[*own, *_tags_followed(person)])}
    return sorted(shown.items(), key=lambda option: option[1].lower())


def _keys(person: User) -> Iterable[str]:
    return Interest.objects.filter(person=person).values_list("key", flat=True)


def _tags_followed(person: User) -> Collection[int]:
    return stances_of(person).tags_followed


register(Sort("product", _("Products"), _products, order=10))
register(Sort("tag", _("Tags"), _tags, _tags_followed, order=30))
