"""What a level lets people do, and what it asks of them, in sentences: for the person and for those who set it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.moderation.rules.in_force import rules_in_force

from .levels import Level

NEEDS: dict[str, Any] = {
    "days": gettext_lazy("days here"),
    "read": gettext_lazy("topics read"),
    "answers": gettext_lazy("answers to others"),
    "accepted": gettext_lazy("answers accepted"),
    "votes": gettext_lazy("votes received"),
    "upheld": gettext_lazy("texts taken down in 90 days, at most"),
}
FIGURES: dict[str, Any] = {**NEEDS, "upheld": gettext_lazy("texts taken down in 90 days")}
RIGHTS: dict[str, Any] = {
    "held_at_first": gettext_lazy("first texts wait"),
    "links": gettext_lazy("links in a text"),
    "files": gettext_lazy("images and files"),
    "mentions": gettext_lazy("people named in a text"),
    "an_hour": gettext_lazy("texts in an hour"),
    "a_day": gettext_lazy("texts in a day"),
    "messages": gettext_lazy("begins conversations"),
    "refiles": gettext_lazy("titles and tags of others"),
    "weight": gettext_lazy("a report weighs"),
}


def allowed(level: Level) -> list[tuple[bool, str]]:
    """What somebody on this level may and may not do, as far as the rules in force ask: (may, sentence)."""
    asked = {rule.sort for rule in rules_in_force()}
    told = [(may, said) for sort, tell in _TELLS for may, said in [tell(level)] if sort in asked]
    return [*told, (True, _("You may give topics of others better titles and tags."))] if level.refiles else told


def still_to_do(left: dict[str, Any]) -> list[str]:
    """What is missing for the next level."""
    return [_LEFT[name](count) for name, count in left.items()]


def _waits(level: Level) -> tuple[bool, str]:
    if level.held_at_first:
        return False, _("Your first texts are read by a moderator before others see them.")
    return True, _("What you write is there at once.")


def _links(level: Level) -> tuple[bool, str]:
    if level.links is None:
        return True, _("You may link to other sites as you need.")
    if not level.links:
        return False, _("Links to other sites come later.")
    said = ngettext(
        "A text may have %(most)d link to another site.", "A text may have %(most)d links to other sites.", level.links
    )
    return True, said % {"most": level.links}


def _files(level: Level) -> tuple[bool, str]:
    return level.files, _("You may add images and files.") if level.files else _("Images and files come later.")


def _mentions(level: Level) -> tuple[bool, str]:
    if level.mentions is None:
        return True, _("You may name as many people as you need.")
    said = ngettext("A text may name %(most)d person.", "A text may name %(most)d people.", level.mentions)
    return level.mentions > 0, said % {"most": level.mentions}


def _speed(level: Level) -> tuple[bool, str]:
    if level.an_hour is None:
        return True, _("You may write as much as you need.")
    said = ngettext(
        "You may write %(most)d text in an hour.", "You may write %(most)d texts in an hour.", level.an_hour
    )
    return level.an_hour > 0, said % {"most": level.an_hour}


def _messages(level: Level) -> tuple[bool, str]:
    if level.messages:
        return True, _("You may begin conversations with people you meet here.")
    return False, _("Conversations with people your firm does not work with come later.")


_TELLS: tuple[tuple[str, Callable[[Level], tuple[bool, str]]], ...] = (
    ("first_posts", _waits),
    ("links", _links),
    ("files", _files),
    ("mentions", _mentions),
    ("flood", _speed),
    ("messages", _messages),
)
_LEFT: dict[str, Callable[[int], str]] = {
    "days": lambda n: ngettext("%(n)d more day here", "%(n)d more days here", n) % {"n": n},
    "read": lambda n: ngettext("%(n)d more topic read", "%(n)d more topics read", n) % {"n": n},
    "answers": lambda n: ngettext("%(n)d more answer to others", "%(n)d more answers to others", n) % {"n": n},
    "accepted": lambda n: ngettext("%(n)d more answer accepted", "%(n)d more answers accepted", n) % {"n": n},
    "votes": lambda n: ngettext("%(n)d more vote", "%(n)d more votes", n) % {"n": n},
    "upheld": lambda n: _("some time without a text that moderators take down"),
}
