"""People from outside in rooms: who brings them in, whom they see there, and whom nowhere else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from chat import actions
from chat.models import Message, Room, RoomMember
from intranet.accounts import view_as
from intranet.accounts.actions import face_company
from intranet.accounts.models import User
from intranet.conversation.mentioning import Hearing, people_to_name
from intranet.realtime.gates import may_follow
from intranet.realtime.presence import may_see
from intranet.spaces import actions as spaces
from intranet.spaces.audiences import forget
from intranet.spaces.view_as import eyes_of
from tests.factories import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def tina(author, lab):
    """An agency guest, for whom the lab was named."""
    guest = a_person("Tina Serra", handle="tina", kind="agency", access_until=now() + timedelta(days=30))
    spaces.add_member(lab, by=author, person=guest)
    return guest


def known_to(person: User) -> set[str]:
    return set(User.objects.visible_to(person).values_list("handle", flat=True))


def test_a_customer_reads_the_rooms_they_were_brought_into_and_no_other(
    room, closed_room, author, customer, as_, say, lab
):
    said = say(closed_room, author, "for Dora, too")
    assert as_(customer).get(f"/chat/{closed_room.pk}/people/").status_code == 404
    actions.add_people(closed_room, by=author, people=[customer])
    forget(customer)
    assert set(Room.objects.visible_to(customer)) == {closed_room}
    assert Message.objects.visible_to(customer).filter(pk=said.pk).exists()
    assert may_follow(customer, closed_room.key)
    for other in (room, Room.objects.get(space=lab)):
        assert not may_follow(customer, other.key)
        assert as_(customer).post(f"/chat/{other.pk}/join/").status_code == 404


def test_open_rooms_take_no_guests_and_say_why(room, author, customer, as_):
    answer = as_(author).post(f"/chat/{room.pk}/people/add/", {"people": "@dora"})
    assert answer.status_code == 403
    assert "open rooms are for staff" in answer.content.decode()
    assert not RoomMember.objects.filter(room=room, person=customer).exists()


def test_guests_are_brought_in_by_staff_who_keep_the_room(closed_room, author, colleague, customer, outsider):
    with pytest.raises(PermissionDenied, match="Only the owners"):
        actions.add_people(closed_room, by=colleague, people=[customer])
    actions.add_people(closed_room, by=author, people=[customer])
    with pytest.raises(PermissionDenied, match="Only staff bring"):
        actions.add_people(closed_room, by=customer, people=[outsider])


def test_a_customer_knows_of_the_staff_of_shared_rooms_everywhere(closed_room, author, colleague, customer, as_):
    assert known_to(customer) == {"dora"}
    actions.add_people(closed_room, by=author, people=[customer])
    assert known_to(customer) == {"ada", "ben", "dora"}
    assert as_(customer).get("/people/ada/").status_code == 200
    assert may_see(customer, {author.pk, colleague.pk}) == {author.pk, colleague.pk}
    actions.remove_member(closed_room, by=author, person=customer)
    assert known_to(customer) == {"dora"}
    assert as_(customer).get("/people/ada/").status_code == 404


def test_customers_of_two_firms_meet_in_the_room_and_nowhere_else(
    closed_room, author, customer, other_customer, as_, say
):
    actions.add_people(closed_room, by=author, people=[customer, other_customer])
    forget(customer)
    page = as_(customer).get(f"/chat/{closed_room.pk}/people/").content.decode()
    assert "Emil Gallo" in page
    assert "/people/emil/" not in page
    assert "Borealis" not in page
    assert "emil" not in known_to(customer)
    assert as_(customer).get("/people/emil/").status_code == 404
    assert not may_see(customer, {other_customer.pk})
    here = Hearing(closed_room.audience)
    assert other_customer in people_to_name("emi", writer=customer, hearing=here)
    assert people_to_name("emi", writer=customer, hearing=Hearing("public")) == []
    with pytest.raises(PermissionDenied, match="do not know of"):
        actions.direct_room(by=customer, people=[other_customer])


def test_nobody_is_named_in_a_room_who_is_not_in_it(closed_room, author, customer, as_):
    actions.add_people(closed_room, by=author, people=[customer])
    forget(customer)
    assert [person.handle for person in people_to_name("", writer=customer, hearing=Hearing(closed_room.audience))] == [
        "ada",
        "ben",
    ]


def test_before_people_of_two_firms_meet_one_is_asked(closed_room, author, customer, other_customer, as_):
    client, address = as_(author), f"/chat/{closed_room.pk}/people/add/"
    assert client.post(address, {"people": "@dora", "history": "without"}).status_code == 302
    asked = client.post(address, {"people": "@emil", "history": "without"})
    assert asked.status_code == 422
    assert "People of several firms" in asked.content.decode()
    assert "Acme, Borealis" in asked.content.decode()
    assert not RoomMember.objects.filter(room=closed_room, person=other_customer).exists()
    assert client.post(address, {"people": "@emil", "history": "without", "mixed": "on"}).status_code == 302
    assert RoomMember.objects.filter(room=closed_room, person=other_customer).exists()


@pytest.mark.parametrize("address", ["/chat/rooms/new/", "/chat/direct/"])
def test_the_same_is_asked_where_they_would_meet_from_the_start(address, author, customer, other_customer, as_):
    form = {"name": "x", "sort": "closed", "people": "@dora, @emil"}
    assert as_(author).post(address, form).status_code == 422
    assert not Room.objects.exists()
    assert as_(author).post(address, form | {"mixed": "on"}).status_code == 302
    assert Room.objects.get().with_guests


def test_a_room_with_somebody_from_outside_is_marked_as_long_as_they_are_in_it(closed_room, author, customer, as_):
    assert "With customers" not in as_(author).get(f"/chat/{closed_room.pk}/people/").content.decode()
    actions.add_people(closed_room, by=author, people=[customer])
    assert "With customers" in as_(author).get(f"/chat/{closed_room.pk}/people/").content.decode()
    actions.remove_member(closed_room, by=author, person=customer)
    closed_room.refresh_from_db()
    assert not closed_room.with_guests


def test_a_customer_writes_to_whom_they_may_know_of(customer, author, outsider, acme, as_):
    face_company(author, acme, by=User.objects.system())
    assert as_(customer).post("/chat/direct/", {"people": "@cleo"}).status_code == 422
    assert as_(customer).post("/chat/direct/", {"people": "@ada"}).status_code == 302
    assert Room.objects.get().with_guests


def test_customers_of_a_community_come_into_its_room_only_by_name(porch, author, customer, as_):
    spaces.join_space(porch, by=customer)
    room = Room.objects.get(space=porch)
    forget(customer)
    assert not may_follow(customer, room.key)
    assert as_(customer).get("/spaces/porch/chat/").status_code == 404
    actions.add_people(room, by=author, people=[customer])
    forget(customer)
    assert may_follow(customer, room.key)
    spaces.leave_space(porch, by=customer)
    forget(customer)
    assert not may_follow(customer, room.key)


def test_nobody_from_outside_comes_into_the_room_of_a_secret_space(vault, author, customer):
    with pytest.raises(PermissionDenied, match="secret space"):
        actions.add_people(Room.objects.get(space=vault), by=author, people=[customer])


def test_an_agency_guest_is_in_the_rooms_of_the_spaces_named_for_them(lab, plaza, porch, room, author, tina, as_):
    mine = Room.objects.get(space=lab)
    assert set(Room.objects.visible_to(tina)) == {mine}
    for other in (room, Room.objects.get(space=plaza), Room.objects.get(space=porch)):
        assert as_(tina).get(f"/chat/{other.pk}/people/").status_code == 404
    with pytest.raises(PermissionDenied, match="does not read this space"):
        actions.add_people(Room.objects.get(space=plaza), by=author, people=[tina])


def test_an_agency_guest_may_be_brought_into_a_closed_room_by_name(closed_room, author, tina):
    actions.add_people(closed_room, by=author, people=[tina])
    forget(tina)
    assert may_follow(tina, closed_room.key)


def test_a_space_rooms_staff_from_outside_the_space_are_let_into_the_space_first(lab, author, outsider):
    with pytest.raises(PermissionDenied, match="Let them into the space first"):
        actions.add_people(Room.objects.get(space=lab), by=author, people=[outsider])


def test_borrowed_eyes_see_no_room_and_nothing_said_there(closed_room, author, customer, admin, as_, say):
    """Not even where both are."""
    actions.add_people(closed_room, by=author, people=[customer, admin])
    said = say(closed_room, author, "a rare heron")
    for person in (customer, admin):
        forget(person)
    assert not Message.objects.visible_to(eyes_of(customer, admin)).filter(pk=said.pk).exists()
    client = as_(admin)
    session = client.session
    view_as.begin(session, customer)
    session.save()
    assert client.get(f"/chat/{closed_room.pk}/people/").status_code == 403
    assert client.get("/chat/rooms/").status_code == 403


def test_who_has_left_the_house_reads_no_room(closed_room, deactivated, author):
    RoomMember.objects.create(room=closed_room, person=deactivated)
    assert not may_follow(deactivated, closed_room.key)
    assert not Room.objects.visible_to(deactivated).exists()
