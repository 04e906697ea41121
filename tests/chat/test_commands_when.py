"""Times as people say them, in English and Italian."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chat.commands.saying_when import NoSuchTime, split_off
from intranet.core.zones import instant_to_wall

ROME = "Europe/Rome"
# A Sunday, 11:40 in Rome.
NOW = datetime(2026, 11, 22, 10, 40, tzinfo=UTC)


def said(text: str) -> tuple[str, str] | None:
    found = split_off(text, now=NOW, zone=ROME)
    if found is None:
        return None
    return f"{instant_to_wall(found.when.moment, ROME):%a %d %b %H:%M}", found.rest


@pytest.mark.parametrize(
    ("text", "when", "rest"),
    [
        ("call Dora in 20 minutes", "Sun 22 Nov 12:00", "call Dora"),
        ("in 20 minutes call Dora", "Sun 22 Nov 12:00", "call Dora"),
        ("stretch in an hour", "Sun 22 Nov 12:40", "stretch"),
        ("stretch in half an hour", "Sun 22 Nov 12:10", "stretch"),
        ("stretch in 1h30m", "Sun 22 Nov 13:10", "stretch"),
        ("stretch in 1 hour and 30 minutes", "Sun 22 Nov 13:10", "stretch"),
        ("water the plants in 3 days", "Wed 25 Nov 11:40", "water the plants"),
        ("water the plants in 3 days at 8:15", "Wed 25 Nov 08:15", "water the plants"),
        ("the report tomorrow", "Mon 23 Nov 09:00", "the report"),
        ("the report tomorrow at 9", "Mon 23 Nov 09:00", "the report"),
        ("the report tomorrow morning", "Mon 23 Nov 09:00", "the report"),
        ("the report the day after tomorrow at 3pm", "Tue 24 Nov 15:00", "the report"),
        ("Tomorrow at 9, the report", "Mon 23 Nov 09:00", "the report"),
        ("the report at 15:30", "Sun 22 Nov 15:30", "the report"),
        ("the report at 15:30 tomorrow", "Mon 23 Nov 15:30", "the report"),
        ("the report at 9", "Mon 23 Nov 09:00", "the report"),
        ("the report on Friday", "Fri 27 Nov 09:00", "the report"),
        ("the report next friday at 5 pm", "Fri 27 Nov 17:00", "the report"),
        ("the match on Sunday at 20:45", "Sun 22 Nov 20:45", "the match"),
        ("the match on Sunday", "Sun 29 Nov 09:00", "the match"),
        ("lunch at noon", "Sun 22 Nov 12:00", "lunch"),
        ("the bins tonight", "Sun 22 Nov 19:00", "the bins"),
        ("gifts on 24 December", "Thu 24 Dec 09:00", "gifts"),
        ("gifts on December 24th at 8", "Thu 24 Dec 08:00", "gifts"),
        ("gifts 2026-12-24 08:00", "Thu 24 Dec 08:00", "gifts"),
        ("the budget on 10/1", "Sun 10 Jan 09:00", "the budget"),
        ("chiamare Dora tra 20 minuti", "Sun 22 Nov 12:00", "chiamare Dora"),
        ("chiamare Dora fra mezz’ora", "Sun 22 Nov 12:10", "chiamare Dora"),
        ("chiamare Dora tra un'ora", "Sun 22 Nov 12:40", "chiamare Dora"),
        ("la relazione domani alle 9", "Mon 23 Nov 09:00", "la relazione"),
        ("la relazione domani mattina", "Mon 23 Nov 09:00", "la relazione"),
        ("la relazione dopodomani alle 14.30", "Tue 24 Nov 14:30", "la relazione"),
        ("la relazione lunedì alle 8", "Mon 23 Nov 08:00", "la relazione"),
        ("la relazione lunedi\u0300", "Mon 23 Nov 09:00", "la relazione"),
        ("la relazione venerdì prossimo", "Fri 27 Nov 09:00", "la relazione"),
        ("il pranzo a mezzogiorno", "Sun 22 Nov 12:00", "il pranzo"),
        ("Stasera la spazzatura", "Sun 22 Nov 19:00", "la spazzatura"),
        ("i regali il 24 dicembre alle 18", "Thu 24 Dec 18:00", "i regali"),
        ("tomorrow", "Mon 23 Nov 09:00", ""),
    ],
)
def test_a_time_is_found_and_the_rest_is_what_it_is_for(text, when, rest):
    assert said(text) == (when, rest)


@pytest.mark.parametrize(
    "text",
    ["", "call Dora", "say good morning", "read chapter 9", "Wohin mit den 3 Kisten", "at", "alle", "in minutes"],
)
def test_what_is_no_time_is_not_guessed_at(text):
    assert said(text) is None


@pytest.mark.parametrize("text", ["x at 25:00", "x on 31 June", "x at 13 pm", "x tomorrow at 9:75", "x on 2026-13-40"])
def test_a_time_that_does_not_exist_is_said_to_be_none(text):
    with pytest.raises(NoSuchTime):
        said(text)


def test_a_long_text_without_a_time_is_looked_through_once():
    assert said("x tomorrow at " * 300 + "x") is None
