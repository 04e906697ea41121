"""What one has begun to write in a room: kept under its key, found among the drafts by the room's name, and let go of
when it has been sent."""

from __future__ import annotations

import uuid

import pytest

from chat import actions
from intranet.conversation.draft_places import places_of
from intranet.conversation.drafts import Writing, drafts_of, keep_draft

pytestmark = pytest.mark.django_db


def keep(person, key: str, text: str = "Half a sen", **more) -> None:
    keep_draft(key, Writing({"body": text}, **more), by=person)


def test_drafts_are_called_by_their_rooms(room, direct, author, colleague, say):
    root = say(room, author, "A question")
    for key in (f"room:{room.pk}", f"room:{direct.pk}", f"thread:{root.pk}"):
        keep(colleague, key)
    places = places_of(drafts_of(colleague), colleague)
    assert places[f"room:{room.pk}"] == ("In firmware", f"/chat/{room.pk}/")
    assert places[f"room:{direct.pk}"] == ("In Ada Bianchi", f"/chat/{direct.pk}/")
    assert places[f"thread:{root.pk}"].label == "In a thread of firmware"
    assert str(root.pk) in places[f"thread:{root.pk}"].url


def test_of_a_room_one_is_no_longer_in_the_words_stay_and_no_name(closed_room, author, colleague):
    keep(colleague, f"room:{closed_room.pk}")
    actions.remove_member(closed_room, by=author, person=colleague)
    [place] = places_of(drafts_of(colleague), colleague).values()
    assert place == ("On something that is no longer there for you", "")


def test_the_page_brings_it_back_and_sending_lets_go_of_it(as_, room, colleague):
    key, sent = f"room:{room.pk}", uuid.uuid4()
    keep(colleague, key, "Half a sentence", client_id=sent)
    client = as_(colleague)
    assert "Half a sentence" in client.get(f"/chat/{room.pk}/").content.decode()
    client.post(f"/chat/{room.pk}/messages/", {"body": "A sentence", "client_id": str(sent)})
    assert not drafts_of(colleague).exists()
