"""@room and @here: calling everybody in a room, or everybody who is there now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from chat.models import Bot, Message, Room, RoomMember
from chat.policies import can_take_part, is_keeper, membership_in
from intranet.accounts.models import User
from intranet.content import kinds
from intranet.core.decisions import YES, Decision, no
from intranet.core.models import SiteSettings
from intranet.realtime import presence
from intranet.spaces.audiences import Viewer

Summons = Message.Summons
# What may be typed, in either language.
NAMES: dict[str, str] = {"room": Summons.ROOM, "here": Summons.HERE, "stanza": Summons.ROOM, "qui": Summons.HERE}


def can_summon(person: Viewer, room: Room, *, membership: RoomMember | None = None) -> Decision:
    """Staff call everybody in a room that is not too large; in a larger one its owners do."""
    membership = membership or membership_in(person, room)
    if person.is_authenticated and person.is_bot:
        return YES if _bot_may_call(person) else no(_("This bot calls nobody."))
    if not (allowed := can_take_part(person, room, membership=membership)):
        return allowed
    if room.is_direct:
        return no(_("Everybody hears what is said here."))
    if not person.is_authenticated or not person.is_staff_member:
        return no(_("Only staff call everybody in a room. Name those whom it concerns."))
    most = SiteSettings.current().chat_summon_most
    if is_keeper(person, room, membership) or people_in_room(room).count() <= most:
        return YES
    return no(
        _("More than %(most)s people are in this room: only its owners call them all. Name those whom it concerns.")
        % {"most": most}
    )


def people_in_room(room: Room) -> Any:
    return User.objects.active().filter(room_memberships__room=room)


def people_here(room: Room) -> list[int]:
    """Who is in the room and has Portico open now. Where that cannot be known, everybody who is in it."""
    members = people_in_room(room)
    if presence.is_known():
        members = members.filter(pk__in=presence.everybody_here())
    return sorted(members.values_list("pk", flat=True))


def _bot_may_call(person: User) -> bool:
    return Bot.objects.filter(person=person, may_call=True).exists()


# --- For the manifest of messages ------------------------------------------------------------------------------------


def names_in(entry: Any) -> Mapping[str, str]:
    """What calls everybody in a message. Once it is out, an edit calls nobody any more."""
    message: Message = kinds.real(entry) if entry.pk else entry
    if message.room.is_direct or message.is_notice:
        return {}
    if message.author.is_bot and not _bot_may_call(message.author):
        # A program quotes what it was sent: there the words are words.
        return {}
    if message.published_at is None:
        return NAMES
    return {name: called for name, called in NAMES.items() if called == message.summons}


def take(entry: Any, names: tuple[str, ...], writer: Any) -> None:
    """Keep with a new message whom it calls. ValidationError, with a sentence, where the writer may not."""
    if entry.published_at is not None:
        return
    entry.summons = next((one for one in (Summons.ROOM, Summons.HERE) if one in names), Summons.NONE)
    if entry.summons and not (allowed := can_summon(writer, entry.room)):
        raise ValidationError(str(allowed.refusal), code="summons")
