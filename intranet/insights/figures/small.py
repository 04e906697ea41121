"""Scopes of which nothing is told, since so few people are in them."""

from __future__ import annotations

from django.db.models import Count

from intranet.accounts.models import User
from intranet.core.small_groups import Withheld, is_few, left_out
from intranet.spaces.models import Membership, Space

from .scopes import ROLES, Scope


def withheld(scope: Scope) -> Withheld | None:
    """Of sorts of people: by whose account is open. Of spaces: by their members; in a community whoever has an account
    takes part, and the street reads it."""
    if scope.kind:
        active = User.objects.active().filter(kind__in=list(ROLES)).order_by()
        return left_out(dict(active.values_list("kind").annotate(n=Count("pk")))).get(scope.kind)
    if scope.space_id is not None:
        members = Membership.objects.filter(space=scope.space_id, person__is_active=True)
        people = members.exclude(space__visibility=Space.Visibility.COMMUNITY).count()
        return Withheld.FEW if is_few(people) else None
    return None
