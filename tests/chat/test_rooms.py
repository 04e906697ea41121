"""Opening rooms, walking in and out, keeping them; and what each of these is refused with."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from chat import actions
from chat.models import Message, Room, RoomMember
from chat.policies import can_add_people, can_change_room
from intranet.activity.models import Activity
from intranet.core.models import SiteSettings
from intranet.moderation import actions as moderation
from intranet.moderation import queue
from intranet.moderation.models import Flag
from intranet.realtime.access import streams_lost
from intranet.realtime.frames import CONTROL
from intranet.realtime.gates import may_follow
from intranet.realtime.models import Frame
from intranet.spaces import actions as spaces
from intranet.spaces.audiences import forget
from tests.factories import a_person

pytestmark = pytest.mark.django_db


def who_is_in(room: Room) -> set[str]:
    return set(RoomMember.objects.filter(room=room).values_list("person__handle", flat=True))


# --- Opening ---------------------------------------------------------------------------------------------------------


def test_a_room_is_opened_by_its_form_with_its_first_people(as_, author, colleague):
    answer = as_(author).post(
        "/chat/rooms/new/",
        {"name": "  rollout   north ", "topic": "Row by row", "sort": "closed", "people": "@ben", "about": "x"},
    )
    room = Room.objects.get()
    assert answer["Location"] == f"/chat/{room.pk}/"
    assert (room.name, room.topic, room.sort) == ("rollout north", "Row by row", "closed")
    assert who_is_in(room) == {"ada", "ben"}
    assert RoomMember.objects.get(room=room, person=author).is_owner


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": " \x00 "},
        {"name": "x" * 81},
        {"sort": "direct"},
        {"sort": "space"},
        {"sort": "space", "space": "99"},
        {"people": "@nobody"},
    ],
)
def test_what_makes_no_sense_opens_nothing_and_keeps_what_was_typed(wrong, as_, author, lab):
    answer = as_(author).post("/chat/rooms/new/", {"name": "kitchen", "topic": "Soup", "sort": "open"} | wrong)
    assert answer.status_code == 422
    assert "Soup" in answer.content.decode()
    assert not Room.objects.filter(is_default=False).exists()


def test_customers_open_no_rooms_and_are_told_so(as_, customer):
    answer = as_(customer).get("/chat/rooms/new/")
    assert answer.status_code == 403
    assert "Only staff open rooms." in answer.content.decode()


def test_a_room_of_a_space_has_its_people_and_follows_who_comes_and_goes(author, colleague, outsider, lab, as_):
    assert as_(colleague).get("/chat/rooms/new/?space=lab").content.count(b'value="space"') == 0
    page = as_(author).get("/chat/rooms/new/?space=lab").content.decode()
    assert 'value="space"' in page
    as_(author).post("/chat/rooms/new/", {"name": "bench", "sort": "space", "space": lab.pk})
    room = Room.objects.get(name="bench")
    assert who_is_in(room) == {"ada", "ben"}
    spaces.add_member(lab, by=author, person=outsider)
    assert who_is_in(room) == {"ada", "ben", "cleo"}
    spaces.remove_member(lab, by=author, person=outsider)
    assert who_is_in(room) == {"ada", "ben"}


def test_a_space_that_shows_chat_later_has_its_room_from_then_on(author, lab, as_, say):
    Room.objects.all().delete()
    spaces.change_space(lab, by=author, parts=["feeds"])
    assert not Room.objects.filter(space=lab).exists()
    spaces.change_space(lab, by=author, parts=["feeds", "chat"])
    room = Room.objects.get(space=lab)
    assert room.is_default
    assert who_is_in(room) == {"ada", "ben"}
    spaces.change_space(lab, by=author, parts=["feeds"])
    room.refresh_from_db()
    with pytest.raises(PermissionDenied, match="chat switched off"):
        say(room, author, "x")


def test_a_space_that_is_archived_takes_its_rooms_along(author, lab, say, as_):
    room = Room.objects.get(space=lab)
    spaces.archive_space(lab, by=author)
    room.refresh_from_db()
    with pytest.raises(PermissionDenied, match="archived"):
        say(room, author, "x")
    assert as_(author).get("/chat/rooms/").content.count(b"data-item") == 0
    assert as_(author).get("/chat/rooms/?show=archived").content.count(b"data-item") == 1


def test_who_reads_a_room_of_a_space_changes_with_the_space(author, outsider, lab):
    room = Room.objects.get(space=lab)
    assert not may_follow(outsider, room.key)
    spaces.change_space(lab, by=author, visibility="open")
    forget(outsider)
    assert may_follow(outsider, room.key)
    spaces.change_space(lab, by=author, visibility="secret")
    forget(outsider)
    assert not may_follow(outsider, room.key)


# --- Direct and group messages ---------------------------------------------------------------------------------------


def test_the_same_people_find_the_same_conversation_by_the_form(as_, author, colleague, outsider):
    first = as_(author).post("/chat/direct/", {"people": "@ben"})["Location"]
    assert as_(colleague).post("/chat/direct/", {"people": "@ada"})["Location"] == first
    group = as_(author).post("/chat/direct/", {"people": "@ben, @cleo"})["Location"]
    assert group != first
    assert as_(outsider).post("/chat/direct/", {"people": "@ben @ada"})["Location"] == group


def test_a_conversation_shows_to_the_others_with_its_first_message(author, colleague, say):
    room = actions.direct_room(by=author, people=[colleague])
    theirs = RoomMember.objects.get(room=room, person=colleague)
    assert theirs.hidden_at is not None
    say(room, author, "hello")
    theirs.refresh_from_db()
    assert theirs.hidden_at is None


def test_what_one_closes_comes_back_with_the_next_message(author, colleague, direct, say, as_):
    say(direct, author, "one")
    as_(colleague).post(f"/chat/{direct.pk}/close/")
    assert RoomMember.objects.get(room=direct, person=colleague).hidden_at is not None
    assert RoomMember.objects.get(room=direct, person=author).hidden_at is None
    say(direct, author, "two")
    assert RoomMember.objects.get(room=direct, person=colleague).hidden_at is None


def test_a_direct_message_has_no_settings_is_not_left_and_takes_nobody_in(direct, author, outsider):
    with pytest.raises(PermissionDenied, match="no settings"):
        actions.change_room(direct, by=author, name="x")
    with pytest.raises(PermissionDenied, match="closed, not left"):
        actions.leave_room(direct, by=author)
    with pytest.raises(PermissionDenied, match="between the two of you"):
        actions.add_people(direct, by=author, people=[outsider])
    with pytest.raises(PermissionDenied, match="put out"):
        actions.remove_member(direct, by=author, person=outsider)


def test_who_left_a_group_does_not_walk_back_in_by_writing_to_the_same_people(author, colleague, outsider, say):
    group = actions.direct_room(by=author, people=[colleague, outsider])
    say(group, author, "of us three")
    actions.leave_room(group, by=outsider)
    again = actions.direct_room(by=outsider, people=[author, colleague])
    assert again.pk != group.pk
    assert not Message.objects.visible_to(outsider).filter(room=group).exists()


def test_a_group_takes_others_in_with_or_without_what_was_said(author, colleague, outsider, moderator, say, as_):
    group = actions.direct_room(by=author, people=[colleague, moderator])
    before = say(group, author, "before")
    answer = as_(author).post(f"/chat/{group.pk}/people/add/", {"people": "@cleo", "history": "without"})
    assert answer["Location"] == f"/chat/{group.pk}/people/"
    after = say(group, author, "after")
    forget(outsider)
    seen = Message.objects.visible_to(outsider).filter(room=group, style="text")
    assert list(seen) == [after]
    assert Message.objects.visible_to(colleague).filter(pk=before.pk).exists()


def test_what_newcomers_read_is_chosen_and_never_assumed(closed_room, author, outsider, as_):
    page = as_(author).get(f"/chat/{closed_room.pk}/people/add/").content.decode()
    assert "From now on" in page
    assert " checked" not in page.partition("<main")[2].partition("From now on")[0].rpartition("What they read")[2]
    assert as_(author).post(f"/chat/{closed_room.pk}/people/add/", {"people": "@cleo"}).status_code == 422
    assert "cleo" not in who_is_in(closed_room)


def test_in_an_open_room_there_is_nothing_to_choose(room, author, outsider, as_, say):
    before = say(room, author, "before")
    assert b"From now on" not in as_(author).get(f"/chat/{room.pk}/people/add/").content
    as_(author).post(f"/chat/{room.pk}/people/add/", {"people": "@cleo"})
    assert "cleo" in who_is_in(room)
    assert Message.objects.visible_to(outsider).filter(pk=before.pk).exists()


# --- Keeping a room --------------------------------------------------------------------------------------------------


def test_the_settings_of_a_room_are_its_owners(room, author, colleague, as_):
    address = f"/chat/{room.pk}/settings/"
    form = {"name": "firmware 4.2", "topic": "Roll-out", "about": "", "posting": "keepers", "call_link": ""}
    assert as_(colleague).post(address, form).status_code == 403
    assert as_(author).post(address, form).status_code == 302
    room.refresh_from_db()
    assert (room.name, room.topic, room.posting, room.receipts) == ("firmware 4.2", "Roll-out", "keepers", False)
    assert Activity.objects.filter(verb="chat.room.changed", actor=author).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"posting": "nobody"}, {"call_link": "http://meet.example"}, {"call_link": "javascript:alert(1)"}],
)
def test_settings_that_make_no_sense_change_nothing(wrong, room, author, as_):
    form = {"name": "x", "topic": "Kept", "about": "", "posting": "everyone", "call_link": ""}
    answer = as_(author).post(f"/chat/{room.pk}/settings/", form | wrong)
    assert answer.status_code == 422
    assert "Kept" in answer.content.decode()
    room.refresh_from_db()
    assert (room.name, room.topic) == ("firmware", "")


def test_where_its_owners_write_the_others_answer_in_threads(room, author, colleague, say):
    actions.change_room(room, by=author, posting=Room.Posting.KEEPERS)
    told = say(room, author, "told")
    with pytest.raises(PermissionDenied, match="Its owners write here"):
        say(room, colleague, "x")
    assert say(room, colleague, "a reply", thread=told).thread_id == told.pk


def test_owners_are_named_by_owners_and_are_staff(closed_room, author, colleague, customer, as_):
    actions.add_people(closed_room, by=author, people=[customer])
    with pytest.raises(ValidationError, match="Only staff"):
        actions.make_owner(closed_room, by=author, person=customer)
    with pytest.raises(PermissionDenied, match="Only the owners"):
        actions.make_owner(closed_room, by=colleague, person=colleague)
    as_(author).post(f"/chat/{closed_room.pk}/people/ben/owner/", {"owner": "1"})
    assert RoomMember.objects.get(room=closed_room, person=colleague).is_owner
    as_(colleague).post(f"/chat/{closed_room.pk}/people/ada/owner/", {"owner": "0"})
    assert not RoomMember.objects.get(room=closed_room, person=author).is_owner


def test_the_last_owner_hands_over_or_stays(closed_room, author, colleague, as_):
    address = f"/chat/{closed_room.pk}/leave/"
    assert "say who keeps it after you" in as_(author).get(address).content.decode()
    assert as_(author).post(address).status_code == 422
    assert who_is_in(closed_room) == {"ada", "ben"}
    assert as_(author).post(address, {"successor": colleague.pk}).status_code == 302
    assert who_is_in(closed_room) == {"ben"}
    assert RoomMember.objects.get(room=closed_room).is_owner
    # A second press finds the door closed behind it.
    assert as_(author).post(address, {"successor": colleague.pk}).status_code == 404


def test_of_two_owners_who_leave_at_once_the_second_stays(closed_room, author, colleague, outsider):
    actions.add_people(closed_room, by=author, people=[outsider])
    actions.make_owner(closed_room, by=author, person=colleague)
    mine, theirs = Room.objects.get(pk=closed_room.pk), Room.objects.get(pk=closed_room.pk)
    assert actions.leave_room(mine, by=author)
    with pytest.raises(ValidationError, match="needs an owner"):
        actions.leave_room(theirs, by=colleague)
    assert not actions.leave_room(mine, by=author)
    assert who_is_in(closed_room) == {"ben", "cleo"}


def test_nobody_hands_a_room_to_somebody_outside_it(closed_room, author, outsider, as_):
    assert as_(author).post(f"/chat/{closed_room.pk}/leave/", {"successor": outsider.pk}).status_code == 422
    assert who_is_in(closed_room) == {"ada", "ben"}


def test_who_is_put_out_hears_nothing_more(closed_room, author, colleague, say, after_commit):
    assert may_follow(colleague, closed_room.key)
    with after_commit():
        actions.remove_member(closed_room, by=author, person=colleague)
    # What open sockets are asked within two seconds, and how they are answered.
    recalled = Frame.objects.filter(stream=CONTROL, event="revoked").order_by("-seq")[0]
    assert recalled.payload["people"] == [colleague.pk]
    assert streams_lost({colleague.pk: {closed_room.key}, author.pk: {closed_room.key}}) == {
        colleague.pk: {closed_room.key},
        author.pk: set(),
    }
    forget(colleague)
    assert not may_follow(colleague, closed_room.key)
    assert not Message.objects.visible_to(colleague).exists()
    told = Frame.objects.filter(stream=colleague.key, event="chat.rooms").order_by("-seq")[0]
    assert told.payload["what"] == "left"
    assert Activity.objects.filter(verb="chat.room.removed").exists()


def test_who_is_put_out_does_not_know_where_the_next_call_is(closed_room, author, colleague):
    before = closed_room.call_token
    actions.remove_member(closed_room, by=author, person=colleague)
    closed_room.refresh_from_db()
    assert closed_room.call_token != before


def test_who_is_in_by_the_space_is_not_put_out_of_its_room(author, colleague, lab):
    room = Room.objects.get(space=lab)
    with pytest.raises(PermissionDenied, match="by being in the space"):
        actions.remove_member(room, by=author, person=colleague)


def test_an_archived_room_is_read_and_not_written_until_it_is_back(room, author, colleague, say, as_):
    as_(author).post(f"/chat/{room.pk}/archive/", {"archived": "1"})
    room.refresh_from_db()
    with pytest.raises(PermissionDenied, match="archived"):
        say(room, colleague, "x")
    assert b"data-item" not in as_(author).get("/chat/rooms/").content
    as_(author).post(f"/chat/{room.pk}/archive/", {"archived": "0"})
    room.refresh_from_db()
    assert say(room, colleague, "back").pk
    verbs = Activity.objects.filter(verb__startswith="chat.room.").values_list("verb", flat=True)
    assert {"chat.room.archived", "chat.room.unarchived", "chat.room.opened"} <= set(verbs)


def test_admins_keep_what_all_staff_read_and_nothing_behind_a_door(room, closed_room, admin):
    assert can_change_room(admin, room)
    assert not can_change_room(admin, closed_room)
    assert not can_add_people(admin, closed_room)


def test_outside_a_closed_room_none_of_its_pages_is_there(closed_room, outsider, admin, as_):
    for person in (outsider, admin):
        for page in ("", "people/", "people/add/", "settings/", "leave/", "place/"):
            assert as_(person).get(f"/chat/{closed_room.pk}/{page}").status_code == 404, page
        for deed in ("join", "archive", "favourite", "close", "call", "people/ben/remove", "people/ben/owner"):
            assert as_(person).post(f"/chat/{closed_room.pk}/{deed}/").status_code == 404, deed


# --- Finding rooms and people ----------------------------------------------------------------------------------------


def test_rooms_are_found_by_their_words_and_join_by_one_press(room, closed_room, outsider, as_):
    page = as_(outsider).get("/chat/rooms/?q=FIRM").content.decode()
    assert "firmware" in page
    assert "rollout" not in as_(outsider).get("/chat/rooms/").content.decode()
    assert as_(outsider).post(f"/chat/{room.pk}/join/")["Location"] == f"/chat/{room.pk}/"
    assert "cleo" in who_is_in(room)
    assert "firmware" in as_(outsider).get("/chat/rooms/?show=mine").content.decode()


def test_the_pages_of_rooms_and_people_cost_the_same_however_many(author, as_, queries_stay_flat):
    client = as_(author)
    room = actions.open_room(by=author, name="all")
    made = iter(range(100))

    def grow():
        n = next(made)
        person = a_person(f"Nina {n}", handle=f"nina{n}")
        actions.join_room(room, by=person)
        actions.open_room(by=author, name=f"room {n}", people=[person])

    queries_stay_flat(lambda: client.get("/chat/rooms/"), grow)
    queries_stay_flat(lambda: client.get(f"/chat/{room.pk}/people/"), grow)


def test_a_thousand_people_are_read_page_by_page_and_found_by_name(author, as_):
    room = actions.open_room(by=author, name="all")
    people = [a_person(f"Person {n:02}", handle=f"person{n}") for n in range(60)]
    actions.add_people(room, by=author, people=people)
    first = as_(author).get(f"/chat/{room.pk}/people/").context["page"]
    rest = as_(author).get(f"/chat/{room.pk}/people/?cursor={first.next}").context["page"]
    assert len(first.items) == 48
    assert len(rest.items) == 13
    assert first.items[0].person == author
    found = as_(author).get(f"/chat/{room.pk}/people/?q=person 57").context["page"].items
    assert [row.person.handle for row in found] == ["person57"]


# --- Calls -----------------------------------------------------------------------------------------------------------


def test_a_call_is_held_where_the_firm_says_under_a_name_nobody_guesses(room, author, colleague, as_):
    with pytest.raises(PermissionDenied, match="where calls are held"):
        actions.start_call(room, by=author)
    SiteSettings.objects.create(chat_call_link="https://meet.example.org/{room}")
    as_(colleague).post(f"/chat/{room.pk}/call/")
    said = Message.objects.get(room=room, style="text")
    assert said.body.endswith(f"https://meet.example.org/{room.call_token}")
    assert len(room.call_token) > 20
    actions.change_room(room, by=author, call_link="https://rooms.example.org/blue")
    assert actions.start_call(room, by=author).body.endswith("https://rooms.example.org/blue")


@pytest.mark.parametrize("link", ["http://meet.example.org/x", "ftp://meet.example.org", "javascript:alert(1)", "x"])
def test_a_room_holds_no_calls_where_anybody_could_listen(link, room, author):
    with pytest.raises(ValidationError):
        actions.change_room(room, by=author, call_link=link)
    room.refresh_from_db()
    assert room.call_link == ""


def test_a_call_asked_for_twice_is_said_once(room, author, as_):
    SiteSettings.objects.create(chat_call_link="https://meet.example.org/{room}")
    for _ in range(2):
        as_(author).post(f"/chat/{room.pk}/call/", {"client_id": "0190f3a0-0000-7000-8000-000000000001"})
    as_(author).post(f"/chat/{room.pk}/call/", {"client_id": "rubbish"})
    assert Message.objects.filter(room=room, style="text").count() == 1


def test_the_head_and_on_a_phone_the_menu_start_a_call(room, author, outsider, as_):
    for page in (f"/chat/{room.pk}/", f"/chat/{room.pk}/menu/"):
        assert f'action="/chat/{room.pk}/call/"' not in as_(author).get(page).content.decode()
    SiteSettings.objects.create(chat_call_link="https://meet.example.org/{room}")
    SiteSettings.forget()
    for page in (f"/chat/{room.pk}/", f"/chat/{room.pk}/menu/"):
        assert as_(author).get(page).content.decode().count(f'action="/chat/{room.pk}/call/"') == 1
        assert f"/chat/{room.pk}/call/" not in as_(outsider).get(page).content.decode()


def test_who_is_not_in_a_room_calls_nobody_together_there(room, outsider):
    SiteSettings.objects.create(chat_call_link="https://meet.example.org/{room}")
    with pytest.raises(PermissionDenied, match="Join this room"):
        actions.start_call(room, by=outsider)


# --- Keeping order ---------------------------------------------------------------------------------------------------


def test_of_a_closed_room_moderators_learn_what_is_reported_and_the_words_around_it(
    closed_room, author, colleague, moderator, say, as_
):
    for text in ("long before", "before that", "just before"):
        say(closed_room, author, text)
    bad = say(closed_room, author, "the bad one")
    say(closed_room, author, "just after")
    say(closed_room, author, "long after")
    assert queue.case_of(moderator, bad.pk) is None
    assert as_(moderator).get(f"/moderation/{bad.pk}/hide/").status_code == 404
    page = as_(colleague).get(f"/entries/{bad.pk}/flag/").content.decode()
    assert "just before and after" in page
    moderation.flag_entry(bad, by=colleague, reason="rude")
    (case,) = queue.page_of(moderator).cases
    shown = as_(moderator).get(f"/moderation/cases/{case.pk}/").content.decode()
    assert all(text in shown for text in ("the bad one", "just before", "before that", "just after"))
    assert "long before" not in shown
    assert "long after" not in shown
    forget(moderator)
    assert not Message.objects.visible_to(moderator).filter(room=closed_room).exists()


def test_what_a_moderator_hides_is_gone_from_the_room_and_the_author_is_told_why(
    closed_room, author, colleague, moderator, admin, say
):
    say(closed_room, author, "good")
    bad = say(closed_room, author, "bad")
    moderation.flag_entry(bad, by=colleague, reason="rude")
    assert Flag.objects.get().around
    moderation.hide(bad, by=moderator, reason="Not in this tone.")
    assert Flag.objects.get().around == []
    forget(colleague)
    assert not Message.objects.visible_to(colleague).filter(pk=bad.pk).exists()
    assert Message.objects.visible_to(author).get(pk=bad.pk).withdrawal_reason == "Not in this tone."
    forget(admin)
    assert not Message.objects.visible_to(admin).filter(pk=bad.pk).exists()
    assert [case.title or case.body for case in queue.page_of(moderator, show="hidden").cases] == ["bad"]


def test_direct_messages_are_nobodys_but_theirs_until_one_of_them_reports(
    direct, author, colleague, moderator, admin, say
):
    said = say(direct, author, "between us")
    for keeper in (moderator, admin):
        assert queue.case_of(keeper, said.pk) is None
        with pytest.raises(PermissionDenied):
            moderation.hide(said, by=keeper, reason="x")
    moderation.flag_entry(said, by=colleague, reason="rude")
    assert moderation.hide(said, by=moderator, reason="x").is_hidden


def test_order_in_an_open_room_is_kept_by_its_owners_and_the_houses_moderators(
    room, author, colleague, outsider, moderator, say
):
    one, two = say(room, colleague, "one"), say(room, colleague, "two")
    with pytest.raises(PermissionDenied):
        moderation.hide(one, by=outsider, reason="x")
    assert moderation.hide(one, by=author, reason="x").is_hidden
    assert moderation.hide(two, by=moderator, reason="x").is_hidden


def test_order_in_the_room_of_a_space_is_kept_by_who_keeps_the_space(lab, author, colleague, moderator, say):
    said = say(Room.objects.get(space=lab), colleague, "x")
    with pytest.raises(PermissionDenied):
        moderation.hide(said, by=moderator, reason="x")
    assert moderation.hide(said, by=author, reason="x").is_hidden
