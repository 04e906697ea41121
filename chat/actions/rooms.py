"""Rooms: opening them, who is in them, what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from chat import policies
from chat.models import Room, RoomMember
from chat.models.rooms import new_call_token
from chat.rooms.calls import check_call_link
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime import ledger
from intranet.realtime.publish import publish, revoke
from intranet.realtime.units import action, step
from intranet.spaces.audiences import forget
from intranet.spaces.models import Membership, Space

from .messages import notice

Role = RoomMember.Role
CHANGEABLE = {"name", "topic", "about", "posting", "receipts", "call_link"}


@action
def open_room(
    *,
    by: User,
    name: str,
    sort: str = Room.Sort.OPEN,
    topic: str = "",
    about: str = "",
    space: Space | None = None,
    people: Iterable[User] = (),
) -> Room:
    """Open a room; whoever opens it owns it. One of a space has the members of the space in it from the start."""
    require(policies.can_open_room(by, sort=sort, space=space))
    room = Room(sort=sort, topic=topic.strip(), about=about.strip(), space=space, created_by=by)
    _name(room, name)
    room.full_clean(exclude=["created_by"])
    room.save()
    enter(room, [by.pk], role=Role.OWNER, by=by)
    if space is not None:
        _take_in_space(room, space)
    record("chat.room.opened", by=by, on=room, audience=room.audience)
    if people := [person for person in people if person.pk != by.pk]:
        add_people(room, by=by, people=people)
    if sort != Room.Sort.CLOSED:
        revoke(people=[by.pk])
    return room


@action
def direct_room(*, by: User, people: Iterable[User]) -> Room:
    """The room of a direct or group message between ``by`` and ``people``: the one there is, or a new one."""
    everybody = {person.pk: person for person in [by, *people]}
    key = "_".join(str(pk) for pk in sorted(everybody))
    if (found := Room.objects.filter(people_key=key).first()) is not None:
        RoomMember.objects.filter(room=found, person=by).update(hidden_at=None)
        return found
    others = [person for pk, person in everybody.items() if pk != by.pk]
    require(policies.can_write_to(by, others))
    sort = Room.Sort.DIRECT if len(everybody) <= 2 else Room.Sort.GROUP
    try:
        with transaction.atomic():
            room = Room.objects.create(sort=sort, people_key=key, created_by=by)
    except IntegrityError:
        # The other one has begun at the same moment.
        return Room.objects.get(people_key=key)
    enter(room, list(everybody), by=by)
    # The others see it in their lists with the first message, not before.
    RoomMember.objects.filter(room=room).exclude(person=by).update(hidden_at=now())
    return room


@action
def change_room(room: Room, *, by: User, **changes: Any) -> Room:
    """Change what a room is called and how it is used. Who is in it is told by a notice where it is renamed."""
    require(policies.can_change_room(by, room))
    if unknown := set(changes) - CHANGEABLE:
        raise TypeError(f"change_room() cannot change {', '.join(sorted(unknown))}")
    hold(room)
    before = {name: getattr(room, name) for name in changes}
    if "name" in changes:
        _name(room, changes.pop("name"))
    if "call_link" in changes:
        check_call_link(changes["call_link"].strip())
    for name, value in changes.items():
        setattr(room, name, value.strip() if isinstance(value, str) else value)
    room.full_clean(exclude=["created_by"])
    after = {name: getattr(room, name) for name in before}
    if before == after:
        return room
    room.save(update_fields=list(before))
    changed = [name for name in before if before[name] != after[name]]
    for name in ("name", "topic"):
        if name in changed:
            notice(room, f"{name}_changed", by=by, words=after[name])
    record("chat.room.changed", by=by, on=room, streams=[room.key], frame={"room": room.pk, "fields": changed})
    return room


@action
def join_room(room: Room, *, by: User) -> bool:
    """Walk into an open room, or into one of a space one may read. False when already in."""
    require(policies.can_join(by, room))
    if not enter(room, [by.pk], by=by):
        return False
    forget(by)
    notice(room, "joined", by=by, people=[by.pk])
    return True


@action
def add_people(room: Room, *, by: User, people: Sequence[User], with_history: bool = True) -> list[int]:
    """Bring people into a room, with what was said before or without; answers the ids of those who were not in it.

    Whom the room cannot take is refused with a sentence, and then nobody is added.
    """
    require(policies.can_add_people(by, room))
    for person in people:
        require(policies.can_be_added(person, room, by=by))
    if room.sort == Room.Sort.GROUP:
        present = set(RoomMember.objects.filter(room=room).values_list("person_id", flat=True))
        if len(present | {person.pk for person in people}) > policies.MOST_IN_GROUP:
            require(policies.too_many_for_a_group())
    hold(room)
    floor = 0 if with_history else ledger.heads([room.key])[room.key]
    fresh = enter(room, [person.pk for person in people], by=by, floor=floor)
    if not fresh:
        return []
    if room.people_key is not None:
        # It is no longer the message between those it began with; they may begin another.
        room.people_key = None
        room.save(update_fields=["people_key"])
    for person in people:
        forget(person)
    notice(room, "added", by=by, people=fresh)
    record("chat.room.added", by=by, on=room, audience=room.audience, people=fresh, with_history=with_history)
    return fresh


@action
def leave_room(room: Room, *, by: User, successor: User | None = None) -> bool:
    """Be in a room no longer. The last owner hands it to a ``successor``, unless nobody else is left."""
    require(policies.can_leave(by, room))
    hold(room)
    membership = policies.membership_in(by, room)
    if membership is None:
        return False
    if successor is not None and policies.is_last_owner(by, room, membership=membership):
        make_owner(room, by=by, person=successor)
    _keep_an_owner(room, membership)
    notice(room, "left", by=by, people=[by.pk])
    let_go(room, [by.pk])
    forget(by)
    return True


@action
def remove_member(room: Room, *, by: User, person: User) -> bool:
    """Put somebody out of a room. Their sockets lose it within two seconds."""
    require(policies.can_remove(by, room, person))
    hold(room)
    membership = policies.membership_in(person, room)
    if membership is None:
        return False
    _keep_an_owner(room, membership)
    let_go(room, [person.pk])
    forget(person)
    notice(room, "removed", by=by, people=[person.pk])
    record("chat.room.removed", by=by, on=room, audience=room.audience, person=person.pk)
    return True


@action
def make_owner(room: Room, *, by: User, person: User, owner: bool = True) -> bool:
    """Have somebody keep the room as well, or no longer. False when it was so."""
    require(policies.can_change_room(by, room))
    hold(room)
    membership = policies.membership_in(person, room)
    if membership is None:
        raise ValidationError(_("%(name)s is not in this room.") % {"name": person.name}, code="not_member")
    if not person.is_staff_member:
        raise ValidationError(_("Only staff own rooms."), code="role")
    role = Role.OWNER if owner else Role.MEMBER
    if membership.role == role:
        return False
    if not owner:
        _keep_an_owner(room, membership)
    membership.role = role
    membership.save(update_fields=["role"])
    record("chat.room.owner_named", by=by, on=room, audience=room.audience, person=person.pk, owner=owner)
    return True


@action
def archive_room(room: Room, *, by: User, archived: bool = True) -> bool:
    """Make a room read-only and take it out of the lists, or bring it back. False when it was so already."""
    require(policies.can_change_room(by, room))
    hold(room)
    if room.is_archived == archived:
        return False
    room.archived_at = now() if archived else None
    room.save(update_fields=["archived_at"])
    notice(room, "archived" if archived else "unarchived", by=by)
    record(
        "chat.room.archived" if archived else "chat.room.unarchived",
        by=by,
        on=room,
        streams=[room.key],
        frame={"room": room.pk, "fields": ["archived_at"]},
    )
    return True


def unarchive_room(room: Room, *, by: User) -> bool:
    return archive_room(room, by=by, archived=False)


# --- Steps: who is in a room -----------------------------------------------------------------------------------------


def hold(room: Room) -> None:
    """Keep others from changing the room, and from speaking in it, until this action is done."""
    fresh = Room.objects.select_for_update().get(pk=room.pk)
    for field in Room._meta.concrete_fields:
        setattr(room, field.attname, getattr(fresh, field.attname))


@step
def enter(room: Room, ids: Iterable[int], *, by: User | None, role: str = Role.MEMBER, floor: int = 0) -> list[int]:
    """Put people into a room, everything said before counting as read; the ids of those who were not in it."""
    hold(room)
    present = set(RoomMember.objects.filter(room=room, person__in=list(ids)).values_list("person_id", flat=True))
    fresh = sorted(set(ids) - present)
    RoomMember.objects.bulk_create(
        [
            RoomMember(
                room=room, person_id=pk, role=role, added_by=by, history_from=floor, read_seq=max(room.last_seq, floor)
            )
            for pk in fresh
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    if fresh:
        _mark_guests(room)
    for pk in fresh:
        publish(f"user_{pk}", "chat.rooms", room=room.pk, what="entered")
    return fresh


@step
def let_go(room: Room, ids: Sequence[int]) -> None:
    """End memberships; those people's sockets are asked again."""
    RoomMember.objects.filter(room=room, person__in=ids).delete()
    room.call_token = new_call_token()
    # Who is left may begin another conversation with whom went; this one is no longer theirs.
    room.people_key = None
    room.save(update_fields=["call_token", "people_key"])
    _mark_guests(room)
    for pk in ids:
        publish(f"user_{pk}", "chat.rooms", room=room.pk, what="left")
    if ids:
        revoke(people=ids)


