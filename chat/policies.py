"""Who may do what in a room. Each answer is a Decision: a yes, or a no with its sentence.

What may be *read* is ``Room.objects.visible_to`` and ``Entry.objects.visible_to``; these rules presume it.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chat.rooms.calls import call_address
from intranet.accounts.models import CompanyAssignment, User
from intranet.accounts.policies import can_speak
from intranet.content.models import Entry, Stance
from intranet.core.decisions import YES, Decision, no
from intranet.core.models import SiteSettings
from intranet.moderation.trust.policies import can_begin_talking
from intranet.spaces.audiences import Viewer, spaces_joined, spaces_moderated
from intranet.spaces.models import Space
from intranet.spaces.policies import can_read_inside

from .audience import rooms_held
from .models import Message, Room, RoomMember, RoomSection

MOST_IN_GROUP = 20


def membership_in(person: Viewer, room: Room) -> RoomMember | None:
    if not person.is_authenticated:
        return None
    return RoomMember.objects.filter(room=room, person=person).first()


def is_keeper(person: Viewer, room: Room, membership: RoomMember | None) -> bool:
    """Whether this person keeps the room: its owners, and who keeps the space it is of; open rooms, which they read as
    all staff do, also the admins."""
    if membership is not None and membership.is_owner:
        return True
    if room.sort == Room.Sort.OPEN and person.is_authenticated and person.is_admin:
        return True
    return room.space_id is not None and room.space_id in spaces_moderated(person)


def can_open_room(person: Viewer, *, sort: str, space: Space | None = None) -> Decision:
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if sort == Room.Sort.SPACE:
        if space is None:
            return no(_("Say which space the room is of."))
        if space.is_archived:
            return no(_("This space is archived: it can be read, not written."))
        if "chat" not in space.parts:
            return no(_("This space has its chat switched off."))
        return YES if space.pk in spaces_moderated(person) else no(_("Only who keeps a space opens rooms in it."))
    if sort in (Room.Sort.OPEN, Room.Sort.CLOSED):
        return YES if person.is_staff_member else no(_("Only staff open rooms."))
    return YES


def can_write_to(person: User, people: list[User]) -> Decision:
    """May this person begin to talk with these people directly? With whom one may know of, and who has not asked to be
    left alone by them."""
    others = [one for one in people if one.pk != person.pk]
    if len(others) + 1 > MOST_IN_GROUP:
        return too_many_for_a_group()
    known = set(User.objects.visible_to(person).filter(pk__in=[one.pk for one in others]).values_list("pk", flat=True))
    for one in others:
        if one.pk not in known:
            return no(_("You cannot write to somebody you do not know of."))
        if not one.is_active or one.is_system:
            return no(_("%(name)s is no longer here.") % {"name": one.name})
    return _lets_begin(person, others) and _nobody_minds(person, others)


def _lets_begin(person: User, others: list[User]) -> Decision:
    """A customer's firm and the staff who look after it are always there; others come with the level of trust."""
    if not person.is_customer or (allowed := can_begin_talking(person)):
        return YES
    near: set[int] = set()
    if person.company_id is not None:
        facing = CompanyAssignment.objects.filter(company_id=person.company_id, person__in=[one.pk for one in others])
        near = set(facing.values_list("person_id", flat=True))
    strangers = [one for one in others if one.pk not in near and not _same_firm(person, one)]
    return allowed if strangers else YES


def _same_firm(person: User, other: User) -> bool:
    return person.company_id is not None and other.is_customer and other.company_id == person.company_id


def too_many_for_a_group() -> Decision:
    return no(_("A group message is between at most %(most)s people. Open a room.") % {"most": MOST_IN_GROUP})


def can_join(person: Viewer, room: Room) -> Decision:
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if room.is_archived:
        return no(_("This room is archived: it can be read, not written."))
    if room.pk not in rooms_held(person):
        return no(_("This room is entered by invitation."))
    if room.sort == Room.Sort.OPEN or room.space_id is not None:
        return YES
    return no(_("This room is entered by invitation."))


