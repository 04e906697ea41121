"""Rooms as one looks for them: the named ones this person may read, with how many are in each."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Lower

from chat.models import Bot, Room, RoomMember
from chat.models.rooms import RoomQuerySet
from intranet.accounts.models import User

SHOWN = ("", "mine", "archived")
ORDER = ("sorted_name", "pk")


def rooms_for(viewer: User, *, show: str = "", matching: str = "") -> RoomQuerySet:
    """Rooms with a name, of the house and of the spaces; ``show``: all, the own, or what is archived."""
    mine = RoomMember.objects.filter(room=OuterRef("pk"), person=viewer)
    rooms = Room.objects.visible_to(viewer).exclude(sort__in=[Room.Sort.DIRECT, Room.Sort.GROUP])
    rooms = rooms.select_related("space").annotate(is_joined=Exists(mine), sorted_name=Lower("name"))
    away = Q(archived_at__isnull=False) | Q(space__archived_at__isnull=False)
    rooms = rooms.filter(away) if show == "archived" else rooms.exclude(away)
    if show == "mine":
        rooms = rooms.filter(is_joined=True)
    for word in matching.split()[:6]:
        rooms = rooms.filter(Q(name__icontains=word) | Q(topic__icontains=word))
    return rooms


def heads_in(rooms: Iterable[Room]) -> dict[int, int]:
    """Room -> how many are in it, whose accounts are open."""
    active = RoomMember.objects.filter(room__in=[room.pk for room in rooms], person__in=User.objects.active())
    return dict(active.values("room").order_by().annotate(n=Count("pk")).values_list("room", "n"))


def bots_in(room: Room) -> list[Bot]:
    """Those the room keeps first, then those that others have brought."""
    inside = Bot.objects.live().filter(person__rooms=room).select_related("person", "room")
    return sorted(inside, key=lambda bot: (bot.room_id != room.pk, bot.person.folded_name, bot.pk))
