"""The scenarios of docs/permissions.md about rooms, each under its number."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from chat import actions
from chat.actions import bots
from chat.hearing import summoning
from chat.keeping.policies import can_export, can_set_keeping
from chat.models import Message, Room
from chat.reading.receipts import can_see_readers, readers_of
from chat.reading.unread import count_unread_threads
from chat.rooms.finding import bots_in
from chat.tools.pinned import pins_of
from intranet.accounts.actions import change_settings
from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.content.actions import delete_entry, edit_entry
from intranet.content.actions.stances import block
from intranet.content.models import Entry
from intranet.core.models import SiteSettings
from intranet.moderation import actions as moderation
from intranet.moderation import queue
from intranet.notifications.hearing import reasons_of
from intranet.realtime.gates import may_follow
from intranet.spaces.audiences import forget
from intranet.spaces.view_as import eyes_of

STAFF = {"author", "colleague", "outsider", "moderator", "admin"}


def test_57_who_reads_a_room(author, colleague, customer, admin, lab, readers_of):
    def said(room: Room) -> Message:
        return actions.send_message(room, by=author, body="x")

    opened = actions.open_room(by=author, name="all")
    closed = actions.open_room(by=author, name="few", sort="closed", people=[colleague, admin])
    assert readers_of(said(opened)) == STAFF
    told = said(closed)
    assert readers_of(told) == {"author", "colleague", "admin"}
    assert readers_of(said(actions.direct_room(by=author, people=[colleague]))) == {"author", "colleague"}
    assert readers_of(said(Room.objects.get(space=lab))) == {"author", "colleague"}
    assert not Entry.objects.visible_to(eyes_of(colleague, admin)).filter(pk=told.pk).exists()


def test_58_who_comes_later_reads_what_they_were_given(author, colleague, outsider, moderator, as_, readers_of):
    room = actions.open_room(by=author, name="few", sort="closed", people=[colleague])
    before = actions.send_message(room, by=author, body="before")
    actions.add_people(room, by=author, people=[outsider], with_history=False)
    actions.add_people(room, by=author, people=[moderator], with_history=True)
    after = actions.send_message(room, by=author, body="after")
    assert readers_of(before) == {"author", "colleague", "moderator"}
    assert readers_of(after) == {"author", "colleague", "moderator", "outsider"}
    assert as_(outsider).get(f"/chat/messages/{before.pk}/").status_code == 404
    floor = may_follow(outsider, room.key)
    assert before.seq is not None
    assert floor is not True
    assert floor.floor >= before.seq


def test_59_guests_in_rooms(author, colleague, customer, other_customer, as_):
    opened = actions.open_room(by=author, name="all", people=[colleague])
    closed = actions.open_room(by=author, name="few", sort="closed", people=[colleague])
    with pytest.raises(PermissionDenied):
        actions.add_people(opened, by=author, people=[customer])
    with pytest.raises(PermissionDenied):
        actions.add_people(closed, by=colleague, people=[customer])
    assert not User.objects.visible_to(customer).filter(pk=author.pk).exists()
    actions.add_people(closed, by=author, people=[customer, other_customer])
    known = set(User.objects.visible_to(customer).values_list("handle", flat=True))
    assert known == {"ada", "ben", "dora"}
    assert "Emil Gallo" in as_(customer).get(f"/chat/{closed.pk}/people/").content.decode()
    assert as_(customer).get("/people/emil/").status_code == 404


def test_60_keeping_a_room(author, colleague, outsider, admin, customer):
    room = actions.open_room(by=author, name="few", sort="closed", people=[colleague, customer])
    for person in (colleague, admin):
        with pytest.raises(PermissionDenied):
            actions.change_room(room, by=person, name="mine")
    with pytest.raises(ValidationError):
        actions.make_owner(room, by=author, person=customer)
    with pytest.raises(ValidationError):
        actions.leave_room(room, by=author)
    assert actions.leave_room(room, by=author, successor=colleague)
    forget(author)
    assert not may_follow(author, room.key)
    group = actions.direct_room(by=author, people=[colleague, outsider])
    actions.leave_room(group, by=outsider)
    assert actions.direct_room(by=outsider, people=[author, colleague]).pk != group.pk


def test_61_order_in_rooms(author, colleague, moderator, readers_of):
    opened = actions.open_room(by=author, name="all", people=[colleague])
    closed = actions.open_room(by=author, name="few", sort="closed", people=[colleague])
    assert moderation.hide(actions.send_message(opened, by=colleague, body="x"), by=moderator, reason="y").is_hidden
    bad = actions.send_message(closed, by=colleague, body="bad")
    with pytest.raises(PermissionDenied):
        moderation.hide(bad, by=moderator, reason="y")
    moderation.flag_entry(bad, by=author, reason="rude")
    assert [case.body for case in queue.page_of(moderator).cases] == ["bad"]
    assert readers_of(bad) == {"author", "colleague"}
    assert moderation.hide(bad, by=moderator, reason="y").is_hidden


def test_62_bots(author, colleague, outsider, admin):
    room_of_the_house = actions.open_room(by=author, name="firmware")
    closed_room_of_two = actions.open_room(by=author, name="rollout", sort=Room.Sort.CLOSED, people=[colleague])
    bot, _secret = bots.add_bot(room_of_the_house, by=author, name="Build bot")
    for person in (colleague, outsider):
        with pytest.raises(PermissionDenied):
            bots.add_bot(room_of_the_house, by=person, name="Mine")
    assert bots.change_bot(bot, by=admin, about="Says what is green") == ["about"]
    before = actions.send_message(closed_room_of_two, by=author, body="Before")
    assert not Entry.objects.visible_to(bot.person).filter(pk=before.pk).exists()
    bots.bring_bot(bot, closed_room_of_two, by=author)
    after = actions.send_message(closed_room_of_two, by=author, body="After")
    forget(bot.person)
    seen = Entry.objects.visible_to(bot.person)
    assert (seen.filter(pk=before.pk).exists(), seen.filter(pk=after.pk).exists()) == (False, True)
    with pytest.raises(PermissionDenied):
        bots.bring_bot(bot, actions.direct_room(by=author, people=[colleague]), by=author)
    assert bots_in(closed_room_of_two) == [bot]


def test_63_calling_a_whole_room(author, colleague, outsider, customer):
    room = actions.open_room(by=author, name="few", sort="closed", people=[colleague, customer])
    assert summoning.can_summon(colleague, room)
    assert not summoning.can_summon(customer, room)
    assert not summoning.can_summon(outsider, room)
    SiteSettings.objects.update_or_create(pk=1, defaults={"chat_summon_most": 2})
    SiteSettings.forget()
    assert not summoning.can_summon(colleague, room)
    assert summoning.can_summon(author, room)
    opened = actions.open_room(by=author, name="all", people=[colleague])
    said = actions.send_message(opened, by=author, body="@room come")
    told = Activity.objects.get(subject=said.key)
    assert reasons_of(told) == {colleague.pk: "call"}


def test_64_what_was_said_changed(author, colleague, as_):
    room = actions.open_room(by=author, name="few", sort="closed", people=[colleague])
    said = actions.send_message(room, by=colleague, body="first")
    edit_entry(said, by=colleague, body="second")
    assert "Version 2" in as_(author).get(f"/entries/{said.pk}/history/").content.decode()
    SiteSettings.objects.update_or_create(pk=1, defaults={"chat_edit_minutes": 1, "chat_delete_minutes": 1})
    SiteSettings.forget()
    Entry.objects.filter(pk=said.pk).update(published_at=now() - timedelta(minutes=2))
    for attempt in (lambda: edit_entry(said, by=colleague, body="third"), lambda: delete_entry(said, by=colleague)):
        with pytest.raises(PermissionDenied, match="older"):
            attempt()
    assert delete_entry(said, by=author).is_deleted


def test_65_passing_on(author, colleague, customer, outsider, as_):
    closed = actions.open_room(by=author, name="few", sort="closed", people=[colleague])
    opened = actions.open_room(by=author, name="all")
    street = actions.open_room(by=author, name="street", sort="closed", people=[customer])
    said = actions.send_message(closed, by=colleague, body="Kanarienvogel")
    actions.send_message(opened, by=author, body="See", quoted=said)
    assert "Kanarienvogel" in as_(author).get(f"/chat/{opened.pk}/").content.decode()
    assert "Kanarienvogel" not in as_(outsider).get(f"/chat/{opened.pk}/").content.decode()
    actions.forward_message(said, by=author, room=opened)
    page = as_(outsider).get(f"/chat/{opened.pk}/").content.decode()
    assert "Kanarienvogel" in page
    assert ">few<" not in page
    with pytest.raises(PermissionDenied):
        actions.forward_message(said, by=author, room=street)
    between = actions.send_message(actions.direct_room(by=author, people=[colleague]), by=author, body="x")
    with pytest.raises(PermissionDenied):
        actions.forward_message(between, by=colleague, room=closed)
    assert actions.forward_message(between, by=author, room=opened)


def test_66_pins(author, colleague, outsider):
    room = actions.open_room(by=author, name="all", people=[colleague])
    said = actions.send_message(room, by=author, body="x")
    assert actions.pin_message(said, by=colleague)
    with pytest.raises(PermissionDenied):
        actions.unpin_message(said, by=outsider)
    assert [pin.message_id for pin in pins_of(room, outsider)] == [said.pk]


def test_67_threads(author, colleague, outsider, as_):
    room = actions.open_room(by=author, name="few", sort="closed", people=[colleague])
    root = actions.send_message(room, by=author, body="Kanarienvogel")
    actions.send_message(room, by=colleague, body="before her time", thread=root)
    assert as_(outsider).get(f"/chat/messages/{root.pk}/replies/").status_code == 404
    actions.add_people(room, by=author, people=[outsider], with_history=False)
    assert as_(outsider).get(f"/chat/messages/{root.pk}/replies/").status_code == 404
    actions.send_message(room, by=colleague, body="Welcome, @cleo", thread=root)
    page = as_(outsider).get(f"/chat/messages/{root.pk}/thread/", headers={"HX-Request": "true"}).content.decode()
    assert "Welcome" in page
    assert "Kanarienvogel" not in page
    assert "before her time" not in page
    assert count_unread_threads(outsider) == 1
    actions.remove_member(room, by=author, person=outsider)
    assert count_unread_threads(outsider) == 0
    assert as_(outsider).get(f"/chat/messages/{root.pk}/replies/").status_code == 404


def test_68_who_has_read_what(author, colleague, outsider, moderator):
    room = actions.open_room(by=author, name="few", sort="closed", people=[colleague, outsider])
    said = actions.send_message(room, by=author, body="x")
    for person in (colleague, outsider):
        actions.mark_read(room, by=person, seq=said.seq)
    actions.add_people(room, by=author, people=[moderator])
    assert {person.handle for person in readers_of(said, author)} == {"ben", "cleo"}
    change_settings(colleague, by=colleague, show_reading=False)
    assert {person.handle for person in readers_of(said, author)} == {"cleo"}
    assert not can_see_readers(colleague, room)
    block(author, by=outsider)
    assert not readers_of(said, author).exists()
    actions.change_room(room, by=author, receipts=False)
    assert not can_see_readers(author, room)


def test_69_how_long_a_room_keeps_its_messages(author, colleague, outsider, admin):
    open_room = actions.open_room(by=author, name="open", people=[colleague])
    closed = actions.open_room(by=author, name="closed", sort=Room.Sort.CLOSED, people=[colleague])
    between = actions.direct_room(by=author, people=[colleague])
    assert {person: bool(can_set_keeping(person, open_room)) for person in (author, colleague, outsider, admin)} == {
        author: True,
        colleague: False,
        outsider: False,
        admin: True,
    }
    assert can_set_keeping(author, closed)
    assert not can_set_keeping(admin, closed)
    assert not can_set_keeping(author, between)


def test_70_a_copy_of_a_room(author, colleague, outsider, admin):
    closed = actions.open_room(by=author, name="closed", sort=Room.Sort.CLOSED, people=[colleague])
    between = actions.direct_room(by=author, people=[colleague])
    people = (author, colleague, outsider, admin)
    assert [bool(can_export(person, closed)) for person in people] == [True, False, False, False]
    assert [bool(can_export(person, between)) for person in people] == [True, True, False, False]