def can_write_in(person: Viewer, room: Room, *, membership: RoomMember | None = None) -> Decision:
    """Who is in the room writes in it, unless its owners keep the main line to themselves and their bots."""
    if not (allowed := can_take_part(person, room, membership=membership)):
        return allowed
    if room.posting == Room.Posting.KEEPERS and not (person.is_authenticated and person.is_bot):
        membership = membership or membership_in(person, room)
        if not is_keeper(person, room, membership):
            return no(_("Its owners write here. You can reply in threads."))
    return YES


def can_take_part(person: Viewer, room: Room, *, membership: RoomMember | None = None) -> Decision:
    """Reply in a thread, react, vote: whoever is in the room, while it is open."""
    if not person.is_authenticated:
        return no(_("Sign in to write."))
    if not (allowed := can_speak(person)):
        return allowed
    if room.is_archived or (room.space is not None and room.space.is_archived):
        return no(_("This room is archived: it can be read, not written."))
    if room.space is not None and "chat" not in room.space.parts:
        return no(_("This space has its chat switched off: it can be read, not written."))
    membership = membership or membership_in(person, room)
    if membership is None:
        if can_join(person, room):
            return no(_("Join this room to write in it."))
        return no(_("You are not in this room."))
    if room.sort == Room.Sort.DIRECT:
        return _somebody_listens(person, room)
    return YES


def can_change_room(person: Viewer, room: Room, *, membership: RoomMember | None = None) -> Decision:
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if room.is_direct:
        return no(_("A direct message has no settings."))
    if is_keeper(person, room, membership or membership_in(person, room)):
        return YES
    return no(_("Only the owners of this room can do that."))


def can_add_people(person: Viewer, room: Room, *, membership: RoomMember | None = None) -> Decision:
    """Into an open room, and a group, anybody on the staff who is in it brings others; into a closed one its owners."""
    if not (allowed := can_take_part(person, room, membership=membership)):
        return allowed
    if not person.is_authenticated or not person.is_staff_member:
        return no(_("Only staff bring people into rooms."))
    if room.sort == Room.Sort.DIRECT:
        return no(_("A direct message stays between the two of you. Begin a group message."))
    if room.sort in (Room.Sort.OPEN, Room.Sort.GROUP):
        return YES
    return can_change_room(person, room, membership=membership)


def can_be_added(person: User, room: Room, *, by: User) -> Decision:
    """Whom a room can take: staff anywhere they could read, people from outside where they are named one by one."""
    if not User.objects.visible_to(by).filter(pk=person.pk).exists():
        return no(_("You cannot bring in somebody you do not know of."))
    name = {"name": person.name}
    if not person.is_active or person.is_system:
        return no(_("%(name)s is no longer here.") % name)
    if room.sort == Room.Sort.OPEN and not person.is_staff_member:
        return no(_("%(name)s is not on the staff: open rooms are for staff.") % name)
    if room.space is None:
        return YES
    if person.is_customer:
        if room.space.visibility == Space.Visibility.SECRET:
            return no(_("Nobody from outside learns of a secret space."))
        return YES
    if not can_read_inside(person, room.space):
        return no(_("%(name)s does not read this space. Let them into the space first.") % name)
    return YES


def can_remove(person: Viewer, room: Room, other: User) -> Decision:
    if room.is_direct:
        return no(_("Nobody is put out of a direct message."))
    if not (allowed := can_change_room(person, room)):
        return allowed
    if room.space is not None and other.pk != person.pk and room.space_id in spaces_joined(other):
        return no(_("%(name)s is in this room by being in the space.") % {"name": other.name})
    return YES


def can_leave(person: Viewer, room: Room) -> Decision:
    if room.sort == Room.Sort.DIRECT:
        return no(_("A direct message can be closed, not left."))
    if room.space_id is not None and room.is_default and room.space_id in spaces_joined(person):
        return no(_("You are in this room by being in its space. You can mute it."))
    return YES


def is_last_owner(person: Viewer, room: Room, *, membership: RoomMember | None = None) -> bool:
    """Whether others would stay behind in a room that nobody owns. What is archived needs nobody; rooms of spaces are
    kept by who keeps the space."""
    membership = membership or membership_in(person, room)
    if membership is None or not membership.is_owner or room.space_id is not None or room.is_archived:
        return False
    others = RoomMember.objects.filter(room=room, person__in=User.objects.active()).exclude(pk=membership.pk)
    return others.exists() and not others.filter(role=RoomMember.Role.OWNER).exists()


