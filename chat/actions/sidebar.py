"""How somebody keeps the own list of rooms: favourites, sections, conversations put out of sight. It is nobody else's
affair, so it is told to the own tabs and to nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext as _

from chat import policies
from chat.models import Room, RoomMember, RoomSection
from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.realtime.publish import publish
from intranet.realtime.units import action

MOST_SECTIONS = 40


@action
def set_favourite(room: Room, *, by: User, favourite: bool = True) -> bool:
    """Keep a room at the top of the own list, or no longer. False when it was so."""
    changed = _own(room, by).exclude(favourite=favourite).update(favourite=favourite)
    return _told(by, room, "favourite") if changed else False


@action
def put_in_section(room: Room, *, by: User, section: RoomSection | None) -> bool:
    """Keep a room under one of the own headings, or under none. False when it stood there."""
    if section is not None and section.person_id != by.pk:
        raise ValidationError(_("There is no such section."), code="section")
    row = _own(room, by).first()
    if row is None or row.section_id == (section.pk if section else None):
        return False
    row.section = section
    row.save(update_fields=["section"])
    return _told(by, room, "section")


@action
def make_section(*, by: User, name: str) -> RoomSection:
    """A heading for the own list; one of that name is found again."""
    name = _clean(name)
    mine = RoomSection.objects.select_for_update().filter(person=by)
    for section in mine:
        if section.name.casefold() == name.casefold():
            return section
    if len(mine) >= MOST_SECTIONS:
        raise ValidationError(_("These are enough sections: delete one first."), code="too_many")
    last = mine.aggregate(last=Max("position"))["last"]
    section, _made = RoomSection.objects.get_or_create(
        person=by, name=name, defaults={"position": 0 if last is None else last + 1}
    )
    _told(by, None, "sections")
    return section


@action
def rename_section(section: RoomSection, *, by: User, name: str) -> bool:
    require(policies.can_change_section(by, section))
    name = _clean(name)
    if section.name == name:
        return False
    others = RoomSection.objects.filter(person=by).exclude(pk=section.pk)
    if any(other.name.casefold() == name.casefold() for other in others):
        raise ValidationError(_("There is a section of that name already."), code="taken")
    section.name = name
    section.save(update_fields=["name"])
    return _told(by, None, "sections")


@action
def delete_section(section: RoomSection, *, by: User) -> bool:
    """Take a heading away; the rooms under it go back among the others."""
    require(policies.can_change_section(by, section))
    gone, _rows = RoomSection.objects.filter(pk=section.pk, person=by).delete()
    return _told(by, None, "sections") if gone else False


@action
def order_sections(ids: Sequence[int], *, by: User) -> bool:
    """Put the own headings in this order; those that are not named come after. False when they stood so."""
    mine = {section.pk: section for section in RoomSection.objects.select_for_update().filter(person=by)}
    if not set(ids) <= mine.keys():
        raise ValidationError(_("There is no such section."), code="section")
    wanted = [*dict.fromkeys(ids), *(pk for pk in mine if pk not in ids)]
    moved = []
    for position, pk in enumerate(wanted):
        if mine[pk].position != position:
            mine[pk].position = position
            moved.append(mine[pk])
    RoomSection.objects.bulk_update(moved, ["position"])
    return _told(by, None, "sections") if moved else False


@action
def close_direct(room: Room, *, by: User) -> bool:
    """Put a conversation out of the own list; the next message in it brings it back. False when it was out."""
    require(policies.can_close(by, room))
    changed = _own(room, by).filter(hidden_at=None).update(hidden_at=now())
    return _told(by, room, "closed") if changed else False


def _own(room: Room, person: User):
    return RoomMember.objects.filter(room=room, person=person)


def _clean(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())[:40]
    if not name:
        raise ValidationError(_("Give it a name."), code="required")
    return name


def _told(person: User, room: Room | None, what: str) -> bool:
    publish(person.key, "chat.rooms", room=room.pk if room else None, what=what)
    return True
