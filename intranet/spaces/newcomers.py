"""What spaces do when somebody comes in, changes place or goes: they open the doors that the invitation named, and
those that fill themselves follow the person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intranet.accounts.models import User

from . import actions, policies
from .models import Space


def offer(inviter: User) -> Iterable[tuple[str, str]]:
    """The spaces an invitation of this person may name."""
    spaces = Space.objects.visible_to(inviter).current().order_by("name")
    return [(space.key, space.name) for space in spaces if policies.can_manage(inviter, space)]


def let_in(person: User, keys: Sequence[str], inviter: User) -> None:
    """Make the newcomer a member of the named spaces. What the inviter may no longer give, or the newcomer may not
    have, is left out: it must not keep anybody out of the house."""
    ids = [int(key.removeprefix("space_")) for key in keys if key.removeprefix("space_").isdigit()]
    for space in Space.objects.visible_to(inviter).current().filter(pk__in=ids):
        if policies.can_manage(inviter, space) and policies.can_belong(person, space):
            actions.add_member(space, by=inviter, person=person)
    actions.follow_person(person, by=inviter)


def follow(person: User, by: User) -> None:
    """The person has changed, come back or gone; spaces that fill themselves take notice in the same action."""
    actions.follow_person(person, by=by)