def _mark_guests(room: Room) -> None:
    kinds = set(RoomMember.objects.filter(room=room).order_by().values_list("person__kind", flat=True).distinct())
    guests = Room.Guests.NONE
    if User.Kind.CUSTOMER in kinds:
        guests = Room.Guests.CUSTOMERS
    elif User.Kind.AGENCY in kinds:
        guests = Room.Guests.AGENCY
    if guests != room.guests:
        room.guests = guests
        room.save(update_fields=["guests"])


def _keep_an_owner(room: Room, leaving: RoomMember) -> None:
    if policies.is_last_owner(leaving.person, room, membership=leaving):
        raise ValidationError(_("A room needs an owner: name another one first."), code="last_owner")


def _name(room: Room, name: str) -> None:
    room.name = " ".join(name.replace("\x00", "").split())
    if not room.name and room.is_named:
        raise ValidationError({"name": _("Give the room a name.")})


# --- Rooms of spaces follow their space ------------------------------------------------------------------------------


@step
def _take_in_space(room: Room, space: Space) -> None:
    """Members of the space are in its rooms; customers only where they were put in by name."""
    members = Membership.objects.filter(space=space).exclude(person__kind=User.Kind.CUSTOMER)
    enter(room, list(members.values_list("person_id", flat=True)), by=None)


