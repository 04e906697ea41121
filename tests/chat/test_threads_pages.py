"""Threads on the page: beside their room, and all that one follows."""

from __future__ import annotations

import re

import pytest

from chat import actions
from chat.models import Message, ThreadMember
from chat.reading.unread import count_unread_threads
from intranet.accounts.models import User
from intranet.content.actions import delete_entry, hide_entry
from intranet.content.actions.stances import block

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}


@pytest.fixture
def talk(room, author, colleague, say):
    root = say(room, author, "Who knows the wake-up time?")
    say(room, colleague, "Four seconds", thread=root)
    return root


def test_a_thread_is_a_part_for_scripts_and_stands_beside_its_room_by_itself(talk, room, colleague, as_):
    ben = as_(colleague)
    part = ben.get(f"/chat/messages/{talk.pk}/thread/", headers=PART).content.decode()
    assert f'data-thread="{talk.pk}"' in part
    assert "Who knows the wake-up time?" in part
    assert "Four seconds" in part
    assert "<html" not in part
    assert "&lt;li" not in part
    opened = ben.get(f"/chat/messages/{talk.pk}/thread/")
    assert opened.url == f"/chat/{room.pk}/?thread={talk.pk}"
    page = ben.get(opened.url).content.decode()
    assert page.count("<chat-room") == 2
    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids)), "no id twice"


def test_the_number_of_a_reply_finds_its_thread(talk, room, colleague, as_):
    reply = Message.objects.get(thread=talk)
    where = f"/chat/{room.pk}/?thread={talk.pk}&reply={reply.pk}#entry-{reply.pk}"
    for address in (f"/chat/messages/{reply.pk}/thread/", f"/chat/messages/{reply.pk}/"):
        assert as_(colleague).get(address).url == where


def test_an_outsider_finds_no_thread(closed_room, author, colleague, outsider, customer, guest, as_, say):
    root = say(closed_room, author, "Between us")
    say(closed_room, colleague, "Yes", thread=root)
    addresses = ["thread/", "replies/", "seen/"]
    writes = ["thread/read/", "thread/unread/", "thread/follow/"]
    for person in (outsider, customer):
        for end in addresses:
            assert as_(person).get(f"/chat/messages/{root.pk}/{end}", headers=PART).status_code == 404
        for end in writes:
            assert as_(person).post(f"/chat/messages/{root.pk}/{end}", {"seq": root.seq}).status_code == 404
    assert "/login/" in as_(guest).get(f"/chat/messages/{root.pk}/thread/").url
    assert not ThreadMember.objects.filter(person__in=[outsider.pk, customer.pk]).exists()


def test_a_thread_that_began_before_ones_time_shows_an_earlier_message(closed_room, author, outsider, as_, say):
    root = say(closed_room, author, "Secret beginning")
    silent = say(closed_room, author, "Nobody answers this")
    say(closed_room, author, "Old reply", thread=root)
    actions.add_people(closed_room, by=author, people=[outsider], with_history=False)
    cleo = as_(outsider)
    assert cleo.get(f"/chat/messages/{root.pk}/thread/", headers=PART).status_code == 404, "nothing in it for her yet"
    say(closed_room, author, "New reply, @cleo", thread=root)
    page = cleo.get(f"/chat/messages/{root.pk}/thread/", headers=PART).content.decode()
    assert "an earlier message" in page
    assert "New reply" in page
    assert "Secret beginning" not in page
    assert "Old reply" not in page
    assert "An earlier message" in cleo.get("/chat/threads/").content.decode()
    assert cleo.get(f"/chat/messages/{silent.pk}/thread/", headers=PART).status_code == 404


def test_of_a_deleted_beginning_the_place_is_left_and_one_replies_on(talk, room, author, colleague, as_):
    delete_entry(talk, by=author)
    ben = as_(colleague)
    page = ben.get(f"/chat/messages/{talk.pk}/thread/", headers=PART).content.decode()
    assert "Message deleted." in page
    assert "wake-up" not in page
    sent = ben.post(f"/chat/{room.pk}/messages/", {"body": "Still here", "thread": talk.pk}, headers=JSON)
    assert sent.status_code == 201
    assert Message.objects.get(pk=sent.json()["id"]).thread_id == talk.pk


def test_what_a_moderator_has_hidden_is_not_shown_above_its_replies(talk, room, moderator, colleague, as_):
    hide_entry(talk, by=moderator, reason="Rude")
    page = as_(colleague).get(f"/chat/messages/{talk.pk}/thread/", headers=PART).content.decode()
    assert "wake-up" not in page
    assert "Four seconds" in page


def test_a_reply_is_sent_without_scripts_and_what_is_wrong_with_it_stands_in_the_thread(talk, room, author, as_):
    ada = as_(author)
    sent = ada.post(f"/chat/{room.pk}/messages/", {"body": "Thanks", "thread": talk.pk})
    reply = Message.objects.get(thread=talk, author=author)
    assert sent.url == f"/chat/{room.pk}/?thread={talk.pk}&reply={reply.pk}#entry-{reply.pk}"
    refused = ada.post(f"/chat/{room.pk}/messages/", {"body": " ", "thread": talk.pk})
    assert refused.status_code == 422
    assert f'key="thread:{talk.pk}"' in refused.content.decode()
    elsewhere = ada.post(f"/chat/{room.pk}/messages/", {"body": "x", "thread": 10**9}, headers=JSON)
    assert elsewhere.status_code in (404, 422)


