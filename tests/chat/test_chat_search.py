"""Searching what was said: in a room, over all of one's rooms, and never beyond what one may read."""

from __future__ import annotations

import pytest

from chat import actions
from chat.models import Room
from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.content import actions as content_actions
from intranet.content.models import Entry
from intranet.search import indexing
from intranet.search.actions import watch_words
from intranet.search.models import Pending
from intranet.search.queries import search
from tests import factories


def found(person, text, **how):
    return [entry.body for entry in search(User.objects.get(pk=person.pk), text, **how).entries]


@pytest.fixture
def indexed(run_jobs):
    # The index outlives the database of a test.
    indexing.rebuild_index.call()
    return run_jobs


def test_a_message_is_put_down_for_the_index_with_it_and_nothing_else(room, author, say, indexed):
    message = say(room, author, "The kettle sings.")
    assert Pending.objects.filter(pk=message.pk).exists()
    assert not Activity.objects.filter(subject=message.key).exists()
    indexed()
    assert found(author, "kettle") == ["The kettle sings."]


def test_notices_are_not_found(room, author, outsider, say, indexed):
    actions.join_room(room, by=outsider)
    say(room, outsider, "Hello")
    indexed()
    assert found(author, f"from:{outsider.handle}") == ["Hello"]
    assert found(author, "cleo") == ["Hello"]


def test_what_is_edited_deleted_or_hidden_is_found_as_it_is(room, author, admin, say, indexed):
    message = say(room, author, "The kettle sings.")
    content_actions.edit_entry(message, by=author, body="The samovar sings.")
    indexed()
    assert (found(author, "kettle"), found(author, "samovar")) == ([], ["The samovar sings."])
    content_actions.delete_entry(message, by=author)
    indexed()
    assert found(author, "samovar") == []


def test_only_people_of_the_room_find_what_was_said_in_it(closed_room, author, colleague, outsider, say, indexed):
    say(closed_room, author, "The kettle sings.")
    indexed()
    for person, sees in ((colleague, True), (outsider, False), (factories.a_customer(), False)):
        result = search(User.objects.get(pk=person.pk), "kettle", facets=True)
        assert (result.total, bool(result.facets.get("kind"))) == (int(sees), sees)
    actions.remove_member(closed_room, by=author, person=colleague)
    assert found(colleague, "kettle") == []


def test_a_customer_finds_what_is_said_where_they_are_and_not_what_lies_before(
    closed_room, author, customer, other_customer, say, indexed
):
    say(closed_room, author, "The kettle was loud.")
    indexed()
    actions.add_people(closed_room, by=author, people=[customer], with_history=False)
    say(closed_room, author, "The kettle sings.")
    indexed()
    assert found(customer, "kettle") == ["The kettle sings."]
    assert found(other_customer, "kettle") == []
    assert len(found(author, "kettle")) == 2


def test_counts_say_nothing_of_what_lies_below_a_floor(closed_room, author, outsider, say, indexed, monkeypatch):
    monkeypatch.setattr("intranet.search.queries.MOST_COUNTED", 3)
    for number in range(6):
        say(closed_room, author, f"The kettle is loud {number}.")
    actions.add_people(closed_room, by=author, people=[outsider], with_history=False)
    say(closed_room, author, "The kettle sings.")
    indexed()
    result = search(User.objects.get(pk=outsider.pk), "kettle", facets=True, params={"sort": "newest"})
    assert result.total == 1
    assert [value.count for value in result.facets["author"]] == [1]


def test_in_finds_rooms_by_name_and_direct_messages_by_who_they_are_with(
    room, closed_room, direct, author, colleague, outsider, say, indexed
):
    say(room, author, "Kettle one")
    say(closed_room, author, "Kettle two")
    say(direct, colleague, "Kettle three")
    indexed()
    assert found(author, "kettle in:firmware") == ["Kettle one"]
    assert found(author, "kettle in:rollout") == ["Kettle two"]
    assert set(found(author, "kettle in:firmware in:rollout")) == {"Kettle one", "Kettle two"}
    assert found(author, f"kettle in:@{colleague.handle}") == ["Kettle three"]
    assert found(outsider, "kettle in:firmware") == ["Kettle one"]
    hidden = search(outsider, "kettle in:rollout")
    assert hidden.entries == []
    assert "No space or room" in hidden.remarks[0]


def test_the_other_operators_narrow_messages_too(room, author, colleague, say, indexed):
    say(room, author, "Kettle https://example.com/x")
    say(room, colleague, "Kettle")
    Entry.objects.filter(body="Kettle").update(published_at="2020-05-01T10:00:00Z")
    indexing.rebuild_index.call()
    assert found(author, "kettle has:link") == ["Kettle https://example.com/x"]
    assert found(author, f"kettle from:{colleague.handle}") == ["Kettle"]
    assert found(author, "kettle before:2021") == ["Kettle"]
    assert found(author, "kettle after:2021") == ["Kettle https://example.com/x"]


def test_watched_words_leave_rooms_to_the_words_one_has_there(room, author, colleague, say, indexed):

    watch_words(by=colleague, words="kettle")
    say(room, author, "The kettle sings.")
    indexed()
    assert not Activity.objects.filter(verb="search.word.said").exists()


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_the_panel_finds_in_one_room_and_leads_to_the_place(room, closed_room, author, as_, say, indexed):
    message = say(room, author, "The kettle sings.")
    say(closed_room, author, "Another kettle")
    indexed()
    page = as_(author).get(f"/chat/{room.pk}/search/", {"q": "kettle"}).content.decode()
    assert f"?message={message.pk}#entry-{message.pk}" in page
    assert "1 message" in page
    assert page.count('class="found-message"') == 1
    empty = as_(author).get(f"/chat/{room.pk}/search/", {"q": "xylophone"}).content.decode()
    assert "Nothing that was said here" in empty
    assert as_(author).get(f"/chat/{room.pk}/search/").status_code == 200


def test_the_panel_of_a_room_one_may_not_read_is_not_there(closed_room, outsider, customer, guest, as_):
    for person in (outsider, customer):
        assert as_(person).get(f"/chat/{closed_room.pk}/search/", {"q": "kettle"}).status_code == 404
    assert as_(guest).get(f"/chat/{closed_room.pk}/search/").status_code == 302


def test_results_over_all_rooms_name_the_room_and_the_palette_finds_rooms(
    room, closed_room, author, outsider, as_, say, indexed
):
    say(closed_room, author, "The kettle sings.")
    indexed()
    page = as_(author).get("/search/", {"q": "kettle"}).content.decode()
    assert "rollout" in page
    items = as_(author).get("/palette/", {"q": "rollo"}).json()["items"]
    assert closed_room.get_absolute_url() in [item["url"] for item in items if item["kind"] == "place"]
    items = as_(author).get("/palette/", {"q": "kettle"}).json()["items"]
    assert "The kettle sings." in [item["label"] for item in items]
    items = as_(outsider).get("/palette/", {"q": "rollo"}).json()["items"]
    assert [item for item in items if item["kind"] == "place"] == []


def test_a_page_of_found_messages_costs_the_same_for_many(room, author, as_, say, indexed, queries_stay_flat):
    client = as_(author)

    def grow() -> None:
        other = factories.a_person()
        actions.join_room(room, by=other)
        # Of fewer than three found, other words are suggested, which asks more.
        for _number in range(3):
            say(room, other, "The kettle sings.")
        actions.open_room(by=author, name=f"kitchen {Room.objects.count()}")
        indexed()

    queries_stay_flat(lambda: client.get(f"/chat/{room.pk}/search/", {"q": "kettle"}), grow, times=3)