@step
def follow_belonging(space: Space, entered: Sequence[int], left: Sequence[int]) -> None:
    """People came into a space or left it: they come into its rooms, or leave them."""
    rooms = list(Room.objects.filter(space=space).order_by("pk"))
    if not rooms:
        return
    staff_side = list(User.objects.filter(pk__in=entered).exclude(kind=User.Kind.CUSTOMER).values_list("pk", flat=True))
    for room in rooms:
        if staff_side:
            enter(room, staff_side, by=None)
        if left:
            let_go(room, list(left))


@step
def follow_settings(space: Space, by: User) -> None:
    """A space that shows chat has a room from then on; it is called as the space."""
    room = Room.objects.filter(space=space, is_default=True).first()
    if room is None:
        if "chat" not in space.parts:
            return
        room = Room.objects.create(
            sort=Room.Sort.SPACE, name=space.name[:80], space=space, is_default=True, created_by=by
        )
        _take_in_space(room, space)
        keepers = Membership.objects.filter(space=space, role=Membership.Role.OWNER).values("person_id")
        RoomMember.objects.filter(room=room, person__in=keepers).update(role=Role.OWNER)
    elif room.name != space.name[:80]:
        room.name = space.name[:80]
        room.save(update_fields=["name"])
        publish(room.key, "chat.room.changed", room=room.pk, fields=["name"])
