"""Who may be given a case."""

from __future__ import annotations

from django.db.models import Q

from intranet.accounts.models import User
from intranet.spaces.models import Membership

from .models import Case
from .sorts import find

MOST = 40


def people_for(case: Case) -> list[User]:
    """Those whom the case reaches by what they are: who keeps its space, and moderators of the site where it is theirs.
    Whether each may really decide is asked when it is given."""
    keepers = Membership.objects.filter(
        space=case.space_id, role__in=(Membership.Role.OWNER, Membership.Role.MODERATOR)
    )
    wanted = Q(pk__in=keepers.values("person"))
    sort = find(case.sort)
    if case.space is None or case.space.is_community or (sort is not None and sort.everywhere):
        wanted |= Q(role__in=(User.Role.MODERATOR, User.Role.ADMIN))
    people = User.objects.active().filter(wanted).exclude(pk=case.about_id or 0)
    if case.appeal_of is not None:
        people = people.exclude(pk=case.appeal_of.decided_by_id or 0)
    return list(people.order_by("name", "pk")[:MOST])
