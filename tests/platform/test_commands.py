"""What the palette can do, and for whom."""

from __future__ import annotations

import pytest

from intranet.core import commands


def labels(person, text="", most=50):
    return {command.name for command, _url in commands.matching(person, text, most=most)}


def test_each_finds_what_is_for_them(author, admin, customer):
    assert "invite" in labels(admin)
    assert "invite" not in labels(author)
    assert "space" in labels(author)
    assert labels(customer) & {"space", "invite", "chart"} == set()


@pytest.mark.parametrize(("text", "found"), [("dark", "theme-dark"), ("THEME da", "theme-dark"), ("kudos", "kudos")])
def test_a_command_is_found_by_the_beginnings_of_its_words(text, found, author):
    assert found in labels(author, text)


def test_what_nothing_is_called_finds_nothing(author):
    assert labels(author, "xyzzy") == set()


def test_the_palette_offers_commands_beside_places(author, as_):
    items = as_(author).get("/palette/", {"q": "thank"}).json()["items"]
    assert [(item["label"], item["url"], item["run"]) for item in items if item["kind"] == "command"] == [
        ("Thank a colleague", "/kudos/", "")
    ]


def test_no_two_commands_have_one_name():
    with pytest.raises(ValueError, match="already"):
        commands.register(commands.Command("keys", "Something else", "x"))
