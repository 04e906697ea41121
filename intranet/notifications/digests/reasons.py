"""Why something is in a digest: a sentence for the reader, and how much it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from intranet.activity.verbs import fill_in


@dataclass(frozen=True)
class Reason:
    """``sentence`` may have places for what a candidate says of itself ("{actor}"). ``weight``: from 0 to 150, before
    all that is added and taken away (``engine``). ``loud``: it comes whatever has been muted, and no cap holds it."""

    key: str
    sentence: Any
    weight: float
    loud: bool = False
    icon: str = "star"

    def said(self, words: Mapping[str, Any]) -> str:
        return fill_in(self.sentence, **words)


_reasons: dict[str, Reason] = {}


def register(*reasons: Reason) -> None:
    for reason in reasons:
        _reasons[reason.key] = reason


def find(key: str) -> Reason:
    return _reasons[key]


def all_reasons() -> list[Reason]:
    return sorted(_reasons.values(), key=lambda reason: (-reason.weight, reason.key))


register(
    Reason("mention", _("{actor} named you"), 100, loud=True, icon="at"),
    Reason("you", _("It concerns you"), 95, loud=True, icon="person"),
    Reason("reply", _("{actor} answered you"), 88, icon="chat"),
    Reason("author", _("Something happened to what you wrote"), 78, icon="chat"),
    Reason("team", _("{actor} named a team of yours"), 70, icon="people"),
    Reason("watching", _("You follow this or take part in it"), 55, icon="eye"),
    Reason("told", _("You were told of it and have not read it"), 50, icon="bell"),
    Reason("followed-person", _("You follow {actor}"), 45, icon="person"),
    Reason("followed-tag", _("You follow the tag {tag}"), 42, icon="hash"),
    Reason("interest-product", _("It is about {name}, which you use"), 60, icon="archive"),
    Reason("interest-tag", _("It has the tag {name}, which interests you"), 50, icon="hash"),
    Reason("house", _("Said to everybody"), 30, icon="home"),
)
