"""Addresses and words that are put together once say what Django would say each time."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from intranet.core import known_addresses, shell
from intranet.core.known_addresses import path_to
from intranet.core.navigation import Door, NavItem


@pytest.fixture(autouse=True)
def nothing_known():
    known_addresses._put_together.cache_clear()


@pytest.mark.parametrize(("name", "args"), [("feeds:post", (7,)), ("accounts:person", ("ada",)), ("search:search", ())])
def test_an_address_is_what_django_puts_together_the_first_time_and_the_second(name, args):
    assert path_to(name, *args) == path_to(name, *args) == reverse(name, args=args)


def test_an_address_that_there_is_not_is_refused_each_time():
    for _time in range(2):
        with pytest.raises(NoReverseMatch):
            path_to("feeds:post", "no number")


def test_a_number_and_yes_are_not_taken_for_each_other():
    assert path_to("feeds:post", 1) == "/posts/1/"
    with pytest.raises(NoReverseMatch):
        path_to("feeds:post", True)


def test_the_tag_says_it_names_it_and_escapes_it():
    assert Template("{% url 'accounts:person' who %}").render(Context({"who": "ada"})) == reverse(
        "accounts:person", args=["ada"]
    )
    assert Template("{% url 'feeds:post' 7 as at %}<{{ at }}>").render(Context()) == "</posts/7/>"
    assert Template("{% url 'feeds:post' entry_id=7 %}").render(Context()) == "/posts/7/"


def test_the_tag_leaves_a_name_empty_and_without_a_name_refuses():
    assert Template("{% url 'feeds:nothing' as at %}<{{ at }}>").render(Context()) == "<>"
    with pytest.raises(NoReverseMatch):
        Template("{% url 'feeds:nothing' %}").render(Context())


def test_words_are_said_in_the_language_of_the_reader_and_escaped():
    said = Template("{% translate 'Settings' %}")
    for _time in range(2):
        assert said.render(Context()) == "Settings"
        with override("it"):
            assert said.render(Context()) != "Settings"
    assert Template("{% translate word %}").render(Context({"word": "A & B"})) == "A &amp; B"


def test_a_word_in_a_variable_is_looked_up_each_time():
    said = Template("{% translate word %}{% translate 'Post' context place %}")
    assert said.render(Context({"word": "Home", "place": "button"})) == "HomePost"
    assert said.render(Context({"word": "<b>", "place": "button"})) == "&lt;b&gt;Post"


def test_a_group_of_doors_says_what_waits_behind_them_now():
    shell.shelf.clear()
    door = Door(NavItem("bench-door", "A door", "chat", "search:search", count="waiting"), "/x/", False, False)
    assert "12" in shell._lines_of([door], {"waiting": 12})
    assert "12" in shell._lines_of([door], {"waiting": 12})
    assert "12" not in shell._lines_of([door], {"waiting": 3})
    with override("it"):
        assert "12" in shell._lines_of([door], {"waiting": 12})
