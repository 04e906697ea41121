"""A poll as somebody wants it, before there is one: checked in one place, whatever road it comes by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.conversation.models import Poll

FEWEST, MOST = 2, 12
LONGEST = 160


@dataclass(frozen=True)
class WantedPoll:
    """``options`` in their order; ``closes_at`` is a moment, in no zone's words."""

    options: tuple[str, ...]
    multiple: bool = False
    anonymous: bool = False
    results: str = Poll.Results.VOTING
    closes_at: datetime | None = None


def checked(wanted: WantedPoll, *, at: datetime | None = None) -> WantedPoll:
    """The poll with its answers trimmed, or ValidationError under the name of the field that is wrong."""
    options = tuple(checked_options(wanted.options))
    if wanted.results not in Poll.Results:
        raise ValidationError({"results": _("There is no such choice.")})
    checked_closing(wanted.closes_at, at=at)
    return WantedPoll(options, wanted.multiple, wanted.anonymous, wanted.results, wanted.closes_at)


def checked_options(options: Iterable[str]) -> list[str]:
    found = [text for option in options if (text := " ".join(option.split()))]
    if not FEWEST <= len(found) <= MOST:
        raise ValidationError(
            {"options": _("A poll has from %(fewest)d to %(most)d answers.") % {"fewest": FEWEST, "most": MOST}}
        )
    if any(len(text) > LONGEST for text in found):
        raise ValidationError({"options": _("An answer has at most %(most)d characters.") % {"most": LONGEST}})
    if len({text.casefold() for text in found}) != len(found):
        raise ValidationError({"options": _("Two answers are the same.")})
    return found


def checked_closing(closes_at: datetime | None, *, at: datetime | None = None) -> None:
    if closes_at is not None and closes_at <= (at or now()):
        raise ValidationError({"closes_at": _("That time has passed.")})
