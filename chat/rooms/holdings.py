"""The rooms of which somebody is the only owner, and who owns them next."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chat import actions
from chat.models import Room, RoomMember
from intranet.accounts.handover import Held, Holding, register
from intranet.accounts.models import User

OWNER = RoomMember.Role.OWNER


def sole_rooms(person: User) -> list[Room]:
    """Rooms of the house where nobody else whose account is open is an owner. Those of spaces are kept by who keeps
    the space, and what a few people say to each other has no owner."""
    others = RoomMember.objects.filter(
        room=OuterRef("pk"), role=OWNER, person__in=User.objects.active().exclude(pk=person.pk)
    )
    mine = Room.objects.filter(
        memberships__person=person, memberships__role=OWNER, sort__in=[Room.Sort.OPEN, Room.Sort.CLOSED]
    )
    return list(mine.filter(~Exists(others), archived_at=None).order_by("name", "pk"))


def _find(person: User) -> Iterable[Held]:
    for room in sole_rooms(person):
        has_heir = _heir(room, person) is not None
        if room.sort == Room.Sort.OPEN:
            note = _("Without a successor it goes to who has been in it longest.") if has_heir else ""
            yield Held(
                room.key, room.name, url=room.get_absolute_url(), note=note or _("Without a successor it is archived.")
            )
            continue
        # Whoever closes the account may not know that it is there, so nobody is asked and no name is said.
        count = max(RoomMember.objects.filter(room=room).count() - 1, 0)
        others = ngettext("%(count)d other member", "%(count)d other members", count) % {"count": count}
        note = _("Goes to who has been in it longest.") if has_heir else _("Nobody else can own it; it is archived.")
        yield Held(room.key, _("A closed room, %(members)s") % {"members": others}, note=note, automatic=True)


def _hand(held: Held, person: User, to: User | None, by: User) -> None:
    room = Room.objects.get(pk=int(held.key.removeprefix("room_")))
    heir = _heir(room, person) if to is None or held.automatic else to
    if heir is None:
        actions.leave_room_ownerless(room, by=by)
        return
    if not heir.is_staff_member:
        raise ValidationError(_("Only staff own rooms."))
    actions.inherit_room(room, by=by, person=heir)


def _heir(room: Room, leaving: User) -> User | None:
    """Somebody of the house who is in it, longest first."""
    staff = User.objects.active().staff().exclude(pk=leaving.pk)
    others = RoomMember.objects.filter(room=room, person__in=staff).select_related("person")
    found = others.order_by("joined_at", "pk").first()
    return found.person if found else None


def register_holdings() -> None:
    register(Holding("rooms", gettext_lazy("Is the only owner of the rooms"), finds=_find, hand=_hand, order=15))
