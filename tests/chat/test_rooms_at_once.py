"""Two people at the same moment, in rooms."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from chat import actions
from chat.models import Room, RoomMember
from tests.platform.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def trying(act):
    def tried():
        try:
            return act()
        except (PermissionDenied, ValidationError) as refusal:
            return refusal

    return tried


def test_two_who_write_to_each_other_at_once_find_one_conversation(author, colleague):
    found = together(
        lambda: actions.direct_room(by=author, people=[colleague]),
        lambda: actions.direct_room(by=colleague, people=[author]),
    )
    assert {room.pk for room in found} == {Room.objects.get(sort="direct").pk}
    assert RoomMember.objects.filter(room=found[0]).count() == 2


def test_of_two_owners_who_leave_at_once_one_stays(author, colleague, outsider):
    room = actions.open_room(by=author, name="few", sort="closed", people=[colleague, outsider])
    actions.make_owner(room, by=author, person=colleague)
    ends = together(
        trying(lambda: actions.leave_room(Room.objects.get(pk=room.pk), by=author)),
        trying(lambda: actions.leave_room(Room.objects.get(pk=room.pk), by=colleague)),
    )
    assert sorted(isinstance(end, ValidationError) for end in ends) == [False, True]
    assert RoomMember.objects.filter(room=room, role="owner").count() == 1


def test_one_who_is_added_twice_at_once_is_in_it_once(author, colleague, outsider):
    room = actions.open_room(by=author, name="all", people=[colleague])
    ends = together(
        *(lambda who=who: actions.add_people(room, by=who, people=[outsider]) for who in (author, colleague))
    )
    assert sorted(len(fresh) for fresh in ends) == [0, 1]
    assert RoomMember.objects.filter(room=room, person=outsider).count() == 1
