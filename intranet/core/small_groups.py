"""Groups of people so small that one could guess who did something: what is told of them, and what has to be left out
beside them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import gettext as _

FEWEST = 5

K = TypeVar("K", bound=Hashable)


class Withheld(StrEnum):
    """Why a number is not told: too few people stand behind it, or with it one could reckon that of those few."""

    FEW = "few"
    OTHERS = "others"

    @property
    def says(self) -> str:
        if self == Withheld.FEW:
            return _("fewer than %(count)d") % {"count": FEWEST}
        return _("withheld to protect a small group")


def is_few(people: int) -> bool:
    """Nobody is nobody's secret."""
    return 0 < people < FEWEST


def countable(people: int) -> int | None:
    """A number of people, unless they are so few that one could guess who."""
    return None if is_few(people) else people


def left_out(people: Mapping[K, int]) -> dict[K, Withheld]:
    """Of groups that make up a whole, those of which nothing is told: the small ones and, while all of these together
    are still few, the next one up."""
    by_size = sorted((count, str(group), group) for group, count in people.items() if count)
    hidden: dict[K, Withheld] = {}
    among = 0
    for count, _name, group in by_size:
        if is_few(count) or is_few(among):
            hidden[group] = Withheld.FEW if is_few(count) else Withheld.OTHERS
            among += count
    return hidden
