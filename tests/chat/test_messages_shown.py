"""A message is rendered once for everybody: what it shows is always as it is now, and what is one reader's own is in
nobody else's copy."""

from __future__ import annotations

import re

import pytest

from chat.models import Message
from chat.rendering import fragment, shelf
from intranet.content.actions import edit_entry
from intranet.content.models import Stance
from intranet.conversation.actions import react
from intranet.realtime.models import Frame

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    shelf.clear()


def element(client, room, message) -> str:
    page = client.get(f"/chat/{room.pk}/").content.decode()
    found = re.search(rf'<li class="message[^"]*" id="entry-{message.pk}".*?</li>', page, re.S)
    assert found is not None
    return found[0]


def test_a_frame_carries_it_in_both_languages_and_is_nobodys_own(room, author, colleague, say):
    said = say(room, author, "Ciao a tutti")
    react(said, by=colleague, sort="bravi")
    html = fragment(said)
    assert html is not None
    assert set(html) == {"en", "it"}
    for text in html.values():
        assert "Ciao a tutti" in text
        assert 'aria-pressed="true"' not in text
        assert "<!--" not in text
    published = Frame.objects.filter(stream=room.key, event="chat.message.published").latest("seq")
    assert f'id="entry-{said.pk}"' in published.payload["html"]["en"]


def test_what_one_has_pressed_is_pressed_for_nobody_else(as_, room, author, colleague, outsider, say):
    said = say(room, author, "Done")
    react(said, by=colleague, sort="bravi")
    pressed = 'data-react="bravi" aria-pressed="true"'
    assert pressed in element(as_(colleague), room, said)
    assert pressed not in element(as_(author), room, said)
    assert 'data-react="bravi" aria-pressed="false"' in element(as_(outsider), room, said)


def test_whatever_it_shows_changes_at_once(as_, room, author, colleague, say):
    client = as_(colleague)
    said = say(room, author, "First words")
    assert "First words" in element(client, room, said)
    author.name = "Ada Verdi"
    author.save()
    assert "Ada Verdi" in element(client, room, said)
    edit_entry(Message.objects.get(pk=said.pk), by=author, body="Second words", based_on=0)
    changed = element(client, room, said)
    assert "Second words" in changed
    assert "First words" not in changed
    assert "message-edited" in changed
    say(room, colleague, "A reply", thread=said)
    assert 'data-replies="1"' in element(client, room, said)
    react(said, by=author, sort="idea")
    assert 'data-react="idea"' in element(client, room, said)


def test_who_has_blocked_somebody_gets_it_folded_and_the_others_do_not(as_, room, author, colleague, outsider, say):
    said = say(room, author, "Loud words")
    Stance.objects.create(holder=colleague, person=author, way=Stance.Way.BLOCK)
    assert "folded-away" in element(as_(colleague), room, said)
    assert "folded-away" not in element(as_(outsider), room, said)


def test_a_frame_of_somebody_elses_before_ones_time_says_nothing(closed_room, author, outsider, say):
    from chat import actions

    said = say(closed_room, author, "Before")
    actions.add_people(closed_room, by=author, people=[outsider], with_history=False)
    assert fragment(said) is None
    assert fragment(say(closed_room, author, "After")) is not None


def test_what_one_says_of_oneself_begins_with_the_name(as_, room, author, colleague, say):
    said = say(room, author, "waves", style=Message.Style.ME)
    found = element(as_(colleague), room, said)
    assert 'data-style="me"' in found
    assert re.search(r'<div class="message-said"><b>Ada Bianchi</b> <div class="text" data-body', found)


def test_what_somebody_writes_is_words(as_, room, author, colleague, say):
    author.name = '<script>alert("name")</script>'
    author.save()
    said = say(room, author, "<script>alert(1)</script> <!--x reactions 1 small--> [x](javascript:alert(1))")
    found = element(as_(colleague), room, said)
    assert "<script" not in found
    assert 'href="javascript' not in found
