"""Naming people in a room: its own people first, @room and @here, and a way to let those in who are left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from chat.hearing.summoning import NAMES, Summons, can_summon, people_in_room
from chat.models import Room, RoomMember
from chat.policies import can_add_people
from intranet.accounts.models import User
from intranet.conversation import mentioning_places
from intranet.core.models import SiteSettings
from intranet.core.text import fold

# The names that the list offers, by language; all of them are understood everywhere.
_OFFERED = {"en": ("room", "here"), "it": ("stanza", "qui")}


def register() -> None:
    mentioning_places.register(
        "room", mentioning_places.Place(near=_members, calls=_calls, warnings=_warnings, asks=_asks, add=_add)
    )


def _room(audience: str) -> Room:
    return Room.objects.select_related("space").get(pk=int(audience.removeprefix("room_")))


def _members(audience: str) -> Any:
    room = int(audience.removeprefix("room_"))
    return RoomMember.objects.filter(room=room).values("person_id")


def _calls(typed: str, audience: str, writer: User) -> list[dict[str, Any]]:
    """Offered to whoever may call, under the names of their own language."""
    begun = fold(typed)
    offered = [name for name in _OFFERED.get(get_language() or "", _OFFERED["en"]) if name.startswith(begun)]
    if not offered or not can_summon(writer, room := _room(audience)):
        return []
    heads = people_in_room(room).count()
    people = ngettext("%(n)s person", "%(n)s people", heads) % {"n": heads}
    details = {Summons.ROOM: f"{_('Everybody in the room')}, {people}", Summons.HERE: _("Everybody who is here now")}
    return [
        {
            "team": True,
            "handle": name,
            "name": f"@{name}",
            "detail": details[Summons(NAMES[name])],
            "tint": 1,
            "initials": "@",
            "avatar": "",
            "emoji": "",
            "away": "",
        }
        for name in offered
    ]


def _warnings(handles: list[str], audience: str, writer: User) -> list[str]:
    called = _called(handles)
    if not called:
        return []
    room = _room(audience)
    if room.is_direct:
        return []
    if not (allowed := can_summon(writer, room)):
        return [str(allowed.refusal)]
    heads = people_in_room(room).exclude(pk=writer.pk).count()
    if Summons.ROOM not in called or heads <= SiteSettings.current().team_mention_warns_above:
        return []
    return [ngettext("%(n)s person hears of this.", "%(n)s people hear of this.", heads) % {"n": heads}]


def _asks(handles: list[str], audience: str, writer: User) -> str:
    """Asked of those who may call more people than others may."""
    called = _called(handles)
    if not called:
        return ""
    room = _room(audience)
    heads = people_in_room(room).exclude(pk=writer.pk).count()
    if room.is_direct or heads < SiteSettings.current().chat_summon_most or not can_summon(writer, room):
        return ""
    if Summons.ROOM in called:
        return ngettext("%(n)s person will hear of this.", "%(n)s people will hear of this.", heads) % {"n": heads}
    return ngettext(
        "Whoever of %(n)s person is here now will hear of this.",
        "Whoever of %(n)s people is here now will hear of this.",
        heads,
    ) % {"n": heads}


def _add(people: list[User], audience: str, writer: User) -> dict[str, str] | None:
    room = _room(audience)
    if not can_add_people(writer, room):
        return None
    asked = urlencode({"people": " ".join(f"@{person.handle}" for person in people)})
    return {"label": _("Add them"), "href": f"{reverse('chat:add', args=[room.pk])}?{asked}"}


def _called(handles: Iterable[str]) -> set[str]:
    return {NAMES[name] for name in map(fold, handles) if name in NAMES}
