"""Scopes in which so few people are that nothing is told of them; and what has to be left out with them, so that no
difference between a whole and what is told of its parts says what the small one did."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from django.db.models import Count

from intranet.accounts.models import User
from intranet.spaces.models import Membership, Space

from .scopes import FEWEST, ROLES, Scope

K = TypeVar("K", bound=Hashable)


def left_out(people: Mapping[K, int]) -> set[K]:
    """Of groups that make up a whole, those of which nothing is told: the small ones and, while all of these together
    are still few, the next one up."""
    by_size = sorted((count, str(group), group) for group, count in people.items() if count)
    hidden, among = set(), 0
    for count, _name, group in by_size:
        if count < FEWEST or 0 < among < FEWEST:
            hidden.add(group)
            among += count
    return hidden


def is_small(scope: Scope) -> bool:
    """Of sorts of people: by whose account is open. Of spaces: what all colleagues or the public may read is no secret
    of its few members, so only those that their members alone read count."""
    if scope.kind:
        active = User.objects.active().filter(kind__in=list(ROLES)).order_by()
        return scope.kind in left_out(dict(active.values_list("kind").annotate(n=Count("pk"))))
    if scope.space_id is not None:
        to_members = (Space.Visibility.CLOSED, Space.Visibility.SECRET)
        members = Membership.objects.filter(space=scope.space_id, space__visibility__in=to_members)
        return 0 < members.count() < FEWEST
    return False
