"""The public word of a broadcast: written in its composer, and gone when that goes, if nobody lets it stand."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils.timezone import now

from feeds.broadcasts import actions
from feeds.broadcasts.aims import Aim
from feeds.broadcasts.jobs import look_after_broadcasts
from feeds.broadcasts.spread import news, twins
from feeds.broadcasts.spread.twins import Words
from feeds.models import Broadcast, Post, Twin
from intranet.content.actions import delete_entry, hide_entry, restore_entry, undelete_entry
from intranet.content.when import When

pytestmark = pytest.mark.django_db
WORDS = Words("We close on 6 December", "The *desk* is closed that day.")
STANDS = Words("We close on 6 December", "The *desk* is closed that day.", stays=True)


@pytest.fixture
def send(author, lab):
    def sent(words=WORDS, **said):
        made = actions.publish_broadcast(
            by=author, title="Closed on the sixth", body="Inside.", aim=Aim(spaces=[lab]), twin=words, **said
        )
        return Broadcast.objects.get(pk=made.pk)

    return sent


def what_guests_meet(broadcast) -> list[int]:
    """(at its address, in the news, in the feed of the news, in the feed of the house)"""
    twin, guest = Twin.objects.get(broadcast=broadcast), Client()
    address = f"/posts/{twin.post_id}/"
    found = [guest.get(address).status_code]
    return found + [int(address in guest.get(path).text) for path in ("/news/", "/news/atom/", "/feeds/public.atom")]


# --- With its broadcast -----------------------------------------------------------------------------------------------


def test_withdrawn_with_its_broadcast_it_is_gone_and_comes_back_with_it(send, author):
    broadcast = send()
    assert what_guests_meet(broadcast) == [200, 1, 1, 1]
    delete_entry(broadcast, by=author)
    assert what_guests_meet(broadcast) == [410, 0, 0, 0]
    undelete_entry(Broadcast.objects.get(pk=broadcast.pk), by=author)
    assert what_guests_meet(broadcast) == [200, 1, 1, 1]
    assert Post.objects.get(twin_of__broadcast=broadcast).body == WORDS.body


def test_what_is_let_stand_stands(send, author):
    broadcast = send(STANDS)
    delete_entry(broadcast, by=author)
    assert what_guests_meet(broadcast) == [200, 1, 1, 1]


def test_let_expire_by_hand_it_goes_at_once_and_with_a_later_end_it_is_back(send, author):
    broadcast = send()
    actions.let_expire(broadcast, by=author)
    assert what_guests_meet(broadcast) == [410, 0, 0, 0]
    actions.change_broadcast(broadcast, by=author, expires_at=now() + timedelta(days=2))
    assert what_guests_meet(broadcast) == [200, 1, 1, 1]


def test_when_the_clock_ends_it_the_news_follow_at_once_and_the_rest_with_the_next_look(send, time_machine):
    broadcast = send(expires_at=now() + timedelta(hours=1))
    time_machine.move_to(now() + timedelta(hours=1, minutes=1))
    assert what_guests_meet(broadcast)[1:3] == [0, 0]
    assert news.mail_portion(Twin.objects.get().pk, 0) == 0
    look_after_broadcasts.call()
    assert what_guests_meet(broadcast) == [410, 0, 0, 0]
    look_after_broadcasts.call()


def test_one_lets_it_stand_afterwards_and_takes_that_back(send, author, colleague, as_):
    broadcast = send()
    actions.let_expire(broadcast, by=author)
    page = f"/broadcasts/{broadcast.pk}/twin/"
    assert "taken away with the broadcast" in as_(author).get(page).text
    assert as_(author).post(page, {"stays": "on"}).status_code == 302
    assert what_guests_meet(broadcast) == [200, 1, 1, 1]
    assert as_(author).post(page, {}).status_code == 302
    assert what_guests_meet(broadcast) == [410, 0, 0, 0]
    assert as_(colleague).post(page, {"stays": "on"}).status_code == 403
    with pytest.raises(PermissionDenied, match="public already"):
        twins.write_twin(broadcast, by=author, words=Words("Other", "Words."))


def test_brought_back_by_hand_it_is_not_taken_again(send, author):
    broadcast = send()
    actions.let_expire(broadcast, by=author)
    undelete_entry(Post.objects.get(twin_of__broadcast=broadcast), by=author)
    look_after_broadcasts.call()
    assert what_guests_meet(broadcast)[0] == 200


def test_what_a_moderator_has_hidden_stays_hidden_whatever_becomes_of_the_broadcast(send, author, moderator):
    broadcast = send()
    post = Post.objects.get(twin_of__broadcast=broadcast)
    hide_entry(post, by=moderator, reason="Not yet")
    delete_entry(broadcast, by=author)
    undelete_entry(Broadcast.objects.get(pk=broadcast.pk), by=author)
    assert Post.objects.get(pk=post.pk).is_hidden


def test_hidden_by_a_moderator_it_is_hidden_with_its_broadcast_and_restored_with_it(send, moderator):
    for words in (WORDS, STANDS):
        broadcast = send(words)
        assert what_guests_meet(broadcast) == [200, 1, 1, 1]
        hide_entry(broadcast, by=moderator, reason="Not yet")
        post = Post.objects.get(twin_of__broadcast=broadcast)
        assert (post.is_hidden, post.withdrawal_reason) == (True, "Not yet")
        assert what_guests_meet(broadcast)[0] != 200
        assert what_guests_meet(broadcast)[1:] == [0, 0, 0]
        restore_entry(Broadcast.objects.get(pk=broadcast.pk), by=moderator)
        assert what_guests_meet(broadcast) == [200, 1, 1, 1]


def test_what_was_hidden_by_itself_is_not_restored_with_the_broadcast(send, moderator):
    broadcast = send()
    hide_entry(Post.objects.get(twin_of__broadcast=broadcast), by=moderator, reason="This word")
    hide_entry(broadcast, by=moderator, reason="And this")
    restore_entry(Broadcast.objects.get(pk=broadcast.pk), by=moderator)
    assert Post.objects.get(twin_of__broadcast=broadcast).is_hidden


def test_restored_after_it_has_expired_the_public_word_does_not_stand_again(send, moderator, time_machine):
    broadcast = send(expires_at=now() + timedelta(days=1))
    hide_entry(broadcast, by=moderator, reason="Not yet")
    time_machine.move_to(now() + timedelta(days=2))
    restore_entry(Broadcast.objects.get(pk=broadcast.pk), by=moderator)
    assert Post.objects.get(twin_of__broadcast=broadcast).is_deleted


def test_to_what_has_expired_no_public_word_comes_that_would_go_with_it(author, lab, send):
    broadcast = send(None)
    actions.let_expire(broadcast, by=author)
    with pytest.raises(PermissionDenied, match="would go with it"):
        twins.write_twin(broadcast, by=author, words=WORDS)
    assert twins.write_twin(broadcast, by=author, words=STANDS).post is not None


# --- In the composer --------------------------------------------------------------------------------------------------

TYPED = {"title": "Closed", "body": "The key is **under** the mat."}
TYPED |= {"twin_title": "We close", "twin_body": "On *6 Dec*."}


def test_the_composer_shows_both_before_and_sends_both_at_once(author, lab, as_):
    page = as_(author)
    data = TYPED | {"spaces": [lab.pk], "twin_stays": "on"}
    counted = page.post("/broadcasts/new/", data)
    assert counted.status_code == 200
    for said in ("What they read", "<strong>under</strong>", "What the public reads", "<em>6 Dec</em>"):
        assert said in counted.text, said
    assert not Broadcast.objects.exists()
    checked = re.search(r'name="checked" value="([0-9a-f]+)"', counted.text)[1]
    sent = page.post("/broadcasts/new/", data | {"send": "1", "checked": checked})
    assert sent.status_code == 302
    twin = Twin.objects.get()
    assert (twin.title, twin.body, twin.stays) == ("We close", "On *6 Dec*.", True)
    assert "We close" in Client().get("/news/").text


def test_it_is_folded_away_until_wanted_and_what_was_typed_stays_when_the_form_fails(author, lab, as_):
    page = as_(author)
    assert re.search(r"<details data-twin\s*>", page.get("/broadcasts/new/").text)
    answer = page.post("/broadcasts/new/", TYPED | {"spaces": [lab.pk], "twin_title": ""})
    assert answer.status_code == 422
    assert re.search(r"<details data-twin open>", answer.text)
    assert "On *6 Dec*." in answer.text
    assert "under** the mat" in answer.text
    assert "Give it a title." in answer.text


def test_of_what_waits_both_are_changed_in_one_form_and_emptied_it_tells_the_public_nothing(author, lab, send, as_):
    waiting = send(when=When.at(now() + timedelta(days=1), "Europe/Rome"))
    page, address = as_(author), f"/broadcasts/{waiting.pk}/edit/"
    assert WORDS.title in page.get(address).text
    changed = {"title": "Closed", "body": "In.", "based_on": "0", "twin_title": "Shut", "twin_body": "All day."}
    assert page.post(address, changed | {"twin_title": ""}).status_code == 422
    assert Twin.objects.get().title == WORDS.title
    assert page.post(address, changed).status_code == 302
    assert (Twin.objects.get().title, Twin.objects.get().body) == ("Shut", "All day.")
    assert not Post.objects.exists()
    now_at = str(Broadcast.objects.get().revisions_count)
    assert page.post(address, changed | {"based_on": now_at, "twin_title": "", "twin_body": ""}).status_code == 302
    assert not Twin.objects.exists()


def test_what_is_out_is_edited_without_its_public_word(send, author, as_):
    broadcast = send()
    page, address = as_(author), f"/broadcasts/{broadcast.pk}/edit/"
    assert "twin_body" not in page.get(address).text
    assert page.post(address, {"title": "Closed", "body": "In.", "based_on": "0"}).status_code == 302
    assert Twin.objects.get().post.is_published


def test_a_program_sends_both_and_lets_the_public_word_stand(author, lab, as_, send):
    page = as_(author)
    said = {"to": {"spaces": [lab.pk]}, "title": "Closed", "body": "In.", "twin": {"title": "Shut", "body": "All day."}}
    made = page.post("/api/v1/broadcasts", said, "application/json")
    assert made.status_code == 201, made.text
    pk = made.json()["id"]
    told = page.put(f"/api/v1/broadcasts/{pk}/twin", said["twin"] | {"stays": True}, "application/json").json()
    assert (told["stays"], told["taken_at"]) == (True, None)
    assert told["released_at"] is not None
