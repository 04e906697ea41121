"""How a conversation is written down for the demonstration."""

from __future__ import annotations

from dataclasses import dataclass

Both = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """One message. ``key`` names it for others of its room: those that answer it in its thread, or quote it."""

    clock: str
    who: str
    words: Both
    key: str = ""
    # "bravi:matteo,giulia smile:sara"
    reactions: str = ""
    thread: str = ""
    also_in_room: bool = False
    quoted: str = ""
    edited: Both | None = None
    deleted: bool = False
    pinned: bool = False
    saved_by: str = ""
    file: str = ""
    style: str = "text"
    poll: tuple[Both, ...] = ()
    # Of each answer, who chose it.
    votes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Day:
    ago: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Scene:
    """A room and what was said in it. ``owner`` opens it, ``others`` are added or come by themselves."""

    key: str
    sort: str
    owner: str
    others: str
    days: tuple[Day, ...]
    name: Both = ("", "")
    topic: Both = ("", "")
    about: Both = ("", "")
    space: str = ""
    # How many of the last lines these have not read yet: {"giulia": 3}
    unread: tuple[tuple[str, int], ...] = ()
    opened: int = 30
    keep_days: int | None = None
    # A program that speaks there, as ``bot``: its name, and what it is for.
    bot: Both | None = None
    bot_about: Both = ("", "")
