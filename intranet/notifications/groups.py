"""The kinds of notifications that people choose by: few, in words they understand.

Nothing says of its own verb where it belongs. A group is found from what is there anyway, the reason that a verb's
recipients give and the name of the verb:

1. "mention" and "team" are what they are, whatever was done;
2. else the first group with a pattern that the verb matches ("accounts.*", "*.hidden");
3. else the group of the reason ("reply", "watching", "space", "kudos", …);
4. else "decisions" for what is official, and "following" for the rest.

So a new part whose verbs name people as "author", "reply", "watching", "you" or "space" is in the table already. One
that has a sort of its own registers a ``Group`` in ``ready()``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs


@dataclass(frozen=True)
class Group:
    """One row of the preferences. ``channels``: by which it comes as long as nobody has chosen; ``fixed``: always in
    the app, since it is official."""

    name: str
    label: Any
    hint: Any
    reasons: frozenset[str] = frozenset()
    verbs: tuple[str, ...] = ()
    channels: frozenset[str] = frozenset({"app"})
    fixed: bool = False
    icon: str = "bell"
    order: int = 50


# What says so by itself, whatever was done.
_SPEAKS_FIRST = ("mention", "team")
_groups: dict[str, Group] = {}


def register(*groups: Group) -> None:
    for group in groups:
        _groups[group.name] = group
    group_of.cache_clear()


def find(name: str) -> Group | None:
    return _groups.get(name)


def all_groups() -> list[Group]:
    return sorted(_groups.values(), key=lambda group: (group.order, group.name))


@cache
def group_of(verb: str, reason: str) -> Group:
    """The group of what a verb tells somebody for a reason."""
    by_reason = next((group for group in all_groups() if reason in group.reasons), None)
    if by_reason is not None and reason in _SPEAKS_FIRST:
        return by_reason
    for group in all_groups():
        if any(fnmatchcase(verb, pattern) for pattern in group.verbs):
            return group
    if by_reason is not None:
        return by_reason
    known = verbs.known(verb)
    return _groups["decisions" if known is not None and known.official else "following"]


register(
    Group(
        "mentions",
        _("Mentions"),
        _("Somebody names you."),
        reasons=frozenset({"mention"}),
        channels=frozenset({"app", "mail", "push"}),
        icon="at",
        order=10,
    ),
    Group(
        "teams",
        _("Mentions of my teams"),
        _("Somebody names a space you are in, and so everybody there."),
        reasons=frozenset({"team"}),
        channels=frozenset({"app", "mail"}),
        icon="people",
        order=15,
    ),
    Group(
        "answers",
        _("Answers"),
        _("Comments on what you wrote, and replies to you."),
        reasons=frozenset({"reply", "comment", "author"}),
        channels=frozenset({"app", "mail", "push"}),
        icon="chat",
        order=20,
    ),
    Group(
        "reactions",
        _("Reactions"),
        _("Somebody reacts to what you wrote."),
        reasons=frozenset({"reaction"}),
        icon="smile",
        order=25,
    ),
    Group(
        "following",
        _("What I follow"),
        _("New comments in discussions you take part in or follow."),
        reasons=frozenset({"watching"}),
        channels=frozenset({"app", "mail"}),
        icon="eye",
        order=30,
    ),
    Group(
        "spaces",
        _("New in my spaces"),
        _("Whatever is published in the spaces of which you want to hear everything."),
        reasons=frozenset({"space"}),
        icon="spaces",
        order=35,
    ),
    Group(
        "saved",
        _("Saved searches"),
        _("Somebody writes what a search of yours finds, or words you watch for."),
        reasons=frozenset({"saved"}),
        channels=frozenset({"app", "mail"}),
        icon="search",
        order=37,
    ),
    Group(
        "happenings",
        _("Kudos, events and polls"),
        _("You are thanked or invited, or something you take part in has changed."),
        reasons=frozenset({"you", "kudos", "coming", "voter"}),
        channels=frozenset({"app", "mail", "push"}),
        icon="cal",
        order=40,
    ),
    Group(
        "reminders",
        _("Reminders"),
        _("What you asked to be reminded of, at your time."),
        reasons=frozenset({"reminder"}),
        verbs=("conversation.reminder.*",),
        channels=frozenset({"app", "push"}),
        fixed=True,
        icon="clock",
        order=43,
    ),
    Group(
        "invitations",
        _("Invitations and memberships"),
        _("Spaces that invite you or let you in, and people who ask to join yours."),
        verbs=("spaces.*", "accounts.invitation.*"),
        channels=frozenset({"app", "mail"}),
        icon="user-plus",
        order=45,
    ),
    Group(
        "decisions",
        _("Moderation"),
        _("What is decided about your contributions, and what waits for you where you keep order."),
        reasons=frozenset({"moderator"}),
        verbs=("moderation.*", "*.hidden", "*.restored", "*.refused"),
        channels=frozenset({"app", "mail"}),
        fixed=True,
        icon="shield",
        order=80,
    ),
    Group(
        "account",
        _("Account and security"),
        _("Your own account: its data, its access, whom you work with."),
        verbs=("accounts.*", "notifications.mail.*"),
        channels=frozenset({"app", "mail"}),
        fixed=True,
        icon="lock",
        order=90,
    ),
)
