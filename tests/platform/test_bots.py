"""Accounts of programs: they write under a name of their own, and are nobody otherwise."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from feeds.actions import publish_post
from intranet.accounts import actions, keys
from intranet.accounts.models import User
from intranet.accounts.policies import can_administer
from intranet.content.models import Entry
from intranet.spaces.audiences import audiences_of


@pytest.fixture
def bot(author):
    return actions.make_bot(by=author, name="Build bot")


@pytest.fixture
def token(bot, author):
    return actions.make_bot_token(bot, by=author)


def ask(secret: str, path: str, method: str = "get"):
    return getattr(Client(), method)(f"/api/v1{path}", headers={"authorization": f"Bearer {secret}"})


def test_a_bot_is_marked_wherever_it_writes(bot):
    assert (bot.name, bot.role_line, bot.is_staff_member) == ("Build bot", "Bot", False)


def test_a_bot_is_in_no_list_of_people_and_cannot_sign_in(bot, author, as_):
    assert not User.objects.active().filter(pk=bot.pk).exists()
    assert not User.objects.visible_to(author).filter(pk=bot.pk).exists()
    assert "/login/" in as_(bot).get(reverse("accounts:settings_tokens"))["Location"]


def test_a_bot_belongs_nowhere_by_itself(bot, author, plaza, porch):
    publish_post(by=author, space=plaza, body="For all staff")
    publish_post(by=author, space=porch, body="For the world")
    assert audiences_of(bot) == {bot.key}
    assert not Entry.objects.visible_to(bot).exists()


def test_a_bot_administers_nothing_though_it_is_of_the_system(bot):
    assert not can_administer(bot)
    assert can_administer(User.objects.system())


def test_a_bot_that_is_listed_like_a_person_is_refused_by_the_database(bot):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=bot.pk).update(is_system=False)


@pytest.mark.parametrize("name", ["", "  ", "Administrator", "x" * 81, "a\u202eb"])
def test_a_bot_has_a_name_that_is_nobody_elses_voice(author, name):
    with pytest.raises(ValidationError):
        actions.make_bot(by=author, name=name)


def test_a_bot_has_one_key_and_a_new_one_ends_the_old_one(bot, author, token):
    _row, first = token
    assert keys.find_token(first).person == bot
    _row, second = actions.make_bot_token(bot, by=author)
    assert keys.find_token(first) is None
    assert keys.find_token(second).person == bot
    assert actions.revoke_bot_token(bot, by=author)
    assert keys.find_token(second) is None
    assert not actions.revoke_bot_token(bot, by=author)


def test_the_key_of_a_bot_opens_none_of_what_is_for_people(token):
    for method, path in (
        ("get", "/me"),
        ("get", "/people"),
        ("get", "/entries"),
        ("post", "/posts"),
        ("get", "/search"),
    ):
        answer = ask(token[1], path, method)
        assert (answer.status_code, answer.json()["detail"]) == (
            403,
            "A bot reads and writes in its rooms, and nowhere else.",
        )


def test_a_key_of_the_house_itself_still_opens_nothing(author):
    house = User.objects.system()
    with pytest.raises(ValidationError):
        actions.make_bot_token(house, by=author)


def test_a_retired_bot_has_no_key_any_more_and_gets_none(bot, author, token):
    assert actions.retire_bot(bot, by=author)
    assert not actions.retire_bot(bot, by=author)
    assert ask(token[1], "/me").status_code == 401
    with pytest.raises(ValidationError):
        actions.make_bot_token(bot, by=author)


def test_a_person_is_not_made_a_bot_by_the_back_door(author, colleague):
    for doing in (
        lambda: actions.rename_bot(colleague, "Build bot", by=author),
        lambda: actions.retire_bot(colleague, by=author),
        lambda: actions.make_bot_token(colleague, by=author),
    ):
        with pytest.raises(ValidationError):
            doing()
    colleague.refresh_from_db()
    assert colleague.is_active


def test_a_bot_is_renamed_and_keeps_its_handle(bot, author):
    handle = bot.handle
    assert actions.rename_bot(bot, "Deploy bot", by=author)
    assert not actions.rename_bot(bot, "Deploy bot", by=author)
    bot.refresh_from_db()
    assert (bot.name, bot.handle) == ("Deploy bot", handle)
