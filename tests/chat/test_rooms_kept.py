"""How people keep their own list of rooms, and what becomes of rooms when somebody leaves the house."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from chat import actions
from chat.models import Room, RoomMember, RoomSection
from intranet.accounts.actions import deactivate
from intranet.accounts.handover import holdings_of
from intranet.realtime.models import Frame

pytestmark = pytest.mark.django_db


def mine(room, person) -> RoomMember:
    return RoomMember.objects.get(room=room, person=person)


def told(person) -> list[str]:
    frames = Frame.objects.filter(stream=person.key, event="chat.rooms").order_by("seq")
    return [frame.payload["what"] for frame in frames]


def test_a_favourite_is_ones_own_and_told_to_the_own_tabs(room, author, colleague, as_):
    as_(author).post(f"/chat/{room.pk}/favourite/", {"favourite": "1"})
    assert mine(room, author).favourite
    assert not mine(room, colleague).favourite
    assert told(author)[-1] == "favourite"
    assert not actions.set_favourite(room, by=author, favourite=True)
    as_(author).post(f"/chat/{room.pk}/favourite/", {"favourite": "0"})
    assert not mine(room, author).favourite


def test_a_room_is_put_under_a_new_heading_under_another_and_back(room, author, as_):
    client, address = as_(author), f"/chat/{room.pk}/place/"
    client.post(address, {"section": "new", "name": " Roll-out "})
    section = RoomSection.objects.get()
    assert (section.name, mine(room, author).section) == ("Roll-out", section)
    other = actions.make_section(by=author, name="Daily")
    client.post(address, {"section": other.pk})
    assert mine(room, author).section == other
    client.post(address, {"section": ""})
    assert mine(room, author).section is None


@pytest.mark.parametrize("form", [{"section": "new", "name": ""}, {"section": "new", "name": " \x00 "}])
def test_a_heading_without_a_name_is_none(form, room, author, as_):
    assert as_(author).post(f"/chat/{room.pk}/place/", form).status_code == 422
    assert not RoomSection.objects.exists()


def test_headings_are_renamed_moved_and_deleted_and_the_rooms_stay(room, author, as_):
    first, second = (actions.make_section(by=author, name=name) for name in ("One", "Two"))
    actions.put_in_section(room, by=author, section=first)
    client = as_(author)
    client.post(f"/chat/sections/{second.pk}/", {"do": "up"})
    assert list(RoomSection.objects.all()) == [second, first]
    client.post(f"/chat/sections/{first.pk}/", {"do": "rename", "name": "Erste"})
    client.post(f"/chat/sections/{second.pk}/", {"do": "rename", "name": "erste"})
    assert {section.name for section in RoomSection.objects.all()} == {"Erste", "Two"}
    client.post(f"/chat/sections/{first.pk}/", {"do": "delete"})
    client.post(f"/chat/sections/{second.pk}/", {"do": "sing"})
    assert list(RoomSection.objects.all()) == [second]
    assert mine(room, author).section is None
    assert client.get("/chat/sections/").status_code == 200


def test_a_heading_made_twice_is_one(author, as_):
    for name in ("Daily", "daily "):
        as_(author).post("/chat/sections/", {"name": name})
    assert RoomSection.objects.get().name == "Daily"


def test_headings_are_nobody_elses(room, author, colleague, as_):
    theirs = actions.make_section(by=colleague, name="Ben’s")
    assert as_(author).post(f"/chat/sections/{theirs.pk}/", {"do": "delete"}).status_code == 404
    assert as_(author).post(f"/chat/{room.pk}/place/", {"section": theirs.pk}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.rename_section(theirs, by=author, name="x")
    with pytest.raises(ValidationError):
        actions.put_in_section(room, by=author, section=theirs)
    with pytest.raises(ValidationError):
        actions.order_sections([theirs.pk], by=author)


def test_rooms_are_left_and_not_closed(room, author):
    with pytest.raises(PermissionDenied, match="left, not closed"):
        actions.close_direct(room, by=author)


# --- Leaving the house -----------------------------------------------------------------------------------------------


def held_by(person) -> dict[str, str]:
    return {
        thing.key: thing.label for holding, things in holdings_of(person) if holding.name == "rooms" for thing in things
    }


def test_who_leaves_hands_over_the_rooms_they_alone_own(room, closed_room, author, colleague, outsider, admin):
    labels = held_by(author)
    assert labels[room.key] == "firmware"
    # Of a closed one the admin learns that there is one, and no more.
    assert labels[closed_room.key] == "A closed room, 1 other member"
    deactivate(author, by=admin, successors={room.key: outsider})
    owners = RoomMember.objects.filter(role="owner", person__is_active=True)
    assert set(owners.filter(room=room).values_list("person__handle", flat=True)) == {"cleo"}
    assert set(owners.filter(room=closed_room).values_list("person__handle", flat=True)) == {"ben"}
    assert held_by(author) == {}


def test_a_room_that_nobody_can_own_is_archived(author, admin):
    room = actions.open_room(by=author, name="alone", sort=Room.Sort.CLOSED)
    deactivate(author, by=admin)
    room.refresh_from_db()
    assert room.is_archived


def test_who_was_away_finds_the_rooms_as_they_were(closed_room, author, colleague, admin, say):
    deactivate(colleague, by=admin)
    assert RoomMember.objects.filter(room=closed_room, person=colleague).exists()
    assert say(closed_room, author, "on we go").pk


def test_nobody_writes_to_who_has_left(direct, author, colleague, admin, say):
    deactivate(colleague, by=admin)
    with pytest.raises(PermissionDenied, match="no longer here"):
        say(direct, author, "hello?")
