"""What a room is called: by its name, or, between named people, by who the others are, which each of them sees
otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from chat.models import Room, RoomMember
from intranet.accounts.models import User
from intranet.spaces.audiences import Viewer

# Of a group, so many are named.
NAMED = 6


def others_in(rooms: Iterable[Room], viewer: Viewer) -> dict[int, list[User]]:
    """Room -> the other people of each direct or group message among these; one query, none where there are none."""
    wanted = [room.pk for room in rooms if room.is_direct]
    found: dict[int, list[User]] = {pk: [] for pk in wanted}
    if wanted:
        rows = RoomMember.objects.filter(room__in=wanted).exclude(person=viewer.pk)
        for row in rows.select_related("person__department", "person__company").order_by("person__folded_name", "pk"):
            found[row.room_id].append(row.person)
    return found


def label_of(room: Room, others: Sequence[User]) -> str:
    """What this room is called for somebody to whom ``others`` are the others."""
    if not room.is_direct:
        return room.name
    if not others:
        return _("Notes to yourself") if room.sort == Room.Sort.DIRECT else _("A group that the others have left")
    if len(others) == 1:
        return others[0].name
    names = ", ".join(person.get_short_name() for person in others[:NAMED])
    if len(others) > NAMED:
        return _("%(names)s and %(count)s more") % {"names": names, "count": len(others) - NAMED}
    return names


def label_for(room: Room, viewer: Viewer) -> str:
    """The same of one room by itself. For a list ask ``others_in`` once."""
    return label_of(room, others_in([room], viewer).get(room.pk, []))
