"""Who may do what in one space, as its page about it tells: the policies in words, held against them by a test."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from .models import Space


class Right(NamedTuple):
    """One line: what can be done, and by whom of those who come by, its members, its moderators, its owners."""

    name: str
    label: str
    others: bool
    members: bool
    moderators: bool
    owners: bool


def others_of(space: Space) -> str:
    """Who stands outside and is told of here."""
    if space.visibility == Space.Visibility.COMMUNITY:
        return _("Everybody")
    return _("Other staff")


def rights_in(space: Space) -> list[Right]:
    """All of it, as it is now: an archived space is read and kept, and nothing else."""
    wide = space.visibility in (Space.Visibility.OPEN, Space.Visibility.COMMUNITY)
    known = space.visibility != Space.Visibility.SECRET
    alive = not space.is_archived
    all_post = alive and space.posting == Space.Posting.MEMBERS
    return [
        Right("know", _("Know that it exists"), known, True, True, True),
        Right("read", _("Read what is said"), wide, True, True, True),
        Right("post", _("Write posts"), False, all_post, alive, alive),
        Right("comment", _("Comment and react"), wide and alive, alive, alive, alive),
        Right("invite", _("Invite, and decide who comes in"), False, False, alive, alive),
        Right("moderate", _("Hide what others wrote"), False, False, True, True),
        Right("fill", _("Add many people, have it fill itself"), False, False, False, alive),
        Right("manage", _("Change settings and roles"), False, False, False, True),
    ]
