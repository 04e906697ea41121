"""The list of somebody's rooms, under its headings: favourites, the own sections, rooms, direct messages, and what
customers take part in. The same number of queries for three rooms and for three hundred."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.timezone import now
from django.utils.translation import gettext as _

from chat.models import Room, RoomMember, RoomSection
from chat.reading.unread import Unread, unread_of_rooms
from chat.rooms.labels import label_of, others_in
from chat.rooms.ways import Way, ways_for
from intranet.accounts.models import User
from intranet.accounts.presence import here_among
from intranet.notifications.levels import levels_by_place
from intranet.notifications.models import Level
from intranet.realtime import ledger

# Rooms in which nobody has said anything for so long fold, where more than a few stand under one heading.
QUIET = timedelta(days=14)
MOST_OPEN = 8
NOTHING_NEW = Unread()


@dataclass(frozen=True, slots=True)
class Line:
    """One room. ``counted`` is the number beside it: in a room, where one is named; between people, all that is new."""

    room: Room
    label: str
    url: str
    # The number of the last event on its stream, read before the rest.
    head: int
    read_seq: int
    unread: bool
    counted: int
    muted: bool
    partner: User | None
    here: bool
    is_current: bool
    is_quiet: bool


@dataclass
class Heading:
    """``key`` is what scripts know it by; ``quiet`` are the lines that are folded away."""

    key: str
    label: str
    icon: str = ""
    lines: list[Line] = field(default_factory=list)
    quiet: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Sidebar:
    headings: list[Heading]
    ways: list[Way]

    @property
    def is_empty(self) -> bool:
        return not self.headings


def of(person: User, *, current: Room | None = None) -> Sidebar:
    """The list as it is for this person; ``current`` is the room that is open."""
    mine = _memberships(person)
    heads = ledger.heads(one.room.key for one in mine)
    unread = unread_of_rooms(person)
    muted = {place for place, degree in levels_by_place(person, "room_").items() if degree == Level.Degree.NOTHING}
    rooms = [one.room for one in mine]
    people = others_in(rooms, person)
    here = here_among(person, [somebody for several in people.values() for somebody in several])
    found = []
    for one in mine:
        new = unread.get(one.room_id, NOTHING_NEW)
        others = people.get(one.room_id, [])
        partner = others[0] if len(others) == 1 and one.room.is_direct else None
        is_muted = one.room.key in muted
        line = Line(
            room=one.room,
            label=label_of(one.room, others),
            url=one.room.get_absolute_url(),
            head=heads[one.room.key],
            read_seq=one.read_seq,
            unread=new.messages > 0,
            counted=new.messages if one.room.is_direct and not is_muted else new.mentions,
            muted=is_muted,
            partner=partner,
            here=partner is not None and partner.pk in here,
            is_current=current is not None and current.pk == one.room_id,
            is_quiet=_is_quiet(one.room),
        )
        found.append((one, line))
    return Sidebar(_under_headings(found, person), ways_for(person) if found else [])


def _memberships(person: User) -> list[Any]:
    """One query: what is not archived, nor put out of the list until somebody writes."""
    shown = Q(hidden_at__isnull=True) | Q(room__last_message_at__gt=F("hidden_at"))
    mine = RoomMember.objects.filter(shown, person=person, room__archived_at__isnull=True)
    mine = mine.filter(Q(room__space__isnull=True) | Q(room__space__archived_at__isnull=True))
    return list(mine.select_related("room").order_by(Lower("room__name"), "room_id"))


def _is_quiet(room: Room) -> bool:
    said = room.last_message_at or room.created_at
    return now() - said > QUIET


def _under_headings(found: Iterable[tuple[Any, Line]], person: User) -> list[Heading]:
    favourites = Heading("favourites", _("Favourites"))
    rooms, direct = Heading("rooms", _("Rooms")), Heading("direct", _("Direct"))
    customers = Heading("customers", _("With customers"), "globe")
    sections = {one.pk: Heading(f"section-{one.pk}", one.name) for one in RoomSection.objects.filter(person=person)}
    for membership, line in found:
        if membership.favourite:
            favourites.lines.append(line)
        elif membership.section_id in sections:
            sections[membership.section_id].lines.append(line)
        elif membership.room.guests == Room.Guests.CUSTOMERS and person.is_staff_member:
            customers.lines.append(line)
        elif line.room.is_direct:
            direct.lines.append(line)
        else:
            rooms.lines.append(line)
    direct.lines.sort(key=lambda line: line.room.last_message_at or line.room.created_at, reverse=True)
    headings = [favourites, *sections.values(), rooms, direct, customers]
    for heading in headings:
        heading.lines.sort(key=lambda line: line.muted)
        if heading is not favourites:
            _fold(heading)
    return [heading for heading in headings if heading.lines or heading.quiet]


def _fold(heading: Heading) -> None:
    """Fold what nobody has spoken in for a while, and what is new to nobody; a short list stays as it is."""
    if len(heading.lines) <= MOST_OPEN:
        return
    heading.quiet = [line for line in heading.lines if line.is_quiet and not line.unread and not line.is_current]
    heading.lines = [line for line in heading.lines if line not in heading.quiet]
