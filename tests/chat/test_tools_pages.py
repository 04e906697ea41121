"""What a reader finds in the menu of a message, and the pages and dialogs behind it."""

from __future__ import annotations

import pytest
from django.utils.timezone import now

from chat import actions
from chat.models import Message
from feeds.actions import publish_post
from intranet.content.models import Entry
from intranet.conversation.models import Bookmark, Poll, Reminder
from intranet.conversation.polls.wanted import WantedPoll
from intranet.core.models import SiteSettings
from intranet.realtime.models import Frame

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


@pytest.fixture
def said(room, author, say):
    return say(room, author, "The lift is broken")


def menu(client, entry):
    return client.get(f"/entries/{entry.pk}/menu/").content.decode()


def acts(client, entry):
    found = menu(client, entry)
    return [piece.split('"')[0] for piece in found.split('data-act="')[1:]]


def test_the_menu_says_what_one_may_do(said, author, colleague, outsider, as_):
    others = acts(as_(colleague), said)
    assert {"quote", "forward", "pin", "save", "remind", "copy", "report"} <= set(others)
    assert not {"edit", "delete", "mute-entry", "move", "series", "lock"} & set(others)
    assert {"edit", "delete"} <= set(acts(as_(author), said))
    # Who reads an open room without being in it keeps things for oneself.
    assert not {"quote", "pin"} & set(acts(as_(outsider), said))
    assert "save" in acts(as_(outsider), said)


def test_what_is_too_old_offers_no_change_and_refuses_it_with_a_sentence(said, author, as_):
    SiteSettings.objects.update_or_create(pk=1, defaults={"chat_edit_minutes": 1, "chat_delete_minutes": 1})
    SiteSettings.forget()
    Entry.objects.filter(pk=said.pk).update(published_at=now().replace(year=2020))
    assert not {"edit", "delete"} & set(acts(as_(author), said))
    answer = as_(author).post(f"/chat/messages/{said.pk}/edit/", {"body": "x", "based_on": "0"})
    assert answer.status_code == 403
    assert "edited for 1 minute" in answer.content.decode()
    assert as_(author).post(f"/entries/{said.pk}/delete/").status_code == 403


def test_an_edit_keeps_what_was_typed_when_somebody_was_quicker(said, author, as_):
    mine, path = as_(author), f"/chat/messages/{said.pk}/edit/"
    assert "data-editing" in mine.get(path, headers=PART).content.decode()
    answer = mine.post(path, {"body": "The lift works", "based_on": "0"}, headers=PART)
    assert answer.status_code == 200
    assert "The lift works" in answer.content.decode()
    late = mine.post(path, {"body": "Typed meanwhile", "based_on": "0"}, headers=PART)
    assert late.status_code == 422
    assert "Typed meanwhile" in late.content.decode()
    assert "The lift works" in late.content.decode()


def test_the_history_opens_for_who_reads_the_message(said, author, colleague, as_):
    as_(author).post(f"/chat/messages/{said.pk}/edit/", {"body": "The lift works", "based_on": "0"})
    assert "Version 2" in as_(colleague).get(f"/entries/{said.pk}/history/").content.decode()


def test_pinned_from_the_menu_it_stands_on_the_page(said, author, colleague, as_):
    mine = as_(colleague)
    answer = mine.post(f"/chat/messages/{said.pk}/pin/", {"_method": "PUT"}, headers=PART)
    assert answer.status_code == 204
    assert "unpin" in acts(mine, said)
    for headers in ({}, PART):
        page = as_(author).get(f"/chat/{said.room_id}/pinned/", headers=headers).content.decode()
        assert "The lift is broken" in page
        assert "Pinned by Ben Rossi" in page


def test_forwarded_by_the_dialog_to_a_person(said, author, colleague, outsider, as_):
    mine, path = as_(colleague), f"/chat/messages/{said.pk}/forward/"
    assert "firmware" in mine.get(path, headers=PART).content.decode()
    answer = mine.post(path, {"people": "@cleo", "body": "For you"}, headers=PART)
    assert answer.status_code == 204
    copy = Message.objects.latest("pk")
    assert copy.room.is_direct
    assert (copy.body, copy.forwarded["author"]) == ("For you", author.pk)
    refused = mine.post(path, {"body": "Kept as typed"}, headers=PART)
    assert refused.status_code == 422
    assert "Kept as typed" in refused.content.decode()


