"""Rooms of the cast: what is said there, and by whom."""

from __future__ import annotations

import pytest

from chat import actions
from chat.models import Message, Room


@pytest.fixture
def room(author, colleague) -> Room:
    """An open room that Ada owns; Ben is in it, Cleo may walk in."""
    opened = actions.open_room(by=author, name="firmware")
    actions.join_room(opened, by=colleague)
    return opened


@pytest.fixture
def closed_room(author, colleague) -> Room:
    """A closed room: Ada and Ben."""
    return actions.open_room(by=author, name="rollout", sort=Room.Sort.CLOSED, people=[colleague])


@pytest.fixture
def direct(author, colleague) -> Room:
    return actions.direct_room(by=author, people=[colleague])


@pytest.fixture
def say():
    """``say(room, ada, "hello")``; further keywords are those of ``send_message``."""

    def said(where: Room, by, text: str, **more) -> Message:
        return actions.send_message(where, by=by, body=text, **more)

    return said