def can_close(person: Viewer, room: Room) -> Decision:
    """Conversations are put out of the own list; rooms are left."""
    return YES if room.is_direct else no(_("A room is left, not closed."))


def can_start_call(person: Viewer, room: Room, *, membership: RoomMember | None = None) -> Decision:
    if not call_address(room):
        return no(_("Nobody has said where calls are held."))
    return can_write_in(person, room, membership=membership)


def can_change_section(person: Viewer, section: RoomSection) -> Decision:
    return YES if section.person_id == person.pk else no(_("This section is somebody else’s."))


# --- Messages: what chat says besides the rules for every entry ------------------------------------------------------


def may_edit(person: Viewer, entry: Entry) -> Decision:
    message = _message(entry)
    if message.is_notice:
        return no(_("This is a notice: nobody wrote it."))
    if message.room.is_archived:
        return no(_("This room is archived: it can be read, not written."))
    if not person.is_authenticated or message.room_id not in rooms_held(person):
        return no(_("You are not in this room."))
    if _is_within(message, minutes := SiteSettings.current().chat_edit_minutes):
        return YES
    return no(
        ngettext(
            "A message can be edited for %(count)s minute. This one is older.",
            "A message can be edited for %(count)s minutes. This one is older.",
            minutes,
        )
        % {"count": minutes}
    )


def may_delete(person: Viewer, entry: Entry) -> Decision:
    message = _message(entry)
    if message.is_notice:
        return no(_("This is a notice: nobody wrote it."))
    if not person.is_authenticated or message.room_id not in rooms_held(person):
        return no(_("You are not in this room."))
    if _is_within(message, minutes := SiteSettings.current().chat_delete_minutes):
        return YES
    return no(
        ngettext(
            "A message can be deleted for %(count)s minute. This one is older.",
            "A message can be deleted for %(count)s minutes. This one is older.",
            minutes,
        )
        % {"count": minutes}
    )


def may_release(person: Viewer, entry: Entry) -> Decision:
    message = _message(entry)
    return (can_take_part if message.thread_id else can_write_in)(person, message.room)


def may_react(person: Viewer, entry: Entry) -> Decision:
    return can_take_part(person, _message(entry).room)


def may_moderate(person: Viewer, entry: Entry) -> Decision:
    """The owners of a room, and who keeps its space; where all staff read, the moderators of the house. What is said
    behind a closed door they learn of when somebody inside reports it (moderation/policies.py), and then only that."""
    message = _message(entry)
    if message.room.sort == Room.Sort.OPEN and person.is_authenticated and person.is_moderator:
        return YES
    if not message.room.is_direct and is_keeper(person, message.room, membership_in(person, message.room)):
        return YES
    return no(_("Only the owners of this room can do that."))


def _message(entry: Entry) -> Message:
    if isinstance(entry, Message):
        return entry
    return Message.objects.select_related("room__space").get(pk=entry.entry_id)


def _is_within(message: Message, minutes: int) -> bool:
    """No minutes: for ever."""
    return not minutes or message.published_at is None or now() - message.published_at < timedelta(minutes=minutes)


def _somebody_listens(person: User, room: Room) -> Decision:
    others = list(User.objects.filter(room_memberships__room=room).exclude(pk=person.pk))
    if others and not any(one.is_active for one in others):
        return no(_("%(name)s is no longer here.") % {"name": others[0].name})
    return _nobody_minds(person, others)


def _nobody_minds(person: User, others: list[User]) -> Decision:
    ids = [one.pk for one in others]
    blocks = Stance.objects.filter(way=Stance.Way.BLOCK)
    if blocks.filter(holder=person.pk, person__in=ids).exists():
        return no(_("You have blocked this person."))
    if len(ids) == 1 and blocks.filter(holder__in=ids, person=person.pk).exists():
        return no(_("This person cannot be reached."))
    return YES