def test_a_refusal_stands_in_the_dialog(direct, room, author, colleague, say, as_):
    said = say(direct, author, "Between us")
    assert "forward" not in acts(as_(colleague), said)
    path = f"/chat/messages/{said.pk}/forward/"
    assert as_(colleague).post(path, {"room": str(room.pk)}).status_code == 403


def test_a_post_is_shown_in_a_room(lab, room, author, as_):
    post = publish_post(by=author, space=lab, body="Bearings")
    mine = as_(author)
    assert "share" in acts(mine, post)
    assert mine.post(f"/chat/share/{post.pk}/", {"room": str(room.pk)}, headers=PART).status_code == 204
    assert Message.objects.latest("pk").quoted_id == post.pk


def test_a_quote_is_seen_by_who_may_read_it(lab, room, author, colleague, outsider, as_):
    post = publish_post(by=author, space=lab, body="Kanarienvogel")
    for person, sees in ((colleague, True), (outsider, False)):
        part = as_(person).get(f"/chat/quotes/{post.pk}/").content.decode()
        assert ("Kanarienvogel" in part) is sees
        assert ("cannot see" in part) is not sees
    assert "cannot see" in as_(outsider).get("/chat/quotes/999999/").content.decode()


def test_a_poll_is_asked_by_its_form_and_stands_in_the_frame(room, author, outsider, as_):
    mine, path = as_(author), f"/chat/{room.pk}/poll/"
    form = {"question": "Lunch?", "option_1": "Pizza", "option_2": "Soup", "results": "always"}
    assert mine.post(path, form, headers=PART).status_code == 204
    poll = Poll.objects.get()
    assert [option.text for option in poll.options.all()] == ["Pizza", "Soup"]
    frame = Frame.objects.filter(stream=room.key, event="chat.message.published").latest("seq").payload
    assert f"/entries/{poll.pk}/poll/" in frame["html"]["en"]
    half = mine.post(path, {"question": "Lunch?", "option_1": "Pizza"}, headers=PART)
    assert half.status_code == 422
    assert "Lunch?" in half.content.decode()
    assert as_(outsider).get(path).status_code == 403


def test_who_has_left_the_room_does_not_vote(room, author, colleague, outsider, as_):
    from django.core.exceptions import PermissionDenied

    from intranet.conversation.polls.actions import vote

    asked = actions.send_message(room, by=author, body="Lunch?", poll=WantedPoll(("Pizza", "Soup")))
    poll = Poll.objects.get(entry=asked.pk)
    choice = [poll.options.first().pk]
    assert vote(poll, by=colleague, options=choice)
    with pytest.raises(PermissionDenied):
        vote(poll, by=outsider, options=choice)


def test_saved_and_reminded_of_like_any_entry(said, colleague, as_):
    mine = as_(colleague)
    mine.post(f"/entries/{said.pk}/bookmark/", {"_method": "PUT"}, headers=PART)
    mine.post(f"/entries/{said.pk}/remind/", {"for": "1-hour"}, headers=PART)
    assert Bookmark.objects.get().entry_id == Reminder.objects.get().entry_id == said.pk
    for page in ("/saved/", "/reminders/"):
        shown = mine.get(page).content.decode()
        assert "The lift is broken" in shown
        assert f"/chat/messages/{said.pk}/" in shown


def test_what_was_said_before_ones_time_is_in_no_list_either(closed_room, author, colleague, say, as_):
    before = say(closed_room, author, "Kanarienvogel")
    Bookmark.objects.create(person=colleague, entry_id=before.pk)
    actions.make_owner(closed_room, by=author, person=colleague, owner=False)
    actions.remove_member(closed_room, by=author, person=colleague)
    actions.add_people(closed_room, by=author, people=[colleague], with_history=False)
    assert "Kanarienvogel" not in as_(colleague).get("/saved/").content.decode()


