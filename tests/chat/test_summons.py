"""@room and @here: who may call everybody, who hears of it, and what is said before."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from chat import actions
from chat.models import Message, Room
from intranet.content import actions as content_actions
from intranet.core.models import SiteSettings
from intranet.notifications.models import Notification
from intranet.realtime import presence
from tests import factories


@pytest.fixture
def told(run_jobs):
    def asked() -> dict[str, str]:
        run_jobs()
        found = {row.recipient.handle: row.reason for row in Notification.objects.select_related("recipient")}
        Notification.objects.all().delete()
        return found

    return asked


@pytest.fixture
def small_limit(db):
    SiteSettings.objects.update_or_create(pk=1, defaults={"chat_summon_most": 2})
    SiteSettings.forget()


@pytest.fixture
def crowded(room):
    """One more than may be called by everybody."""
    actions.join_room(room, by=factories.a_person("Dino"))
    return room


@pytest.mark.parametrize("name", ["room", "Room", "stanza"])
def test_everybody_in_the_room_is_called_and_it_stands_out(room, author, colleague, outsider, say, told, name):
    message = say(room, author, f"@{name} the lift is stuck")
    assert message.summons == Message.Summons.ROOM
    assert f'<span class="mention mention--call">@{name}</span>' in message.body_html
    assert told() == {colleague.handle: "call"}


@pytest.mark.parametrize("text", ["`@room`", "```\n@room\n```", "write to room@room.it", "@rooms"])
def test_in_code_and_in_other_words_it_calls_nobody(room, author, say, told, text):
    assert say(room, author, text).summons == ""
    assert told() == {}


def test_here_calls_those_who_have_a_page_open(room, author, colleague, outsider, say, told, monkeypatch):
    actions.join_room(room, by=outsider)
    monkeypatch.setattr(presence, "is_known", lambda: True)
    monkeypatch.setattr(presence, "everybody_here", lambda: {author.pk, colleague.pk, 999})
    say(room, author, "@here coffee")
    assert told() == {colleague.handle: "call"}


def test_between_a_few_people_there_is_nobody_else_to_call(direct, author, say):
    message = say(direct, author, "@room?")
    assert (message.summons, "mention--call" in message.body_html) == ("", False)


def test_in_a_large_room_its_owners_call_and_the_others_are_refused(small_limit, crowded, author, colleague, say, told):
    with pytest.raises(ValidationError, match="More than 2 people are in this room") as refused:
        say(crowded, colleague, "@room the lift is stuck")
    assert refused.value.code == "summons"
    assert not Message.objects.filter(style="text").exists()
    say(crowded, author, "@room the lift is stuck")
    assert len(told()) == 2


def test_a_customer_calls_nobody(closed_room, author, customer, say):
    actions.add_people(closed_room, by=author, people=[customer])
    with pytest.raises(ValidationError, match="Only staff call everybody"):
        say(closed_room, customer, "@room hello")


def test_an_edit_calls_nobody_any_more(room, author, colleague, say, told):
    message = say(room, author, "Lift")
    content_actions.edit_entry(message, by=author, body="@room the lift is stuck")
    message.refresh_from_db()
    assert (message.summons, "mention--call" in message.body_html) == ("", False)
    assert told() == {}
    called = say(room, author, "@room the lift is stuck")
    content_actions.edit_entry(called, by=author, body="@room the lift goes again")
    called.refresh_from_db()
    assert "mention--call" in called.body_html
    assert told() == {colleague.handle: "call"}


# --- While writing ---------------------------------------------------------------------------------------------------


def offered(client, room, typed):
    items = client.get("/mentions/", {"audience": room.audience, "teams": "", "q": typed}).json()["items"]
    return [item["handle"] for item in items]


def test_the_list_offers_calls_and_the_rooms_own_people_first(room, as_, author, colleague, outsider, say):
    factories.a_person("Aaron Benz")
    assert offered(as_(author), room, "roo") == ["room"]
    assert offered(as_(author), room, "")[:3] == ["room", "here", colleague.handle]
    assert offered(as_(author), room, "be")[0] == colleague.handle


def test_calls_are_offered_to_nobody_who_may_not(small_limit, crowded, direct, as_, author, colleague):
    assert offered(as_(colleague), crowded, "room") == []
    assert offered(as_(author), crowded, "room") == ["room"]
    assert offered(as_(author), direct, "room") == []


def check(client, room, *handles):
    answer = client.get("/mentions/check/", {"audience": room.audience, "handles": ",".join(handles)})
    return answer.json()


def test_owners_of_a_large_room_are_asked_first_and_told_how_many_will_hear(
    small_limit, crowded, as_, author, colleague
):
    assert check(as_(author), crowded, "room")["ask"] == "2 people will hear of this."
    assert "only its owners" in check(as_(colleague), crowded, "room")["warning"]
    assert check(as_(colleague), crowded, "room")["ask"] == ""


def test_in_a_small_room_nothing_is_asked(room, as_, author):
    assert check(as_(author), room, "room") == {"items": [], "ask": "", "add": None, "warning": ""}


def test_who_is_left_out_can_be_added_by_whoever_may(closed_room, as_, author, colleague, outsider):
    answer = check(as_(author), closed_room, outsider.handle)
    assert "cannot read this" in answer["warning"]
    assert answer["add"]["label"] == "Add them"
    page = as_(author).get(answer["add"]["href"])
    assert f"@{outsider.handle}" in page.content.decode()
    assert check(as_(colleague), closed_room, outsider.handle)["add"] is None


def test_a_room_that_one_may_not_read_says_nothing_of_its_people(closed_room, as_, outsider, customer):
    for person in (outsider, customer):
        assert as_(person).get("/mentions/", {"audience": closed_room.audience, "q": ""}).status_code == 404
        assert as_(person).get("/mentions/check/", {"audience": closed_room.audience}).status_code == 404
    assert Room.objects.visible_to(outsider).filter(pk=closed_room.pk).count() == 0