def test_earlier_replies_are_fetched_by_their_numbers(talk, room, colleague, as_, say):
    replies = [say(room, colleague, f"Reply {number}", thread=talk) for number in range(3)]
    address = f"/chat/messages/{talk.pk}/replies/"
    assert as_(colleague).get(address).url == f"/chat/{room.pk}/?thread={talk.pk}"
    part = as_(colleague).get(f"{address}?before={replies[2].seq}", headers=PART).content.decode()
    assert "Reply 1" in part
    assert "Reply 2" not in part
    assert as_(colleague).get(f"{address}?before=x", headers=PART).status_code == 400


def test_marks_and_following_by_hand(talk, room, author, as_):
    ada = as_(author)
    reply = Message.objects.get(thread=talk)
    mine = ThreadMember.objects.filter(thread=talk, person=author)
    assert ada.post(f"/chat/messages/{talk.pk}/thread/read/", {"seq": reply.seq}, headers=JSON).status_code == 200
    assert mine.get().read_seq == reply.seq
    assert ada.post(f"/chat/messages/{talk.pk}/thread/unread/", {"seq": reply.seq}, headers=JSON).status_code == 200
    assert mine.get().kept_unread
    assert ada.post(f"/chat/messages/{talk.pk}/thread/read/", {"anew": "1"}).url == "/chat/threads/"
    assert (mine.get().read_seq, mine.get().kept_unread) == (reply.seq, False)
    assert ada.post(f"/chat/messages/{talk.pk}/thread/read/", {"seq": "-1"}).status_code == 400
    button = ada.post(f"/chat/messages/{talk.pk}/thread/follow/", headers=PART).content.decode()
    assert 'value="1"' in button, "what can be done next is to follow"
    assert not mine.get().following
    ada.post(f"/chat/messages/{talk.pk}/thread/follow/", {"follow": "1"})
    assert mine.get().following


def test_the_list_has_what_is_new_first_and_all_can_be_marked_as_read(room, author, colleague, as_, say):
    old, new = say(room, author, "Older question"), say(room, author, "Newer question")
    for root in (old, new):
        say(room, colleague, "Answer", thread=root)
    actions.mark_thread_read(new, by=author, seq=10**9)
    ada = as_(author)
    page = ada.get("/chat/threads/").content.decode()
    assert page.index("Older question") < page.index("Newer question")
    only_new = ada.get("/chat/threads/?show=unread").content.decode()
    assert "Newer question" not in only_new
    assert f'data-threads="{old.pk}"' in page
    assert ada.post("/chat/threads/read/").url == "/chat/threads/"
    assert count_unread_threads(author) == 0


def test_the_list_says_nothing_of_what_was_taken_away_or_by_whom_one_has_blocked(room, author, colleague, as_, say):
    root = say(room, author, "Question")
    gone = say(room, colleague, "A slip of the tongue", thread=root)
    delete_entry(gone, by=colleague)
    say(room, colleague, "A proper answer", thread=root)
    page = as_(author).get("/chat/threads/").content.decode()
    assert "A slip" not in page
    assert "A proper answer" in page
    block(colleague, by=author)
    assert "A proper answer" not in as_(User.objects.get(pk=author.pk)).get("/chat/threads/").content.decode()


def test_a_long_list_goes_on_page_by_page_at_the_same_cost(room, author, colleague, as_, say, queries_stay_flat):
    ada = as_(author)

    def one_more():
        say(room, colleague, "Answer", thread=say(room, author, f"Question {Message.objects.count()}"))

    queries_stay_flat(lambda: ada.get("/chat/threads/"), one_more, times=20)
    first = ada.get("/chat/threads/").content.decode()
    assert first.count("data-thread-card") == 20
    cursor = first.split("?cursor=")[1].split('"')[0]
    assert ada.get(f"/chat/threads/?cursor={cursor}").content.decode().count("data-thread-card") == 1
    assert ada.get("/chat/threads/?cursor=forged").status_code == 400


def test_who_follows_nothing_is_told_how_to(author, as_):
    assert "You follow no thread yet" in as_(author).get("/chat/threads/").content.decode()


# --- Who has seen it --------------------------------------------------------------------------------------------------


def test_who_has_seen_a_message_is_shown_to_people_of_the_room(room, author, colleague, outsider, as_, say):
    said = say(room, author, "News")
    actions.mark_read(room, by=colleague, seq=said.seq)
    assert "Ben Rossi" in as_(author).get(f"/chat/messages/{said.pk}/seen/").content.decode()
    refused = as_(outsider).get(f"/chat/messages/{said.pk}/seen/", headers=PART).content.decode()
    assert "Only who is in the room" in refused
    assert "Ben Rossi" not in refused


def test_the_menu_of_a_message_marks_unread_from_there_and_tells_who_has_seen_it(room, author, outsider, as_, say):
    said = say(room, author, "News")
    menu = as_(author).get(f"/entries/{said.pk}/menu/", headers=PART).content.decode()
    assert "Mark unread from here" in menu
    assert f"/chat/messages/{said.pk}/seen/" in menu
    assert "Mark unread" not in as_(outsider).get(f"/entries/{said.pk}/menu/", headers=PART).content.decode()


def test_a_small_room_is_drawn_with_the_marks_of_the_others(room, author, colleague, as_, say):
    said = say(room, author, "News")
    actions.mark_read(room, by=colleague, seq=said.seq)
    page = as_(author).get(f"/chat/{room.pk}/").content.decode()
    assert "data-seen=" in page
    assert f"Ben Rossi&quot;, &quot;upto&quot;: {said.seq}" in page
