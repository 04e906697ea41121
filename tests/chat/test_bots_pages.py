"""The page on which the owners of a room keep its programs."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from chat.actions import bots, open_room
from chat.models import Bot, RoomMember


@pytest.fixture
def page(room):
    return f"/chat/{room.pk}/bots/"


@pytest.fixture
def bot(room, author):
    return bots.add_bot(room, by=author, name="Build bot", about="Says what is green")[0]


def shown(answer) -> str:
    """The secret of a page that tells one."""
    return re.search(r'readonly value="([^"]+)"', answer.content.decode()).group(1)


def test_an_owner_makes_a_bot_and_is_told_its_address_once(as_, author, room, page):
    ada = as_(author)
    assert "No programs speak here yet" in ada.get(page).content.decode()
    made = ada.post(f"{page}new/", {"name": "Build bot", "about": "Says what is green"})
    address = shown(made)
    assert Client().post(address.removeprefix("http://localhost:8000").replace("http://testserver", ""), {"text": "Hi"})
    bot = Bot.objects.get()
    assert bot.room == room
    for path in (page, f"{page}{bot.pk}/"):
        assert address.split("/")[-2] not in ada.get(path).content.decode()


def test_a_name_that_is_none_is_said_and_kept_in_the_form(as_, author, page):
    answer = as_(author).post(f"{page}new/", {"name": "Admin", "about": "Mine"})
    assert (answer.status_code, 'value="Mine"' in answer.content.decode()) == (422, True)
    assert not Bot.objects.exists()


def test_a_bot_is_changed_given_secrets_and_deleted(as_, author, page, bot):
    ada, mine = as_(author), f"{page}{bot.pk}/"
    assert ada.post(mine, {"name": "Deploy bot", "about": "", "may_call": "on"}).status_code == 302
    bot.refresh_from_db()
    assert (bot.person.name, bot.may_call) == ("Deploy bot", True)
    before = bot.token_hash
    assert shown(ada.post(f"{mine}secret/", {"of": "address"})).startswith("http")
    assert shown(ada.post(f"{mine}secret/", {"of": "token"})).startswith("ptk_")
    assert ada.post(f"{mine}secret/", {"of": "nothing"}).status_code == 400
    ada.post(f"{mine}do/", {"do": "revoke"})
    ada.post(f"{mine}do/", {"do": "close"})
    bot.refresh_from_db()
    assert before is not None
    assert bot.token_hash is None
    assert ada.post(f"{mine}do/", {"do": "delete"})["Location"] == page
    assert ada.get(mine).status_code == 404


def test_a_bot_is_brought_into_another_room_and_put_out_again(as_, author, page, bot):
    other = open_room(by=author, name="elsewhere")
    ada = as_(author)
    ada.post(f"{page}{bot.pk}/do/", {"do": "bring", "room": other.pk})
    assert RoomMember.objects.filter(room=other, person=bot.person).exists()
    assert "from another room" in ada.get(f"/chat/{other.pk}/bots/").content.decode()
    assert "elsewhere" in ada.get(f"{page}{bot.pk}/").content.decode()
    ada.post(f"/chat/{other.pk}/bots/{bot.pk}/away/")
    assert not RoomMember.objects.filter(room=other, person=bot.person).exists()
    assert ada.post(f"{page}{bot.pk}/do/", {"do": "bring", "room": "99999"}).status_code == 404


def test_who_is_in_the_room_sees_which_programs_are_and_keeps_none(as_, colleague, page, bot):
    ben = as_(colleague)
    assert "Says what is green" in ben.get(page).content.decode()
    assert bot.prefix not in ben.get(page).content.decode()
    assert ben.get(f"{page}new/").status_code == 403
    for path in ("", "secret/", "do/", "away/"):
        assert ben.post(f"{page}{bot.pk}/{path}", {"do": "delete", "of": "token"}).status_code == 403


def test_who_may_not_read_the_room_finds_no_page_about_its_bots(as_, author, closed_room, outsider, customer):
    bot, _secret = bots.add_bot(closed_room, by=author, name="Build bot")
    for person in (outsider, customer):
        for path in ("", "new/", f"{bot.pk}/"):
            assert as_(person).get(f"/chat/{closed_room.pk}/bots/{path}").status_code == 404


def test_a_bot_of_one_room_is_not_found_under_another(as_, author, closed_room, bot):
    assert as_(author).get(f"/chat/{closed_room.pk}/bots/{bot.pk}/").status_code == 404


def test_the_list_costs_the_same_for_one_bot_and_for_many(queries_stay_flat, as_, author, room, page):
    ada = as_(author)
    queries_stay_flat(lambda: ada.get(page), lambda: bots.add_bot(room, by=author, name="Build bot"))
