"""A stretch of what was said in a room, or in a thread, as one reader sees it.

Stretches are found by the number of a message, which the index has in order, so that opening a room of a hundred
thousand messages costs what one of a thousand costs; and what others say meanwhile pushes nothing onto another page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone, localtime, make_aware

from intranet.spaces.audiences import Viewer

from .audience import rooms_held
from .models import Message, MessageQuerySet, Room
from .rendering import complete, goes_on, html_of_all, with_what_it_shows

PAGE = 50
# Before a message that a link leads to, and before the first unread one, how many stand.
LEAD = 20
# Beyond the newest message of any room: there one finds the newest.
BEYOND = 2**62
# So many notices are read out in one line; more fold.
MOST_NOTICES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a message (or some notices in one), a day, or where what is new begins."""

    sort: str
    html: SafeString | str = ""
    day: date | None = None


@dataclass
class Stretch:
    """``first`` and ``last`` are the numbers at its ends; ``earlier`` and ``later``, whether there is more."""

    rows: list[Row] = field(default_factory=list)
    first: int | None = None
    last: int | None = None
    earlier: bool = False
    later: bool = False
    # The number of the first message that is new to the reader, and of the one that a link leads to.
    new: int | None = None
    linked: int | None = None

    @property
    def is_empty(self) -> bool:
        return self.first is None


def line_of(room: Room, viewer: Viewer) -> MessageQuerySet:
    """What stands in the main line of a room for this reader, tombstones included."""
    said = with_what_it_shows(Message.objects.in_line(room).standing_for(viewer))
    return said.filter(seq__gt=floor) if (floor := floor_of(room, viewer)) else said


def replies_to(thread: Message, viewer: Viewer) -> MessageQuerySet:
    """What stands in a thread for this reader, its beginning not included."""
    said = with_what_it_shows(Message.objects.in_thread(thread).standing_for(viewer))
    return said.filter(seq__gt=floor) if (floor := floor_of(thread.room, viewer)) else said


def is_open_to(viewer: Viewer, message: Message) -> bool:
    """Whether a message, or the place where it stood, is this reader's to see."""
    if not viewer.is_authenticated or message.room_id not in rooms_held(viewer):
        return False
    return message.seq is not None and message.seq > rooms_held(viewer)[message.room_id]


def floor_of(room: Room, viewer: Viewer) -> int:
    """The number up to which the room is not this reader's to read."""
    return rooms_held(viewer).get(room.pk, 0) if viewer.is_authenticated else 0


def first_unread(said: MessageQuerySet, viewer: Viewer, read_seq: int) -> int | None:
    """The number of the first message that is new to this reader: somebody else's, and no notice."""
    new = said.filter(seq__gt=read_seq).published().exclude(author=viewer.pk).exclude(style=Message.Style.NOTICE)
    return new.order_by("seq").values_list("seq", flat=True).first()


def newest(said: MessageQuerySet, viewer: Viewer, *, new: int | None = None) -> Stretch:
    return before(said, viewer, None, new=new)


def before(said: MessageQuerySet, viewer: Viewer, seq: int | None, *, new: int | None = None) -> Stretch:
    """The messages before one of this number; the newest for None."""
    older = said if seq is None else said.filter(seq__lt=seq)
    found = list(older.order_by("-seq")[: PAGE + 1])
    return _shown(found[:PAGE][::-1], viewer, earlier=len(found) > PAGE, new=new)


def after(said: MessageQuerySet, viewer: Viewer, seq: int, *, new: int | None = None) -> Stretch:
    """The messages after one of this number. They go on from what the reader has, so the first says no day."""
    found = list(said.filter(seq__gt=seq).order_by("seq")[: PAGE + 1])
    return _shown(found[:PAGE], viewer, later=len(found) > PAGE, new=new)


