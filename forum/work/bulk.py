"""One thing done to several topics of a list, each as if it were done by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from forum.keeping.closing import close_topic
from forum.keeping.moving import move_topic
from forum.keeping.tagging import tag_topic
from forum.models import Category, Topic
from intranet.accounts.models import User

from .assigning import assign_topic, settle_topic

MOST = 100


@dataclass
class Done:
    """How many were changed, and of those that were not, why."""

    changed: int = 0
    refused: list[tuple[Topic, str]] = field(default_factory=list)


def do_to_all(topics: Sequence[Topic], act: Callable[[Topic], Any]) -> Done:
    done = Done()
    for topic in topics[:MOST]:
        try:
            done.changed += bool(act(topic))
        except PermissionDenied as refusal:
            done.refused.append((topic, str(refusal)))
        except ValidationError as error:
            done.refused.append((topic, " ".join(error.messages)))
    return done


def deed(
    what: str, *, by: User, category: Category | None = None, reason: str = "", tag: str = "", to: User | None = None
) -> Callable[[Topic], Any] | None:
    """The action behind one of the buttons; None for one that there is not, or lacks what it needs."""
    match what:
        case "move" if category is not None:
            return lambda topic: move_topic(topic, by=by, category=category)
        case "close":
            return lambda topic: close_topic(topic, by=by, reason=reason)
        case "tag" if tag.strip():
            return lambda topic: tag_topic(topic, by=by, tags=[tag])
        case "assign":
            return lambda topic: assign_topic(topic, by=by, to=to)
        case "settle":
            return lambda topic: settle_topic(topic, by=by)
        case _:
            return None
