"""Who may do what with a message, besides writing, reading and what every entry has."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chat import policies
from chat.models import Message, Room, RoomMember
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, people_in


def can_pin(person: Viewer, message: Message) -> Decision:
    """Whoever writes in the main line of a room keeps its messages at hand."""
    if not message.is_published or message.is_notice:
        return no(_("This cannot be pinned."))
    return policies.can_write_in(person, message.room)


def can_unpin(person: Viewer, message: Message) -> Decision:
    return policies.can_write_in(person, message.room)


def can_quote(person: Viewer, entry: Entry) -> Decision:
    """A quote is a reference: each reader sees of it what they may read. That ``person`` may is presumed."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if not entry.is_published or (isinstance(entry, Message) and entry.is_notice):
        return no(_("This cannot be quoted."))
    return YES


def can_pass_on(person: Viewer, message: Message) -> Decision:
    """May this person carry the words of a message somewhere else? What was said between named people is carried on by
    who said it. That ``person`` may read it is presumed."""
    if not (allowed := can_quote(person, message)):
        return allowed
    if message.room.is_direct and message.author_id != person.pk:
        return no(_("What is said in a direct message is passed on by who said it."))
    return YES


def can_pass_on_to(person: User, message: Message, room: Room) -> Decision:
    """And into this room? Not to people from outside who could not read it where it stands: a copy would take it over
    the wall between firms, or out of the house."""
    if not (allowed := can_pass_on(person, message)):
        return allowed
    if not (allowed := policies.can_write_in(person, room)):
        return allowed
    outside = User.objects.active().filter(pk__in=RoomMember.objects.filter(room=room).values("person_id"))
    outside = outside.exclude(kind__in=[User.Kind.STAFF, User.Kind.BOT])
    came_later = RoomMember.objects.filter(room=message.room_id, history_from__gte=message.seq or 0)
    reads_it = people_in(message.audience).exclude(pk__in=came_later.values("person_id"))
    if outside.exclude(pk__in=reads_it.values("pk")).exists():
        return no(_("People from outside are in there who cannot read this where it stands. Say it in your own words."))
    return YES