def around(
    said: MessageQuerySet, viewer: Viewer, seq: int, *, new: int | None = None, linked: int | None = None
) -> Stretch:
    """Where a message stands, or would stand, with some before it."""
    lead = list(said.filter(seq__lt=seq).order_by("-seq")[: LEAD + 1])
    rest = list(said.filter(seq__gte=seq).order_by("seq")[: PAGE + 1])
    if not rest:
        return newest(said, viewer, new=new)
    return _shown(
        lead[:LEAD][::-1] + rest[:PAGE],
        viewer,
        earlier=len(lead) > LEAD,
        later=len(rest) > PAGE,
        new=new,
        linked=linked,
    )


def place_of(said: MessageQuerySet, pk: int) -> int | None:
    """The number under which a message stands in this line; None where it does not."""
    return said.filter(pk=pk).values_list("seq", flat=True).first()


def number_on(said: MessageQuerySet, day: date) -> int | None:
    """The number of the first message on this day, by the reader's clock, or after it; None when all are older.

    Numbers grow with time, so it is found by halving: seventeen looks at the index for a hundred thousand messages.
    """
    numbers = said.values_list("seq", flat=True)
    low, last = numbers.order_by("seq").first(), numbers.order_by("-seq").first()
    if low is None or last is None:
        return None
    start = make_aware(datetime.combine(day, time.min), get_current_timezone())
    high = last + 1
    while low < high:
        middle = (low + high) // 2
        found = said.filter(seq__gte=middle).order_by("seq").values_list("seq", "published_at").first()
        seq, said_at = found or (None, None)
        if seq is None or said_at is None or said_at >= start:
            high = middle
        else:
            low = seq + 1
    return low if low <= last else None


# --- as it is shown ---------------------------------------------------------------------------------------------------


def _shown(
    messages: list[Any],
    viewer: Viewer,
    *,
    earlier: bool = False,
    later: bool = False,
    new: int | None = None,
    linked: int | None = None,
) -> Stretch:
    if not messages:
        return Stretch(new=new)
    complete(messages, viewer)
    groups = _in_groups(messages, new)
    singles = [group[0] for group in groups if len(group) == 1]
    html = dict(zip(singles, html_of_all(singles, viewer, going_on=_going_on(groups, new), linked=linked), strict=True))
    stretch = Stretch([], messages[0].seq, messages[-1].seq, earlier, later, new, linked)
    day, is_drawn = None, new is None
    for group in groups:
        if (its_day := day_of(group[0])) != day:
            day = its_day
            stretch.rows.append(Row("day", day=day))
        if not is_drawn and group[0].seq >= new:
            is_drawn = True
            stretch.rows.append(Row("new"))
        stretch.rows.append(Row("message", html[group[0]] if len(group) == 1 else _together(group)))
    return stretch


def _together(notices: list[Any]) -> SafeString:
    context = {"notices": notices, "first": notices[0], "last": notices[-1], "folded": len(notices) > MOST_NOTICES}
    return render_to_string("chat/_notices.html", context)


def _going_on(groups: list[list[Any]], new: int | None) -> frozenset[int]:
    """The messages that stand under the name of the one before; not across the line above what is new."""
    found = set()
    for before, group in pairwise(groups):
        one, previous = group[0], before[-1]
        across = new is not None and previous.seq < new <= one.seq
        if not across and goes_on(previous, one):
            found.add(one.pk)
    return frozenset(found)


def _in_groups(messages: Sequence[Any], new: int | None) -> list[list[Any]]:
    """Each message by itself, but notices that follow each other on one day together."""
    groups: list[list[Any]] = []
    for message in messages:
        last = groups[-1][-1] if groups else None
        if last is not None and _is_notice(last) and _is_notice(message) and day_of(last) == day_of(message):
            across = new is not None and last.seq < new <= message.seq
            if not across:
                groups[-1].append(message)
                continue
        groups.append([message])
    return groups


def _is_notice(message: Any) -> bool:
    return message.is_notice and not message.is_tombstone


def day_of(message: Any) -> date:
    return localtime(message.published_at).date()
