"""What is asked before words come out: rules, lanes and sanctions say yes by saying nothing.

``publish_entry`` asks every gate of a new entry, ``edit_entry`` of a change of what is out, and what was scheduled is
asked when its time has come. The first refusal wins, then the first hold; replacements follow one another.

A kind whose new words can wait beside those that are out (``Kind.coming``) asks ``ask_about_new_words``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import ValidationError

from intranet.accounts.models import User
from intranet.spaces.models import Space

from .models import Entry


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody is about to say this. ``entry`` has its place, its audience and its rendered words, perhaps no row;
    ``files`` is how many go with it."""

    entry: Entry
    by: User
    title: str
    body: str
    is_edit: bool
    files: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gate makes of an attempt. ``sentence`` is for the author; ``rule`` names the rule for those who decide,
    ``severity`` (1 to 5) puts it in its place in their queue. ``title`` and ``body``, where given, are said instead;
    what is only noticed comes out all the same (``when_noticed``)."""

    outcome: Literal["hold", "refuse", "replace", "notice"]
    sentence: str = ""
    rule: str = ""
    severity: int = 2
    title: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """What all gates together say: the words that go on, the verdict that holds them back, what is noticed."""

    title: str
    body: str
    hold: Verdict | None
    noticed: tuple[Verdict, ...]


NOTHING_SAID = Passage("", "", None, ())
Gate = Callable[[Attempt], "Verdict | list[Verdict] | None"]
Told = Callable[[Entry, Verdict, User], None]
_gates: dict[str, tuple[int, Gate]] = {}
_when_held: list[Told] = []
_when_noticed: list[Told] = []
# Given (entry, by, space, audience): raises ValidationError where what is out may not go so.
Moving = Callable[[Entry, User, Space | None, str], None]
_before_moving: list[Moving] = []
# Given (entry, by, audience): what becomes of new words of what is out, where they are to be read by that audience.
Renewing = Callable[[Entry, User, str], Verdict | None]
_new_words: list[Renewing] = []
_when_rewritten: list[Callable[[Entry, User], None]] = []


def register(name: str, gate: Gate, *, order: int = 50) -> None:
    _gates[name] = (order, gate)


def when_held(told: Told) -> None:
    """Have ``told(entry, verdict, by)`` called, in the transaction, for what was held and has its row."""
    if told not in _when_held:
        _when_held.append(told)


def when_noticed(told: Told) -> None:
    """The same for what came out and should be looked at."""
    if told not in _when_noticed:
        _when_noticed.append(told)


def before_moving(asked: Moving) -> None:
    """Have ``asked(entry, by, space, audience)`` asked before an entry is put before other readers."""
    if asked not in _before_moving:
        _before_moving.append(asked)


def before_new_words(asked: Renewing) -> None:
    """Have ``asked(entry, by, audience)`` asked before new words of an entry come before that audience."""
    if asked not in _new_words:
        _new_words.append(asked)


def when_rewritten(told: Callable[[Entry, User], None]) -> None:
    """Have ``told(entry, by)`` called, in the transaction, when its author has changed what is held."""
    if told not in _when_rewritten:
        _when_rewritten.append(told)


def ask_about_new_words(entry: Entry, *, by: User, audience: str) -> Verdict | None:
    """The first verdict about new words of what is out, or may be; None where they come out at once."""
    return next((said for asked in _new_words if (said := asked(entry, by, audience)) is not None), None)


def tell_rewritten(entry: Entry, *, by: User) -> None:
    for told in _when_rewritten:
        told(entry, by)


def ask_to_move(entry: Entry, *, by: User, space: Space | None, audience: str) -> None:
    for asked in _before_moving:
        asked(entry, by, space, audience)


def ask(entry: Entry, *, by: User, is_edit: bool = False, files: int = 0) -> Passage:
    """What becomes of the words that ``entry`` has now. ValidationError with the sentence where a gate refuses, or
    would hold back a change of what people read already."""
    title, body = entry.title, entry.body
    hold: Verdict | None = None
    noticed: list[Verdict] = []
    for _order, gate in sorted(_gates.values(), key=lambda known: known[0]):
        said = gate(Attempt(entry, by, title, body, is_edit, files))
        for verdict in said if isinstance(said, list) else [said] if said is not None else []:
            if verdict.outcome == "refuse" or (verdict.outcome == "hold" and is_edit):
                raise ValidationError(verdict.sentence, code=verdict.rule or "rule")
            if verdict.outcome == "hold":
                hold = hold or verdict
            elif verdict.outcome == "notice":
                noticed.append(verdict)
            else:
                title = title if verdict.title is None else verdict.title
                body = body if verdict.body is None else verdict.body
    return Passage(title, body, hold, tuple(noticed))


def tell_held(entry: Entry, verdict: Verdict, *, by: User) -> None:
    for told in _when_held:
        told(entry, verdict, by)


def tell_noticed(entry: Entry, noticed: Iterable[Verdict], *, by: User) -> None:
    for verdict in noticed:
        for told in _when_noticed:
            told(entry, verdict, by)
