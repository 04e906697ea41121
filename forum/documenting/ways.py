"""What can be done about a row of a worklist besides leaving it out. Where pages are made is no affair of the forum's:
whoever can make some registers the way to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forum.models import Topic


@dataclass(frozen=True)
class Way:
    """``of_topic`` and ``of_words`` give addresses, where the way leads from a topic, or from words searched for."""

    label: Any
    icon: str
    of_topic: Callable[[Topic], str] | None = None
    of_words: Callable[[str], str] | None = None


_ways: list[Way] = []


def register(*ways: Way) -> None:
    _ways.extend(way for way in ways if way not in _ways)


def from_topic(topic: Topic) -> list[tuple[Way, str]]:
    return [(way, way.of_topic(topic)) for way in _ways if way.of_topic is not None]


def from_words(words: str) -> list[tuple[Way, str]]:
    return [(way, way.of_words(words)) for way in _ways if way.of_words is not None]