def test_programs_pin_pass_on_and_list_files(said, colleague, outsider, as_):
    mine, json = as_(colleague), {"content_type": "application/json"}
    assert mine.put(f"/api/v1/messages/{said.pk}/pin", {}, **json).status_code == 204
    [pinned] = mine.get(f"/api/v1/rooms/{said.room_id}/pins").json()
    assert pinned["id"] == said.pk
    made = mine.post(f"/api/v1/messages/{said.pk}/forward", {"people": ["cleo"]}, **json).json()
    assert made["forwarded"] == {
        "author": "Ada Bianchi",
        "said_at": made["forwarded"]["said_at"],
        "body": "The lift is broken",
    }
    assert mine.get(f"/api/v1/rooms/{said.room_id}/files").json() == {"items": [], "next": None}
    assert mine.delete(f"/api/v1/messages/{said.pk}/pin").status_code == 204


def test_what_waits_is_listed_with_its_room_changed_and_sent(room, author, say, as_):
    from datetime import timedelta

    from intranet.content.when import When

    later = When.at(now() + timedelta(hours=2), "Europe/Rome")
    waiting = say(room, author, "Later", when=later, poll=WantedPoll(("Yes", "No")))
    mine = as_(author)
    page = mine.get("/scheduled/").content.decode()
    assert "firmware" in page
    assert f"/chat/messages/{waiting.pk}/edit/" in page
    mine.post(f"/chat/messages/{waiting.pk}/edit/", {"body": "Later, but sooner", "based_on": "0"})
    mine.post(f"/entries/{waiting.pk}/publish/")
    waiting.refresh_from_db()
    assert (waiting.body, waiting.revisions_count) == ("Later, but sooner", 0)
    assert waiting.seq
    frame = Frame.objects.filter(stream=room.key, event="chat.message.published").latest("seq").payload
    assert f"/entries/{waiting.pk}/poll/" in frame["html"]["en"]


def test_who_has_left_meanwhile_is_told_why_it_was_not_sent(room, author, colleague, say, as_, run_jobs):
    from datetime import timedelta

    from intranet.content.jobs import release
    from intranet.content.models import Timing
    from intranet.content.when import When

    waiting = say(room, colleague, "Later", when=When.at(now() + timedelta(hours=2), "Europe/Rome"))
    actions.remove_member(room, by=author, person=colleague)
    Timing.objects.update(due_at=now() - timedelta(minutes=1))
    assert not release.call(entry_id=waiting.pk)
    page = as_(colleague).get("/scheduled/").content.decode()
    assert "It was not published" in page
    assert "Join this room" in page


def test_without_scripts_the_menu_leads_to_a_composer_that_quotes(said, author, as_):
    page = as_(author).get(f"/chat/{said.room_id}/?quote={said.pk}").content.decode()
    assert f'name="quoted" value="{said.pk}"' in page
    answer = as_(author).post(f"/chat/{said.room_id}/messages/", {"body": "Since when?", "quoted": str(said.pk)})
    assert answer.status_code == 302
    assert Message.objects.latest("pk").quoted_id == said.pk


def test_a_reminder_of_a_message_is_no_news_of_its_room(said, colleague, as_, run_jobs):
    from datetime import timedelta

    from intranet.conversation.reminders.actions import remind, tell_due
    from intranet.notifications.inbox import page_of

    actions.mark_read(said.room, by=colleague, seq=said.seq)
    reminder = remind(by=colleague, entry=said, note="Ask again", due_at=now() + timedelta(hours=1))
    Reminder.objects.update(due_at=now() - timedelta(minutes=1))
    assert tell_due(reminder.pk)
    run_jobs()
    [thread] = page_of(colleague, group="reminders").threads
    assert (thread.sentence, thread.excerpt) == ("You wanted to be reminded of “The lift is broken”", "Ask again")
    assert thread.unread == 1
    assert not Frame.objects.filter(stream=colleague.key, event="chat.told").exists()
