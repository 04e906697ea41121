"""What can be done, each verb declared once: how it reads, whom it concerns, whether it is audited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .models import Activity


class Recipient(NamedTuple):
    """A person an activity concerns, and why: "author", "mention", "reply", "member", …"""

    person_id: int
    reason: str


def nobody(activity: Activity) -> Iterable[Recipient]:
    return ()


@dataclass(frozen=True)
class Verb:
    """``name`` is dotted and unique ("feeds.post.published"); ``sentence`` has ``{actor}`` and ``{title}``."""

    name: str
    sentence: Any
    audited: bool = False
    # Whether the text or the audience of an entry changed, so that the index must look again.
    indexed: bool = False
    # Told also to people who have blocked or muted whoever did it: decisions about them, and what they keep order over.
    official: bool = False
    recipients: Callable[[Activity], Iterable[Recipient]] = nobody

    @property
    def notifies(self) -> bool:
        return self.recipients is not nobody


# In a language whose verbs agree with who does it, a translation says both: "{actor} {ha|hanno} commentato".
_ONE_OR_SEVERAL = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


def fill_in(sentence: Any, *, several: bool = False, **names: Any) -> str:
    """A sentence about what somebody did, with the names in it, in the language that is active. ``several`` did it.

    Whatever says what a verb may say is filled in here: two sentences that are one in English have one translation."""
    agreeing = _ONE_OR_SEVERAL.sub(lambda ways: ways[2 if several else 1], str(sentence))
    return agreeing.format(**names)


_verbs: dict[str, Verb] = {}


def register(*verbs: Verb) -> None:
    for verb in verbs:
        _verbs[verb.name] = verb


def find(name: str) -> Verb:
    """The verb of that name. A KeyError here is a typo in an action, so it may rise."""
    return _verbs[name]


def known(name: str) -> Verb | None:
    """The verb, or None for a row written by a part that is no longer installed."""
    return _verbs.get(name)


def all_verbs() -> list[Verb]:
    return sorted(_verbs.values(), key=lambda verb: verb.name)
